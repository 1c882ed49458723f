import { axes, dot, dragAlong, path, words } from "./picture.mjs";
import {
  bits,
  buttons,
  choice,
  follow,
  frame,
  readouts,
  show,
  slider,
  tag,
  teller,
  write,
} from "./ui.mjs";

const KINDS = {
  coin: { at: "theta", against: "theta_reference", counts: "tosses", floor: 16 },
  kicks: { at: "rate", against: "rate_reference", counts: "kicks", floor: 60 },
};

// The surprise of all that was seen at a row of the table.
const totalOf = (row, counts) =>
  counts.reduce((sum, n, x) => sum + (n === 0 ? 0 : n * (row[x] ?? Infinity)), 0);

function sentence(n, here, evidence, symbol, value, reference) {
  if (n === 0) return "Nothing was seen yet: every value explains it equally well.";
  if (here === Infinity) return `${symbol} = ${value} calls something impossible that was seen.`;
  if (evidence === 0) return `The data do not tell ${symbol} from its reference.`;
  const side = evidence > 0 ? "for" : "against";
  return (
    `The data speak ${side} ${symbol} = ${value}, compared with ${reference}: ` +
    (Number.isFinite(evidence) ? `${bits(Math.abs(evidence), 3)}.` : "the reference is ruled out.")
  );
}

