// The page works without this; with it, the panel of sources takes the focus, and Escape gives it back.
(function () {
  "use strict";
  function panel() {
    var id = decodeURIComponent(location.hash.slice(1));
    var found = id && document.getElementById(id);
    return found && found.classList.contains("evidence") ? found : null;
  }
  var opener = null;
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a.figure");
    if (link) opener = link;
    if (event.target.closest && event.target.closest("a.back")) close(event);
  });
  function close(event) {
    var open = panel();
    if (!open || !opener) return;
    event.preventDefault();
    var place = [scrollX, scrollY], link = opener;
    location.hash = "#" + (link.id || "top");
    scrollTo(place[0], place[1]);
    link.focus({ preventScroll: true });
  }
  document.addEventListener("keydown", function (event) {
    var open = panel();
    if (event.key !== "Escape" || !open) return;
    if (opener) close(event);
    else open.querySelector("a.back").click();
  });
  function opened() {
    var open = panel();
    if (!open) return;
    open.querySelectorAll("details").forEach(function (part) { part.open = true; });
    open.focus({ preventScroll: true });
  }
  addEventListener("hashchange", opened);
  opened();
})();
