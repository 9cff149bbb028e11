// A zone onto which files are dropped; without it the same file input is there to choose them.
(() => {
  "use strict";
  for (const zone of document.querySelectorAll("[data-drop]")) {
    const input = zone.querySelector("input[type=file]");
    zone.classList.add("reports-drop-live");
    const names = zone.querySelector("[data-names]");
    const tell = () => {
      names.replaceChildren(
        ...[...input.files].map((file) => {
          const line = document.createElement("li");
          const name = document.createElement("bdi");
          name.textContent = file.name;
          line.append(name);
          return line;
        }),
      );
    };
    for (const kind of ["dragenter", "dragover"]) {
      zone.addEventListener(kind, (event) => {
        event.preventDefault();
        zone.classList.add("reports-drop-over");
      });
    }
    for (const kind of ["dragleave", "drop"]) {
      zone.addEventListener(kind, () => zone.classList.remove("reports-drop-over"));
    }
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
      tell();
    });
    input.addEventListener("change", tell);
  }
})();
