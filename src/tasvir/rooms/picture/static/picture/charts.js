// Gives the frame's charts.js the specifications of the page's charts, each when it comes near, on wide screens only.
// Without it, on paper and on a telephone, the drawing of the server stays.
(() => {
  "use strict";
  const picture = document.querySelector(".picture[data-charts]");
  if (!picture || !matchMedia("(hover: hover) and (min-width: 60rem)").matches) return;

  function hand(chart, specification) {
    const block = document.createElement("script");
    block.type = "application/json";
    block.dataset.chart = "";
    block.textContent = JSON.stringify(specification);
    chart.classList.add("chart-drawing");
    const frame = chart.closest("figure");
    frame.dataset.chartFrame = "";
    frame.append(block);
    document.dispatchEvent(new CustomEvent("htmx:load"));
  }

  async function start() {
    const answer = await fetch(picture.dataset.charts, { credentials: "same-origin" });
    if (!answer.ok) return;
    const { charts } = await answer.json();
    const frames = [...picture.querySelectorAll(".chart")];
    const near = new IntersectionObserver((entries) => {
      for (const entry of entries.filter((one) => one.isIntersecting)) {
        near.unobserve(entry.target);
        hand(entry.target, charts[frames.indexOf(entry.target)]);
      }
    }, { rootMargin: "20rem" });
    frames.forEach((frame) => near.observe(frame));
  }

  start().catch((error) => console.info("charts left as drawn by the server:", error.message));
})();
