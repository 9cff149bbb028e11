// The desk by keyboard: s same, n not the same, a ask, j next, k previous. Without a script the buttons do the same.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (event.target.closest("input:not([type=radio]), textarea, select, [contenteditable]")) return;
  // By the place of the key, so that it works under a Persian or Vietnamese layout too.
  const key = event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key.toLowerCase();
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return;
  event.preventDefault();
  target.click();
  if (key === "a") target.closest("details").querySelector("input[type=radio]").focus();
});
