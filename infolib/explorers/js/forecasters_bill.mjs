import { axes, buttons, drag, follow, frame, randomFrom, readouts, show, svg, tag, teller, traitSlider, write } from "./ui.mjs";

const DAYS = 100;

// One chance of rain, one announcement, two ways to be paid.
export function render({ model, el }) {
  const root = frame(el, "The forecaster's bill");
  traitSlider(root, model, { name: "p", label: "true chance p", min: 0, max: 1, step: 0.05 });
  traitSlider(root, model, { name: "q", label: "announced q", min: 0, max: 1, step: 0.01 });
  buttons(root, {
    "Announce what you believe": () => write(model, "q", model.get("p")),
    "Announce certainty": () => write(model, "q", model.get("p") < 0.5 ? 0 : 1),
    [`Live through ${DAYS} days`]: () => write(model, "season", model.get("season") + 1),
  });
  const pictures = tag("div", { class: "x-pictures" });
  root.append(pictures);
  const put = readouts(root, {
    bill: "expected log-loss of q", honest: "of the honest forecast", extra: "you pay extra", error: "expected absolute error of q",
  });
  const say = teller(root);
  const days = tag("div");
  root.append(days);

  // A slider set by hand may sit between two columns of the table: the nearest one serves.
  const grid = (name, steps) => Math.round(steps * model.get(name));

  function panel({ curve, top, yLabel, title, best, bestText, k, describe }) {
    const plot = axes(pictures, {
      x: [0, 1], y: [0, top], xTicks: [0, 0.25, 0.5, 0.75, 1], yTicks: top > 2 ? [0, 1, 2, 3, 4] : [0, 0.5, 1],
      xLabel: "q, announced", yLabel, top: 26, height: 250, describe,
    });
    const inside = curve.map((v, i) => [i / 100, v]).filter(([, v]) => v !== null && v <= top);
    const height = curve[k] === null ? top : Math.min(curve[k], top);
    plot.root.append(
      svg("text", { x: plot.X(0), y: 14, class: "x-strong" }, title),
      svg("path", { d: plot.line(inside), class: "x-line-q" }),
    );
    if (best !== null)
      plot.root.append(
        svg("path", { d: plot.line([[best / 100, 0], [best / 100, Math.min(curve[best], top)]]), class: "x-own" }),
        svg("circle", { cx: plot.X(best / 100), cy: plot.Y(curve[best]), r: 5, class: "x-p" }),
        svg("text", {
          x: plot.X(best / 100) + (best > 60 ? -9 : 9), y: plot.Y(curve[best]) + (plot.Y(0) - plot.Y(curve[best]) > 24 ? 20 : -10),
          "text-anchor": best > 60 ? "end" : "start",
        }, bestText),
      );
    plot.root.append(
      curve[k] === null || curve[k] > top
        ? svg("text", { x: plot.X(k / 100), y: plot.Y(top) + 14, "text-anchor": k > 50 ? "end" : "start", class: "x-strong" }, `↑ ${show(curve[k], 2)}`)
        : svg("circle", { cx: plot.X(k / 100), cy: plot.Y(height), r: 8, class: "x-dot" }),
    );
    plot.root.classList.add("x-drag-x");
    drag(plot.root, plot.root, (x) => {
      const share = (x - plot.X(0)) / (plot.X(1) - plot.X(0));
      write(model, "q", Math.round(100 * Math.min(1, Math.max(0, share))) / 100);
    });
  }

  function drawDays(p, k, honest) {
    days.replaceChildren();
    const seed = model.get("season");
    if (seed === 0) return;
    const surprise = model.get("surprise");
    const random = randomFrom(seed);
    const wet = Array.from({ length: DAYS }, () => random() < p);
    const rained = wet.filter(Boolean).length;
    const times = (count, cost) => (count === 0 ? 0 : cost === null ? Infinity : count * cost);
    const total = (at) => times(rained, surprise[at]) + times(DAYS - rained, surprise[100 - at]);
    const picture = svg("svg", { viewBox: "0 0 340 82", class: "x-svg", role: "img", "aria-label": `${rained} of ${DAYS} days were wet` });
    wet.forEach((rain, i) =>
      picture.append(
        svg("rect", { x: 13.6 * (i % 25) + 1, y: 20 * Math.floor(i / 25) + 2, width: 11.5, height: 16, rx: 2, class: rain ? "x-p" : "x-node" }),
      ),
    );
    const [yours, theirs] = [total(k), total(honest)];
    const verdict =
      yours === Infinity ? " You ruled out what happened: no finite bill." : yours < theirs ? " Luck was with you: over a longer time it leaves." : "";
    days.append(
      picture,
      tag("p", { "data-total": `${show(yours, 3)} ${show(theirs, 3)} ${rained}` },
        `It rained on ${rained} of ${DAYS} days (filled). Your bill is ${show(yours, 1)} bits, ` +
          `the honest forecaster's ${show(theirs, 1)}.${verdict}`),
    );
  }

  function draw() {
    const j = grid("p", 20);
    const k = grid("q", 100);
    const [p, q] = [j / 20, k / 100];
    const honest = 5 * j;
    const curve = model.get("bills")[j];
    // The mean of |x − q|: it is 1 − q with chance p, and q otherwise.
    const errors = curve.map((_, i) => p * (1 - i / 100) + (1 - p) * (i / 100));
    pictures.replaceChildren();
    panel({
      curve, k, top: 4, best: honest, bestText: "honest", yLabel: "expected log-loss, bits", title: "Log-loss: lowest at q = p",
      describe: `Expected log-loss against the announcement, lowest at ${show(p, 2)}`,
    });
    const edge = p === 0.5 ? null : p < 0.5 ? 0 : 100;
    panel({
      curve: errors, k, top: 1, best: edge, bestText: "cheapest", yLabel: "expected absolute error",
      title: edge === null ? "Absolute error: flat" : "Absolute error: lowest at an end",
      describe: "Expected absolute error against the announcement, a straight line",
    });
    drawDays(p, k, honest);
    const extra = curve[k] === null ? null : curve[k] - curve[honest];
    put("bill", `${show(curve[k], 4)} bits`);
    put("honest", `${show(curve[honest], 4)} bits`);
    put("extra", `${show(extra, 4)} bits`);
    put("error", show(errors[k], 4));
    root.dataset.p = String(p);
    root.dataset.q = String(q);
    if (k === honest) say(`You say what you believe, and no announcement has a smaller expected log-loss than ${show(curve[k], 4)} bits.`);
    else if (extra === null) say("You rule out what may happen. When it does, the log-loss is infinite.");
    else
      say(
        `By log-loss, the honest forecast would save you ${show(extra, 4)} bits a day. By absolute error ` +
          (edge === null ? "every forecast is as good as any other." : `you would announce ${edge / 100}, which you do not believe.`),
      );
    if (extra !== null && (p === 0 || p === 1) && k !== honest)
      say(`By log-loss, the honest forecast would save you ${show(extra, 4)} bits a day; by absolute error it is the best, too.`);
  }

  return follow(model, ["p", "q", "season"], draw);
}
