// The keyboard form: Enter goes on, Ctrl+Enter opens a row, Ctrl+D copies the last row; a draft is kept while one types.
(() => {
  "use strict";
  const form = document.querySelector("form[data-rows]");
  if (!form) return;
  const body = form.querySelector("[data-rows-body]");
  const blank = form.querySelector("template");
  const count = form.elements["rows-count"];
  const told = form.querySelector("[data-told]");
  const UNSENT = "tasvir.form.unsent"; // the rows that the server could not keep
  const rows = () => [...body.querySelectorAll("[data-row]")];
  const cells = (row) => [...row.querySelectorAll("[data-cell]")];
  const short = (row) => cells(row).filter((one) => !one.closest("details"));

  const add = (values = {}) => {
    const number = Number(count.value);
    const holder = document.createElement("div");
    holder.innerHTML = blank.innerHTML.replaceAll("__n__", String(number)).replaceAll("__shown__", shown(number + 1));
    const row = holder.querySelector("[data-row]");
    body.append(row);
    count.value = String(number + 1);
    fill(row, values);
    short(row)[0].focus();
    later();
  };
  const shown = (number) =>
    document.documentElement.lang === "fa" ? String(number).replace(/\d/g, (one) => "۰۱۲۳۴۵۶۷۸۹"[one]) : String(number);
  const isBlank = (row) => cells(row).every((one) => !one.value || one.value === one.defaultValue && one.dataset.preset);
  const valuesOf = (row) => Object.fromEntries(cells(row).map((one) => [one.dataset.cell, one.value]));
  // The last row in which anything was typed goes into the blank row after it, or into a new one; its number does not.
  const copyLast = () => {
    const all = rows();
    const last = all.findLast((row) => !isBlank(row)) || all.at(-1);
    const values = { ...valuesOf(last), ref: "" };
    const below = all[all.indexOf(last) + 1];
    if (!below) return add(values);
    fill(below, values);
    short(below)[0].focus();
    later();
  };
  const fill = (row, values) => {
    for (const cell of cells(row)) if (values[cell.dataset.cell] !== undefined) cell.value = values[cell.dataset.cell];
  };
  const next = (cell) => {
    const row = cell.closest("[data-row]");
    const mine = cell.closest("details") ? cells(row) : short(row);
    const after = mine[mine.indexOf(cell) + 1];
    if (after) after.focus();
    else {
      const below = rows()[rows().indexOf(row) + 1];
      if (below) short(below)[0].focus();
      else add();
    }
  };

  form.addEventListener("keydown", (event) => {
    const cell = event.target.closest("[data-cell]");
    if (event.key === "Enter" && event.ctrlKey) add();
    else if (event.code === "KeyD" && event.ctrlKey) copyLast();
    else if (event.key === "Enter" && cell) next(cell);
    else return;
    event.preventDefault();
  });
  form.querySelector("[data-add]").addEventListener("click", (event) => {
    event.preventDefault();
    add();
  });
  form.querySelector("[data-copy]").addEventListener("click", (event) => {
    event.preventDefault();
    copyLast();
  });

  const mark = (problems) => {
    for (const cell of form.querySelectorAll("[data-cell]")) {
      const found = problems[cell.name];
      const place = document.getElementById(`${cell.name}-problem`);
      cell.classList.toggle("is-invalid", Boolean(found?.refuses));
      cell.classList.toggle("reports-doubt", Boolean(found && !found.refuses));
      cell.toggleAttribute("aria-invalid", Boolean(found?.refuses));
      if (place) place.textContent = found ? found.sentence : "";
    }
  };
  let waiting = 0;
  const later = () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(keep, 900);
  };
  const keep = async () => {
    if (form.dataset.sent) return;
    const sent = new FormData(form);
    for (const name of ["attachments"]) sent.delete(name);
    try {
      const answer = await fetch(form.dataset.rows, {
        method: "POST",
        body: sent,
        headers: { "X-Requested-With": "fetch" },
      });
      if (answer.redirected) throw new Error("signed out");
      const { kept, problems, revision, address } = await answer.json();
      told.textContent = kept;
      form.elements.revision.value = revision;
      if (answer.ok) mark(problems);
      if (address) window.history.replaceState(null, "", address);
      window.sessionStorage.removeItem(UNSENT);
    } catch {
      told.textContent = told.dataset.failed;
      window.sessionStorage.setItem(UNSENT, JSON.stringify(rows().filter((row) => !isBlank(row)).map(valuesOf)));
    }
  };
  form.addEventListener("input", later);

  const unsent = JSON.parse(window.sessionStorage.getItem(UNSENT) || "[]");
  if (unsent.length && rows().every(isBlank)) {
    while (rows().length < unsent.length) add();
    unsent.forEach((values, at) => fill(rows()[at], values));
    later();
  }
})();
