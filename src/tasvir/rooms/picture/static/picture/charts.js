// Charts that answer to the pointer: the same specification that the server has drawn, on wide screens only.
// Without it, on paper and on a telephone, the drawing of the server stays.
(() => {
  "use strict";
  const picture = document.querySelector(".picture[data-charts]");
  const wide = matchMedia("(hover: hover) and (min-width: 60rem)");
  if (!picture || !wide.matches) return;
  const vendor = document.currentScript.src.replace(/picture\/charts\.js.*$/, "vendor/");

  function load(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = vendor + name;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }

  async function draw(frame, specification) {
    const place = frame.querySelector(".wide");
    if (!place) return;
    const live = document.createElement("div");
    live.className = "wide";
    live.dir = "ltr";
    const { title, usermeta, ...plain } = specification;
    await window.vegaEmbed(live, plain, { ast: true, actions: false, renderer: "svg", defaultStyle: false, tooltip: { disableDefaultStyle: true } });
    place.replaceWith(live);
  }

  async function start() {
    const answer = await fetch(picture.dataset.charts, { credentials: "same-origin" });
    if (!answer.ok) return;
    const { charts } = await answer.json();
    for (const name of ["vega.min.js", "vega-lite.min.js", "vega-embed.min.js"]) await load(name);
    const frames = [...picture.querySelectorAll(".chart")];
    const seen = new IntersectionObserver((entries) => {
      for (const entry of entries.filter((one) => one.isIntersecting)) {
        seen.unobserve(entry.target);
        draw(entry.target, charts[frames.indexOf(entry.target)]).catch(() => {});
      }
    }, { rootMargin: "20rem" });
    frames.forEach((frame) => seen.observe(frame));
  }

  start().catch(() => {});
})();
