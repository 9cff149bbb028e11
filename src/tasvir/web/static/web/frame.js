// The frame's own behaviour: the menu on narrow screens, and drop-downs that close. Every page works without it.
document.documentElement.classList.add("js");

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-opens]");
  if (button) {
    const target = document.getElementById(button.dataset.opens);
    const open = target.classList.toggle("open");
    button.setAttribute("aria-expanded", String(open));
  }
  for (const drop of document.querySelectorAll("details.drop[open]")) {
    if (!drop.contains(event.target)) drop.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const drop of document.querySelectorAll("details.drop[open]")) {
    drop.open = false;
    drop.querySelector("summary").focus();
  }
  for (const button of document.querySelectorAll("[data-opens][aria-expanded=true]")) {
    document.getElementById(button.dataset.opens).classList.remove("open");
    button.setAttribute("aria-expanded", "false");
    button.focus();
  }
});
