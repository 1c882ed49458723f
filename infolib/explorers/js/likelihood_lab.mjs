import { axes, buttons, choice, drag, follow, frame, readouts, show, slider, svg, tag, teller, write } from "./ui.mjs";

const KINDS = {
  coin: { at: "theta", against: "theta_reference", counts: "tosses", floor: 16 },
  kicks: { at: "rate", against: "rate_reference", counts: "kicks", floor: 60 },
};

// Data on one side, a parameter on the other: how surprising does it make what was seen?
export function render({ model, el }) {
  const root = frame(el, "Likelihood lab");
  const models = model.get("models");
  const first = { tosses: [...model.get("tosses")], kicks: [...model.get("kicks")] };
  choice(root, model, { name: "data", label: "Data", options: { coin: "tosses of a coin", kicks: "deaths by horse kick" } });
  const controls = tag("div");
  const pictures = tag("div", { class: "x-pictures" });
  root.append(controls, pictures);
  const put = readouts(root, {
    n: "observations", total: "log-likelihood ℓ", mean: "surprise, each", best: "most likely value",
    evidence: "evidence against reference", decibans: "the same in decibans",
  });
  const add = tag("div");
  root.append(add);
  const say = teller(root);
  let made = "";
  let syncs = [];

  // The surprise of all that was seen at row k of the table; null where it is infinite.
  const totalAt = (table, counts, k) =>
    counts.reduce((sum, n, x) => (n === 0 ? sum : sum === null || table[k][x] === null ? null : sum + n * table[k][x]), 0);

  function makeControls(data) {
    const { at, against, counts } = KINDS[data];
    const { grid, parameter, symbol, outcomes } = models[data];
    const step = data === "coin" ? 0.01 : 0.05;
    const snap = (v) => grid.reduce((a, b) => (Math.abs(b - v) < Math.abs(a - v) ? b : a));
    controls.replaceChildren();
    add.replaceChildren();
    syncs = [[at, parameter], [against, `reference ${symbol}₀`]].map(([name, label]) =>
      slider(controls, {
        name, label, min: grid[0], max: grid[grid.length - 1], step,
        get: () => model.get(name), set: (v) => write(model, name, snap(v)),
      }),
    );
    const change = (x, by) => () =>
      write(model, counts, model.get(counts).map((n, i) => (i === x ? Math.max(0, n + by) : n)));
    const actions = {};
    outcomes.forEach((name, x) => {
      actions[data === "coin" ? `One more ${name}` : `One more year with ${name}`] = change(x, 1);
    });
    actions["Forget all"] = () => write(model, counts, model.get(counts).map(() => 0));
    actions["Start again"] = () => write(model, counts, [...first[counts]]);
    buttons(add, actions);
    made = data;
  }

  function drawCurve(data, totals, k, reference) {
    const { grid, symbol } = models[data];
    const { at, floor } = KINDS[data];
    const least = Math.min(...totals.filter((t) => t !== null));
    const plot = axes(pictures, {
      x: [grid[0], grid[grid.length - 1]], y: [-floor, 1], xLabel: symbol, yLabel: "ℓ below its top, bits",
      xTicks: data === "coin" ? [0, 0.25, 0.5, 0.75, 1] : [0.5, 1, 1.5, 2],
      yTicks: [0, 0.25, 0.5, 0.75, 1].map((f) => [-f * floor, show(-f * floor, 0)]),
      describe: `Log-likelihood against ${symbol}, in bits below its largest value`,
    });
    const points = grid.map((x, i) => [x, totals[i] === null ? -Infinity : least - totals[i]]);
    const seen = points.filter(([, y]) => y >= -floor);
    plot.root.append(svg("path", { d: plot.line(seen), class: "x-line" }));
    const mark = (i, name) => {
      const [x, y] = points[i];
      const height = Math.max(y, -floor);
      plot.root.append(
        svg("path", { d: plot.line([[x, -floor], [x, height]]), class: "x-guide" }),
        svg("circle", { cx: plot.X(x), cy: plot.Y(height), r: name === "at" ? 7 : 5, class: name === "at" ? "x-dot" : "x-node" }),
      );
    };
    mark(reference, "against");
    mark(k, "at");
    plot.root.classList.add("x-drag-x");
    drag(plot.root, plot.root, (x) => {
      const share = (x - plot.X(grid[0])) / (plot.X(grid[grid.length - 1]) - plot.X(grid[0]));
      const i = Math.round(share * (grid.length - 1));
      write(model, at, grid[Math.min(grid.length - 1, Math.max(0, i))]);
    });
  }

  // One block an outcome: as wide as its share of the data, as high as its surprise.
  function drawBlocks(data, counts, row) {
    const { outcomes } = models[data];
    const n = counts.reduce((a, b) => a + b, 0);
    const tall = data === "coin" ? 8 : 12;
    const plot = axes(pictures, {
      x: [0, 1], y: [0, tall], xLabel: "width: share of the data", yLabel: `surprise, bits (cut at ${tall})`,
      yTicks: [0, 0.25, 0.5, 0.75, 1].map((f) => [f * tall, show(f * tall, 0)]),
      describe: "Blocks, one an outcome: width its share of the data, height its surprise; their area is the surprise per observation",
    });
    let left = 0;
    counts.forEach((count, x) => {
      if (count === 0) return;
      const width = count / n;
      const height = row[x] === null ? tall : Math.min(tall, row[x]);
      plot.root.append(
        svg("rect", {
          x: plot.X(left), y: plot.Y(height), class: x % 2 ? "x-wash" : "x-wash-q",
          width: plot.X(width) - plot.X(0), height: plot.Y(0) - plot.Y(height),
        }),
      );
      if (n <= 40)
        for (let i = 1; i < count; i++) {
          const at = left + i / n;
          plot.root.append(svg("path", { d: plot.line([[at, 0], [at, height]]), class: "x-grid" }));
        }
      if (width > 0.05)
        plot.root.append(svg("text", { x: plot.X(left + width / 2), y: plot.Y(0) + 16, "text-anchor": "middle" }, `${outcomes[x]}`));
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
    const totals = grid.map((_, i) => totalAt(surprise, counts, i));
    const [here, there] = [totals[k], totals[reference]];
    // Counting outcomes: heads are worth 1, tails 0; a corps-year its deaths.
    const mean = counts.reduce((sum, c, x) => sum + c * x, 0) / n;
    pictures.replaceChildren();
    drawCurve(data, totals, k, reference);
    drawBlocks(data, counts, surprise[k]);
    root.dataset.counts = JSON.stringify(counts);

    const bits = here === null && there === null ? null : there === null ? Infinity : here === null ? -Infinity : there - here;
    const signed = (value, digits) => (value === -Infinity ? "−∞" : show(value, digits));
    put("n", String(n));
    put("total", here === null ? "−∞" : `${show(-here, 3)} bits`);
    put("mean", n === 0 ? "no data" : here === null ? "∞" : `${show(here / n, 4)} bits`);
    put("best", n === 0 ? "none: no data" : show(mean, 4));
    put("evidence", bits === null ? "undefined" : `${signed(bits, 3)}${Number.isFinite(bits) ? " bits" : ""}`);
    put("decibans", bits === null ? "undefined" : signed(10 * Math.log10(2) * bits, 2));
    if (n === 0) say("Nothing was seen yet: every value explains it equally well.");
    else if (here === null) say(`${symbol} = ${show(grid[k], 2)} calls something impossible that was seen.`);
    else if (bits === 0) say(`The data do not tell ${symbol} from its reference.`);
    else
      say(
        `The data speak ${bits > 0 ? "for" : "against"} ${symbol} = ${show(grid[k], 2)}, compared with ${show(grid[reference], 2)}` +
          (Number.isFinite(bits) ? `: ${show(Math.abs(bits), 3)} bits.` : ": the reference is ruled out."),
      );
  }

  return follow(model, ["data", "theta", "theta_reference", "rate", "rate_reference", "tosses", "kicks"], draw);
}
