import { frame } from "./frame.mjs";
import { axes, dot, handle, path } from "./picture.mjs";
import { bits, buttons, choice, readouts, show, slider, svg, tag, teller, write } from "./ui.mjs";
import { fill, words } from "./words.mjs";

const say = words.likelihood_lab;
const told = (value, digits) => (Number.isFinite(value) ? bits : show)(value, digits);
const KINDS = {
  coin: { at: "theta", against: "theta_reference", step: 0.01, floor: 16, tall: 8 },
  kicks: { at: "rate", against: "rate_reference", step: 0.05, floor: 60, tall: 12 },
};
const QUARTERS = [0, 0.25, 0.5, 0.75, 1];
const LETTERED = 24; // tosses that have a letter below their block

// The surprise of all that was seen at a row of the table.
const totalOf = (row, counts) =>
  counts.reduce((sum, n, x) => sum + (n === 0 ? 0 : n * (row[x] ?? Infinity)), 0);

// Data on one side, a parameter on the other: how surprising does it make what was seen?
export function render({ model, el }) {
  const parts = frame(el, model, say);
  const models = model.get("models");
  const { most } = model.get("controls").tosses;
  const place = tag("div");
  parts.handle.append(place);
  const put = readouts(parts.numbers, { total: say.total });
  choice(parts.more, model, { name: "data", label: say.data, options: say.kinds });
  const rest = tag("div");
  parts.more.append(rest);
  const putMore = readouts(parts.more, say.readouts);
  const note = teller(parts.more);
  let made = "";
  let sync = () => {};

  const toss = (side) => () => write(model, { tosses: [...model.get("tosses"), side] });
  const showHill = { [say.hill]: () => write(model, { hill: !model.get("hill") }) };
  const tossing = {
    [say.heads]: toss(1),
    [say.tails]: toss(0),
    [say.undo]: () => write(model, { tosses: model.get("tosses").slice(0, -1) }),
    [say.forget]: () => write(model, { tosses: [] }),
    ...showHill,
  };
  const record = (f) => () => write(model, { kicks: model.get("kicks").map(f) });
  const recording = Object.fromEntries(
    model
      .get("kicks")
      .map((_, x) => [fill(say.year, { n: x }), record((n, i) => (i === x ? n + 1 : n))]),
  );
  recording[say.forget] = record(() => 0);

  function makeControls(data) {
    const { at, against, step } = KINDS[data];
    const { grid } = models[data];
    const near = (v) => grid.reduce((a, b) => (Math.abs(b - v) < Math.abs(a - v) ? b : a));
    const range = (parent, name, label) =>
      slider(parent, {
        name,
        label,
        step,
        min: grid[0],
        max: grid[grid.length - 1],
        get: () => model.get(name),
        set: (v) => write(model, { [name]: near(v) }),
      });
    place.replaceChildren();
    rest.replaceChildren();
    const both = [
      range(place, at, say.parameters[data]),
      range(rest, against, say.references[data]),
    ];
    const row = [...buttons(place, data === "coin" ? tossing : showHill).children];
    if (data === "kicks") buttons(rest, recording);
    sync = () => {
      both.forEach((one) => one());
      row.at(-1).setAttribute("aria-pressed", model.get("hill"));
      if (data === "kicks") return;
      const n = model.get("tosses").length;
      row.slice(0, 2).forEach((button) => (button.disabled = n === most));
      row.slice(2, 4).forEach((button) => (button.disabled = n === 0));
    };
    made = data;
  }

  // The dot that is to be brought as high as it goes; the hill it climbs, once it may be seen.
  function drawHill(into, { data, totals, k, reference, least, hill }) {
    const { grid } = models[data];
    const { at, floor } = KINDS[data];
    const last = grid.length - 1;
    const symbol = say.symbols[data];
    const plot = axes(into, {
      height: 210,
      x: [grid[0], grid[last]],
      y: [-floor, 1],
      xLabel: symbol,
      yLabel: say.below,
      xTicks: data === "coin" ? QUARTERS : [0.5, 1, 1.5, 2],
      yTicks: QUARTERS.map((f) => [-f * floor, show(-f * floor, 0)]),
      describe: fill(hill ? say.describe_hill : say.describe_dot, { symbol }),
    });
    const points = grid.map((x, i) => [x, Math.max(-floor, least - totals[i])]);
    const drop = (i) => plot.line([[points[i][0], -floor], points[i]]);
    const seen = points.filter(([, y]) => y > -floor);
    plot.root.append(
      path(hill ? plot.line(seen) : "", "x-line"),
      path(hill ? drop(reference) : "", "x-guide"),
      dot(plot.X(points[reference][0]), plot.Y(points[reference][1]), hill ? 5 : 0, "x-node"),
      path(drop(k), "x-guide"),
    );
    handle(plot, ...points[k], "x", (value) => {
      const share = (value - grid[0]) / (grid[last] - grid[0]);
      write(model, { [at]: grid[Math.min(last, Math.max(0, Math.round(share * last)))] });
    });
  }

  // Blocks as high as the surprise: one a toss as they came, one a number of deaths.
  function drawBlocks(into, { data, counts, n, row }) {
    const { tall } = KINDS[data];
    const tosses = model.get("tosses");
    const blocks =
      data === "coin"
        ? tosses.map((x) => [1 / n, row[x], say.letters[x], x])
        : counts.map((count, x) => [n ? count / n : 0, row[x], String(x), x % 2]);
    const plot = axes(into, {
      height: 210,
      x: [0, 1],
      y: [0, tall],
      xLabel: say.widths[data],
      yLabel: fill(say.surprise, { n: tall }),
      yTicks: QUARTERS.map((f) => [f * tall, show(f * tall, 0)]),
      describe: say.describe_blocks,
    });
    let left = 0;
    for (const [width, surprise, name, dark] of blocks) {
      const height = Math.min(tall, surprise ?? Infinity);
      plot.root.append(plot.bar(left, left + width, height, dark ? "x-heads" : "x-tails"));
      const label = { x: plot.X(left + width / 2), y: plot.Y(0) + 16, "text-anchor": "middle" };
      if (width > 1 / (LETTERED + 1)) plot.root.append(svg("text", label, name));
      left += width;
    }
  }

  return parts.show(() => {
    const [data, hill] = [model.get("data"), model.get("hill")];
    const { at, against } = KINDS[data];
    const { grid, surprise } = models[data];
    if (made !== data) makeControls(data);
    sync();
    const tosses = model.get("tosses");
    const counts =
      data === "kicks"
        ? model.get("kicks")
        : [0, 1].map((side) => tosses.filter((x) => x === side).length);
    const n = counts.reduce((a, b) => a + b, 0);
    const k = grid.indexOf(model.get(at));
    const reference = grid.indexOf(model.get(against));
    const totals = surprise.map((row) => totalOf(row, counts));
    const least = Math.min(...totals);
    const [here, there] = [totals[k], totals[reference]];
    // Counting outcomes: heads are worth 1, tails 0; a corps-year its deaths.
    const mean = counts.reduce((sum, c, x) => sum + c * x, 0) / n;
    parts.scene.draw((into) => drawHill(into, { data, totals, k, reference, least, hill }));
    parts.second.draw((into) => drawBlocks(into, { data, counts, n, row: surprise[k] }));
    parts.root.dataset.counts = JSON.stringify(counts);

    put("total", told(-here, 3));
    putMore("n", String(n));
    putMore("mean", n === 0 ? say.no_data : told(here / n, 4));
    putMore("best", n === 0 ? say.no_best : show(mean, 4));
    const evidence = there - here; // NaN where both are infinite
    const none = Number.isNaN(evidence);
    putMore("evidence", none ? say.undefined : told(evidence, 3));
    putMore("decibans", none ? say.undefined : show(10 * Math.log10(2) * evidence, 2));

    const names = { symbol: say.symbols[data], value: show(grid[k], 2), n };
    let sentence = here === least ? say.top : say.lower;
    if (n === 0) sentence = say.nothing;
    else if (here === Infinity) sentence = say.impossible;
    parts.say(fill(sentence, { ...names, below: bits(here - least, 3) }));
    const compared = { ...names, reference: show(grid[reference], 2) };
    let weighed = say.undecided; // both may be impossible
    if (evidence > 0) weighed = say.for;
    else if (evidence < 0) weighed = say.against;
    note(fill(weighed, { ...compared, evidence: bits(Math.abs(evidence), 3) }));
  });
}
