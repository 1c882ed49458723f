import { axes, dot, dragAlong, path, picture, words } from "./picture.mjs";
import {
  bits,
  buttons,
  follow,
  frame,
  randomFrom,
  readouts,
  show,
  snap,
  svg,
  tag,
  teller,
  traitSlider,
  write,
} from "./ui.mjs";

const DAYS = 100;

// The announcement with the least expected absolute error, in hundredths; none is at ½.
function cheapest(p) {
  if (p === 0.5) return null;
  return p < 0.5 ? 0 : 100;
}

function sentence({ p, honest, k, extra, bill, edge }) {
  if (k === honest)
    return (
      "You say what you believe, and no announcement has a smaller expected log-loss " +
      `than ${bits(bill)}.`
    );
  if (extra === null)
    return "You rule out what may happen. When it does, the log-loss is infinite.";
  const saved = `By log-loss, the honest forecast would save you ${bits(extra)} a day`;
  if (p === 0 || p === 1) return `${saved}; by absolute error it is the best, too.`;
  return (
    `${saved}. By absolute error ` +
    (edge === null
      ? "every forecast is as good as any other."
      : `you would announce ${edge / 100}, which you do not believe.`)
  );
}

// One chance of rain, one announcement, two ways to be paid.
export function render({ model, el }) {
  const root = frame(el, "The forecaster's bill");
  traitSlider(root, model, { name: "p", label: "true chance p", min: 0, max: 1, step: 0.05 });
  traitSlider(root, model, { name: "q", label: "announced q", min: 0, max: 1, step: 0.01 });
  buttons(root, {
    "Announce what you believe": () => write(model, { q: model.get("p") }),
    "Announce certainty": () => write(model, { q: model.get("p") < 0.5 ? 0 : 1 }),
    [`Live through ${DAYS} days`]: () => write(model, { season: model.get("season") + 1 }),
  });
  const pictures = tag("div", { class: "x-pictures" });
  root.append(pictures);
  const put = readouts(root, {
    bill: "expected log-loss of q",
    honest: "of the honest forecast",
    extra: "you pay extra",
    error: "expected absolute error of q",
  });
  const say = teller(root);
  const days = tag("div");
  root.append(days);

  // A slider set by hand may sit between two columns of the table: the nearest one serves.
  const grid = (name, steps) => Math.round(steps * model.get(name));

  function panel({ curve, top, yLabel, title, best, bestText, k, describe }) {
    const plot = axes(pictures, {
      x: [0, 1],
      y: [0, top],
      xTicks: [0, 0.25, 0.5, 0.75, 1],
      yTicks: top > 2 ? [0, 1, 2, 3, 4] : [0, 0.5, 1],
      xLabel: "q, announced",
      yLabel,
      top: 26,
      height: 250,
      describe,
    });
    const [low, high] = [plot.Y(0), plot.Y(top)];
    const inside = curve.map((v, i) => [i / 100, v]).filter(([, v]) => v !== null && v <= top);
    plot.root.append(
      words(plot.X(0), 14, title, { look: "x-strong" }),
      path(plot.line(inside), "x-line-q"),
    );
    if (best !== null) {
      const [x, y] = [plot.X(best / 100), plot.Y(curve[best])];
      const right = best > 60;
      const below = low - y > 24 ? 20 : -10;
      const anchor = right ? "end" : "start";
      plot.root.append(
        path(
          plot.line([
            [best / 100, 0],
            [best / 100, Math.min(curve[best], top)],
          ]),
          "x-own",
        ),
        dot(x, y, 5, "x-p"),
        words(x + (right ? -9 : 9), y + below, bestText, { anchor }),
      );
    }
    const above = curve[k] === null || curve[k] > top;
    const said = { anchor: k > 50 ? "end" : "start", look: "x-strong" };
    plot.root.append(
      above
        ? words(plot.X(k / 100), high + 14, `↑ ${show(curve[k], 2)}`, said)
        : dot(plot.X(k / 100), plot.Y(curve[k]), 8),
    );
    dragAlong(plot, (value) => write(model, { q: snap(value) }));
  }

  function drawDays(p, k, honest) {
    days.replaceChildren();
    const seed = model.get("season");
    if (seed === 0) return;
    const surprise = model.get("surprise");
    const random = randomFrom(seed);
    const wet = Array.from({ length: DAYS }, () => random() < p);
    const rained = wet.filter(Boolean).length;
    const times = (count, cost) => (count === 0 ? 0 : count * (cost ?? Infinity));
    const total = (at) => times(rained, surprise[at]) + times(DAYS - rained, surprise[100 - at]);
    const calendar = picture(days, { height: 82, describe: `${rained} of ${DAYS} days were wet` });
    wet.forEach((rain, i) => {
      const [x, y] = [13.6 * (i % 25) + 1, 20 * Math.floor(i / 25) + 2];
      const look = rain ? "x-p" : "x-node";
      calendar.append(svg("rect", { x, y, width: 11.5, height: 16, rx: 2, class: look }));
    });
    const [yours, theirs] = [total(k), total(honest)];
    let verdict = "";
    if (yours < theirs) verdict = " Luck was with you: over a longer time it leaves.";
    if (yours === Infinity) verdict = " You ruled out what happened: no finite bill.";
    days.append(
      tag(
        "p",
        { "data-total": `${show(yours, 3)} ${show(theirs, 3)} ${rained}` },
        `It rained on ${rained} of ${DAYS} days (filled). Your bill is ${bits(yours, 1)}, ` +
          `the honest forecaster's ${show(theirs, 1)}.${verdict}`,
      ),
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
      curve,
      k,
      top: 4,
      best: honest,
      bestText: "honest",
      yLabel: "expected log-loss, bits",
      title: "Log-loss: lowest at q = p",
      describe: `Expected log-loss against the announcement, lowest at ${show(p, 2)}`,
    });
    const edge = cheapest(p);
    panel({
      curve: errors,
      k,
      top: 1,
      best: edge,
      bestText: "cheapest",
      yLabel: "expected absolute error",
      title: edge === null ? "Absolute error: flat" : "Absolute error: lowest at an end",
      describe: "Expected absolute error against the announcement, a straight line",
    });
    drawDays(p, k, honest);
    const extra = curve[k] === null ? null : curve[k] - curve[honest];
    put("bill", bits(curve[k]));
    put("honest", bits(curve[honest]));
    put("extra", bits(extra));
    put("error", show(errors[k], 4));
    root.dataset.p = String(p);
    root.dataset.q = String(q);
    say(sentence({ p, honest, k, extra, bill: curve[k], edge }));
  }

  return follow(model, ["p", "q", "season"], draw);
}
