// Nothing typed is lost: what a form held when it could not be taken, or when the language is changed, is kept in
// this tab and put back when the form's page is open again. Passwords and sign-in forms are never kept.
(() => {
  const KEY = "tasvir:typed:";

  const keep = (page, values) => {
    try {
      sessionStorage.setItem(KEY + page, JSON.stringify(values));
      return true;
    } catch {
      // The browser keeps nothing, or this is too much for it: the page itself still shows what was typed.
      return false;
    }
  };

  const forms = () => [...document.querySelectorAll("main form[method=post]")];

  const valuesOf = (form) => {
    const values = {};
    for (const [name, value] of new FormData(form)) {
      if (name === "csrfmiddlewaretoken" || name.includes("password") || typeof value !== "string") continue;
      (values[name] ??= []).push(value);
    }
    return values;
  };

  const typedIn = (form) =>
    [...form.elements].some(
      (one) =>
        (one.matches("textarea, input:not([type=hidden], [type=checkbox], [type=radio])") && one.value !== one.defaultValue) ||
        (one.matches("[type=checkbox], [type=radio]") && one.checked !== one.defaultChecked),
    );

  const fill = (form, values) => {
    let filled = false;
    const taken = {};
    for (const field of form.elements) {
      if (!field.name || field.name === "csrfmiddlewaretoken" || field.type === "file" || !(field.name in values)) continue;
      const wanted = values[field.name];
      if (field.type === "checkbox" || field.type === "radio") field.checked = wanted.includes(field.value);
      else if (field.multiple && field.options) for (const one of field.options) one.selected = wanted.includes(one.value);
      else field.value = wanted[(taken[field.name] = (taken[field.name] ?? -1) + 1)] ?? field.value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      filled ||= field.type !== "hidden";
    }
    return filled;
  };

  const tell = (form) => {
    const told = document.querySelector("meta[name=tasvir-put-back]")?.content;
    if (!told) return;
    const line = document.createElement("div");
    line.className = "alert alert-info";
    line.setAttribute("role", "status");
    line.textContent = told;
    form.before(line);
  };

  const putBack = () => {
    const key = KEY + location.pathname;
    const kept = sessionStorage.getItem(key);
    if (!kept) return;
    const values = JSON.parse(kept);
    const names = Object.keys(values);
    const best = forms()
      .map((form) => [names.filter((name) => name in form.elements && form.elements[name].type !== "hidden").length, form])
      .sort((one, other) => other[0] - one[0])[0];
    if (!best || !best[0]) return;
    if (fill(best[1], values)) tell(best[1]);
    sessionStorage.removeItem(key);
  };

  const keepRefused = () => {
    for (const block of document.querySelectorAll("script[data-typed]")) {
      const { page, values } = JSON.parse(block.textContent);
      if (keep(page, values)) block.closest("details").open = false;
    }
  };

  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-keeps-typed]")) {
      const open = forms().find(typedIn);
      if (open) keep(location.pathname, valuesOf(open));
    }
    if (event.target.matches("[data-forgets-typed]")) sessionStorage.clear();
  });

  const start = () => {
    keepRefused();
    putBack();
  };
  start();
  document.addEventListener("htmx:afterSettle", keepRefused);
})();
