// Draws each specification that a page carries beside the server's drawing. Without a script, or where drawing fails,
// the server's drawing stays. Expressions run in Vega's interpreter, for the policy of the house forbids evaluation.
(() => {
  const HERE = document.currentScript.src.replace(/web\/charts\.js.*$/, "vendor/");
  const PARTS = ["vega.min.js", "vega-lite.min.js", "vega-embed.min.js"];
  let loading;

  const load = (name) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = HERE + name;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });

  const vega = () => (loading ??= PARTS.reduce((before, name) => before.then(() => load(name)), Promise.resolve()));

  const options = {
    ast: true,
    renderer: "svg",
    actions: false,
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true, theme: "custom" },
    loader: { http: false, load: () => Promise.reject(new Error("charts load nothing")) },
  };

  // As the server draws them: the title stands in the page's text, narrow screens have their own measures,
  // and "not reported" is hatched, so that it never looks like a small number.
  const arranged = ({ usermeta, title, ...rest }) =>
    matchMedia("(max-width: 40rem)").matches && usermeta?.narrow ? { ...rest, ...usermeta.narrow } : rest;

  const hatch = (stage, drawing) => {
    const pattern = drawing.querySelector("defs:has(pattern)");
    if (!pattern) return;
    const url = `url(#${pattern.querySelector("pattern").id})`;
    for (const one of stage.querySelectorAll('[fill="#e7eaee"]')) one.setAttribute("fill", url);
    stage.querySelector("svg").prepend(pattern.cloneNode(true));
  };

  const draw = async (block) => {
    block.removeAttribute("data-chart");
    const drawing = block.closest("[data-chart-frame]")?.querySelector(".chart-drawing");
    if (!drawing) return;
    const stage = document.createElement("div");
    try {
      await Promise.all([vega(), document.fonts.ready]);
      await vegaEmbed(stage, arranged(JSON.parse(block.textContent)), options);
      hatch(stage, drawing);
      drawing.replaceChildren(stage);
    } catch (error) {
      console.info("chart left as drawn by the server:", error.message ?? error);
    }
  };

  const drawAll = (root) => root.querySelectorAll("script[data-chart]").forEach(draw);
  drawAll(document);
  document.addEventListener("htmx:load", (event) => drawAll(event.target));
})();
