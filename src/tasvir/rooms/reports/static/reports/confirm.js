// One figure after the other by keyboard: y confirms, n rejects, e opens the change, arrows move.
(() => {
  "use strict";
  const desk = document.getElementById("confirm");
  if (!desk) return;
  const items = () => [...desk.querySelectorAll("[data-item]")];
  const current = () => document.activeElement.closest("[data-item]");
  const undecided = (one) => one.dataset.item === "";

  const go = (step) => {
    const all = items();
    const at = all.indexOf(current());
    const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
    if (next) focus(next);
  };
  const focus = (item) => {
    item.focus();
    for (const mark of document.querySelectorAll(".reports-mark-now")) mark.classList.remove("reports-mark-now");
    const mark = document.getElementById(item.dataset.mark || "");
    if (mark) {
      mark.classList.add("reports-mark-now");
      mark.scrollIntoView({ block: "nearest" });
    }
  };
  const press = (item, answer) => {
    const button = item.querySelector(`[data-answer=${answer}]`);
    if (button) button.click();
  };

  desk.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, select, textarea")) {
      if (event.key === "Escape") current()?.focus();
      return;
    }
    const item = current();
    if (!item) return;
    const answers = { KeyY: "yes", KeyN: "no" };
    if (answers[event.code]) press(item, answers[event.code]);
    else if (event.code === "KeyE") {
      const change = item.querySelector("details");
      if (change) {
        change.open = true;
        change.querySelector("input:not([type=hidden]), select")?.focus();
      }
    } else if (event.key === "ArrowDown") go(1);
    else if (event.key === "ArrowUp") go(-1);
    else return;
    event.preventDefault();
  });

  // After an answer the next undecided one is in hand.
  let last = -1;
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const item = event.target.closest?.("[data-item]");
    last = item ? items().indexOf(item) : -1;
  });
  document.body.addEventListener("htmx:afterSettle", () => {
    if (last < 0) return;
    const all = items();
    const next = all.slice(last).find(undecided) || all.find(undecided) || all[Math.min(last, all.length - 1)];
    last = -1;
    if (next) focus(next);
  });
  const first = items().find(undecided);
  if (first) focus(first);
})();