// Data on one side, a parameter on the other: how surprising does it make what was seen?
export function render({ model, el }) {
  const root = frame(el, "Likelihood lab");
  const models = model.get("models");
  const first = { tosses: [...model.get("tosses")], kicks: [...model.get("kicks")] };
  choice(root, model, {
    name: "data",
    label: "Data",
    options: { coin: "tosses of a coin", kicks: "deaths by horse kick" },
  });
  const controls = tag("div");
  const pictures = tag("div", { class: "x-pictures" });
  root.append(controls, pictures);
  const put = readouts(root, {
    n: "observations",
    total: "log-likelihood ℓ",
    mean: "surprise, each",
    best: "most likely value",
    evidence: "evidence against reference",
    decibans: "the same in decibans",
  });
  const add = tag("div");
  root.append(add);
  const say = teller(root);
  let made = "";
  let syncs = [];

  function makeControls(data) {
    const { at, against, counts } = KINDS[data];
    const { grid, parameter, symbol, outcomes } = models[data];
    const step = data === "coin" ? 0.01 : 0.05;
    const near = (v) => grid.reduce((a, b) => (Math.abs(b - v) < Math.abs(a - v) ? b : a));
    controls.replaceChildren();
    add.replaceChildren();
    syncs = [
      [at, parameter],
      [against, `reference ${symbol}₀`],
    ].map(([name, label]) =>
      slider(controls, {
        name,
        label,
        min: grid[0],
        max: grid[grid.length - 1],
        step,
        get: () => model.get(name),
        set: (v) => write(model, { [name]: near(v) }),
      }),
    );
    const set = (f) => write(model, { [counts]: model.get(counts).map(f) });
    const actions = {};
    outcomes.forEach((name, x) => {
      const what = data === "coin" ? name : `year with ${name}`;
      actions[`One more ${what}`] = () => set((n, i) => (i === x ? n + 1 : n));
    });
    actions["Forget all"] = () => set(() => 0);
    actions["Start again"] = () => set((_, i) => first[counts][i]);
    buttons(add, actions);
    made = data;
  }

  function drawCurve(data, totals, k, reference) {
    const { grid, symbol } = models[data];
    const { at, floor } = KINDS[data];
    const least = Math.min(...totals);
    const plot = axes(pictures, {
      x: [grid[0], grid[grid.length - 1]],
      y: [-floor, 1],
      xLabel: symbol,
      yLabel: "ℓ below its top, bits",
      xTicks: data === "coin" ? [0, 0.25, 0.5, 0.75, 1] : [0.5, 1, 1.5, 2],
      yTicks: [0, 0.25, 0.5, 0.75, 1].map((f) => [-f * floor, show(-f * floor, 0)]),
      describe: `Log-likelihood against ${symbol}, in bits below its largest value`,
    });
    const points = grid.map((x, i) => [x, least - totals[i]]);
    const seen = points.filter(([, y]) => y >= -floor);
    plot.root.append(path(plot.line(seen), "x-line"));
    const mark = (i, r, look) => {
      const [x, y] = points[i];
      const height = Math.max(y, -floor);
      plot.root.append(
        path(
          plot.line([
            [x, -floor],
            [x, height],
          ]),
          "x-guide",
        ),
        dot(plot.X(x), plot.Y(height), r, look),
      );
    };
    mark(reference, 5, "x-node");
    mark(k, 7, "x-dot");
    const last = grid.length - 1;
    dragAlong(plot, (value) => {
      const share = (value - grid[0]) / (grid[last] - grid[0]);
      write(model, { [at]: grid[Math.min(last, Math.max(0, Math.round(share * last)))] });
    });
  }

  // One block an outcome: as wide as its share of the data, as high as its surprise.
  function drawBlocks(data, counts, row) {
    const { outcomes } = models[data];
    const n = counts.reduce((a, b) => a + b, 0);
    const tall = data === "coin" ? 8 : 12;
    const plot = axes(pictures, {
      x: [0, 1],
      y: [0, tall],
      xLabel: "width: share of the data",
      yLabel: `surprise, bits (cut at ${tall})`,
      yTicks: [0, 0.25, 0.5, 0.75, 1].map((f) => [f * tall, show(f * tall, 0)]),
      describe:
        "Blocks, one an outcome: width its share of the data, height its surprise; " +
        "their area is the surprise per observation",
    });
    let left = 0;
    counts.forEach((count, x) => {
      if (count === 0) return;
      const width = count / n;
      const height = Math.min(tall, row[x] ?? Infinity);
      plot.root.append(plot.bar(left, left + width, height, x % 2 ? "x-wash" : "x-wash-q"));
      if (n <= 40)
        for (let i = 1; i < count; i++) {
          const at = left + i / n;
          plot.root.append(
            path(
              plot.line([
                [at, 0],
                [at, height],
              ]),
              "x-grid",
            ),
          );
        }
      if (width > 0.05) {
        const middle = plot.X(left + width / 2);
        plot.root.append(words(middle, plot.Y(0) + 16, outcomes[x], { anchor: "middle" }));
      }
      left += width;
    });
  }

  function draw() {
    const data = model.get("data");
    const { at, against, counts: name } = KINDS[data];
    const { grid, surprise, symbol } = models[data];
    if (made !== data) makeControls(data);
    syncs.forEach((sync) => sync());
    const counts = model.get(name);
    const n = counts.reduce((a, b) => a + b, 0);
    const k = grid.indexOf(model.get(at));
    const reference = grid.indexOf(model.get(against));
    const totals = surprise.map((row) => totalOf(row, counts));
    const [here, there] = [totals[k], totals[reference]];
    // Counting outcomes: heads are worth 1, tails 0; a corps-year its deaths.
    const mean = counts.reduce((sum, c, x) => sum + c * x, 0) / n;
    pictures.replaceChildren();
    drawCurve(data, totals, k, reference);
    drawBlocks(data, counts, surprise[k]);
    root.dataset.counts = JSON.stringify(counts);

    const evidence = there - here; // NaN where both are infinite
    const signed = (value, digits) => (value < 0 ? "−" : "") + show(Math.abs(value), digits);
    const finite = Number.isFinite(evidence);
    put("n", String(n));
    put("total", here === Infinity ? "−∞" : bits(-here, 3));
    if (n === 0) put("mean", "no data");
    else put("mean", here === Infinity ? "∞" : bits(here / n));
    put("best", n === 0 ? "none: no data" : show(mean, 4));
    const none = Number.isNaN(evidence);
    put("evidence", none ? "undefined" : signed(evidence, 3) + (finite ? " bits" : ""));
    put("decibans", none ? "undefined" : signed(10 * Math.log10(2) * evidence, 2));
    say(sentence(n, here, evidence, symbol, show(grid[k], 2), show(grid[reference], 2)));
  }

  return follow(
    model,
    ["data", "theta", "theta_reference", "rate", "rate_reference", "tosses", "kicks"],
    draw,
  );
}
