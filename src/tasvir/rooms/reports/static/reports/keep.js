// Keeps what is typed in a form until its receipt is there, and sends a form once however often it is clicked.
(() => {
  "use strict";
  const store = window.sessionStorage;
  const kept = (form) => `tasvir.${form.dataset.keep}`;
  const fields = (form) =>
    [...form.elements].filter((one) => one.name && !["hidden", "file", "submit", "password"].includes(one.type));

  const save = (form) => {
    const values = {};
    for (const one of fields(form)) {
      if (one.type === "checkbox" || one.type === "radio") {
        if (one.checked) values[one.name] = one.value;
      } else if (one.value) values[one.name] = one.value;
    }
    try {
      store.setItem(kept(form), JSON.stringify(values));
    } catch {
      // the browser keeps nothing: the form still works
    }
  };

  const restore = (form) => {
    let values;
    try {
      values = JSON.parse(store.getItem(kept(form)) || "null");
    } catch {
      return;
    }
    if (!values) return;
    for (const one of fields(form)) {
      const value = values[one.name];
      if (value === undefined || one.dataset.fixed !== undefined) continue;
      if (one.type === "checkbox" || one.type === "radio") one.checked = one.value === value;
      else if (!one.value) one.value = value;
    }
  };

  const forget = (prefix) => {
    for (const key of Object.keys(store)) if (key.startsWith(`tasvir.${prefix}`)) store.removeItem(key);
  };

  const enable = (form, on) => {
    for (const one of form.querySelectorAll("[type=submit]")) one.classList.toggle("disabled", !on);
    form.toggleAttribute("aria-busy", !on);
  };

  for (const mark of document.querySelectorAll("[data-forget]")) forget(mark.dataset.forget);
  for (const form of document.querySelectorAll("form[data-keep]")) {
    if (!form.dataset.fresh) restore(form);
    form.addEventListener("input", () => save(form));
    form.addEventListener("change", () => save(form));
  }
  for (const form of document.querySelectorAll("form[data-once]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      else {
        form.dataset.sent = "yes";
        enable(form, false);
      }
    });
  }
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of document.querySelectorAll("form[data-once]")) {
      delete form.dataset.sent;
      enable(form, true);
    }
  });

  // A period that is not among the likely ones is typed; the field for it opens when it is asked for.
  for (const choice of document.querySelectorAll("[data-other]")) {
    const other = document.getElementById(choice.dataset.other);
    const show = () => other && other.toggleAttribute("hidden", choice.value !== "other");
    choice.addEventListener("change", show);
    show();
  }
  for (const all of document.querySelectorAll("[data-all]")) {
    const boxes = () => document.querySelectorAll(`input[type=checkbox][name="${all.dataset.all}"]`);
    all.addEventListener("change", () => boxes().forEach((one) => (one.checked = all.checked)));
  }
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
