import { evaluate } from "./expression.mjs";
import { frame } from "./frame.mjs";
import { endsOfCall, lossByCall } from "./calls.mjs";
import { axes, dot, handle, label, path } from "./picture.mjs";
import {
  buttons,
  choice,
  follow,
  freshId,
  OWN_KEYS,
  readouts,
  show,
  snap,
  tag,
  traitSlider,
  write,
} from "./ui.mjs";
import { fill, words } from "./words.mjs";

const say = words.wrong_call;
const GAPS = Array.from({ length: 101 }, (_, k) => k / 10);
const [FEWEST, MOST] = [2, 1e6]; // classes
const NEAR = 0.0006; // a number of three decimals fits what rounds to it

const told = (value) => show(value, 4);
const fits = (number, value) => Math.abs(number - value) <= NEAR;

// A box for a number that is typed, or a formula; what cannot be read leaves it as it was.
function field(parent, model, { name, text, accept }) {
  const id = freshId(name);
  const box = tag("input", { id, type: "text", "data-box": name, maxlength: 40, ...OWN_KEYS });
  box.addEventListener("change", () => {
    try {
      write(model, { [name]: accept(evaluate(box.value)) });
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
    box.value = model.get(name);
  });
  parent.append(tag("div", { class: "x-row" }, tag("label", { for: id }, text), box));
  follow(model, [name], () => (box.value = model.get(name)));
}

// Four to six lines of a grid at round numbers.
function roundTicks(low, high) {
  const size = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100].find((s) => (high - low) / s <= 6) ?? 1000;
  const first = Math.ceil(low / size);
  const count = Math.floor(high / size) - first + 1;
  return Array.from({ length: count }, (_, k) => Number(((first + k) * size).toFixed(1)));
}

// What the loss shows by a wrong call, beside the right one, from nothing known to nearly sure;
// and of every call the first and the least number, to compare with the reader's own.
export function render({ model, el }) {
  const parts = frame(el, model, say);
  choice(parts.handle, model, { name: "call", label: say.call, options: say.calls });
  const put = readouts(parts.numbers, { shown: say.shown });
  field(parts.more, model, {
    name: "number",
    text: say.number,
    accept: (x) => (Number.isFinite(x) ? x : model.get("number")),
  });
  field(parts.more, model, {
    name: "classes",
    text: say.classes,
    accept: (x) => snap(x, FEWEST, MOST, 1),
  });
  const few = [2, 10, 1000].map((n) => [
    fill(say.with_classes, { n }),
    () => write(model, { classes: n }),
  ]);
  buttons(parts.more, Object.fromEntries(few));
  traitSlider(parts.more, model, { name: "gap", label: say.gap, min: 0, max: 10, step: 0.25 });
  const putMore = readouts(parts.more, { right: say.right });
  const cells = {};
  const head = (text, scope) => tag("th", { scope }, text);
  const row = ([call, name]) => {
    const numbers = ["start", "least"].map((end) => {
      const key = `${call}_${end}`;
      return (cells[key] = tag("td", { "data-value": key }));
    });
    const first = head(name, "row");
    first.append((cells[call] = tag("strong")));
    return tag("tr", {}, first, ...numbers);
  };
  const heads = [say.call, say.start, say.least].map((text) => head(text, "col"));
  parts.more.append(
    tag(
      "table",
      { class: "x-table" },
      tag("caption", {}, say.table),
      tag("tr", {}, ...heads),
      ...Object.entries({ right: say.right_call, ...say.calls }).map(row),
    ),
  );

  function draw(into, { call, classes, gap, number }) {
    const curve = (name) => GAPS.map((g) => [g, lossByCall(name, classes, g)]);
    const [right, wrong] = ["right", call].map(curve);
    const finite = [...right, ...wrong].map(([, y]) => y).filter(Number.isFinite);
    const high = 1.12 * Math.max(1, ...finite);
    const low = 1.12 * Math.min(0, ...finite);
    const plot = axes(into, {
      x: [0, 10],
      y: [low, high],
      xTicks: [0, 2, 4, 6, 8, 10],
      yTicks: roundTicks(low, high),
      xLabel: say.gap,
      yLabel: say.nats,
      describe: fill(say.describe, { call: say.calls[call], number }),
    });
    plot.root.append(path(plot.line(right), "x-line"));
    const drawn = Number.isFinite(wrong[0][1]);
    if (drawn) plot.root.append(path(plot.line(wrong), "x-line-q"));
    if (low <= number && number <= high)
      plot.root.append(path(`M${plot.X(0)},${plot.Y(number)}H${plot.X(10)}`, "x-guide"));
    const legend = [
      ["x-line", say.right],
      ["x-line-q", say.shown],
      ["x-guide", say.number],
    ];
    legend.forEach(([look, text], i) => {
      const y = plot.Y(high) + 14 + 17 * i;
      plot.root.append(path(`M170,${y - 4}h18`, look), label(194, y, text));
    });
    const by = (name) => lossByCall(name, classes, gap);
    plot.root.append(dot(plot.X(gap), plot.Y(by("right")), 4, "x-p"));
    handle(plot, gap, by(drawn ? call : "right"), "x", (x) =>
      write(model, { gap: snap(x, 0, 10, 4) }),
    );
  }

  // Every number that the right call shows too is no sign of a wrong one: it is named first.
  function sentence({ call, classes, number }, ends) {
    const [start, least] = ends.right;
    const text = fits(number, least)
      ? say.right_at_least
      : fits(number, start) && say.right_at_first;
    const first = text ? `${fill(text, { number, classes })} ` : "";
    return first + ofCall({ call, classes, number }, ends[call]);
  }

  function ofCall({ call, classes, number }, [start, least]) {
    const values = {
      call: say.calls[call],
      classes,
      number,
      start: told(start),
      least: told(least),
    };
    if (start === Infinity) return fill(say.infinite, values);
    if (fits(number, least)) return fill(say.at_least, values);
    return fill(fits(number, start) ? say.at_first : say.never, values);
  }

  return parts.show(() => {
    const names = ["call", "classes", "gap", "number"];
    const now = Object.fromEntries(names.map((name) => [name, model.get(name)]));
    const { call, classes, gap, number } = now;
    const ends = {};
    for (const name of ["right", ...Object.keys(say.calls)]) {
      ends[name] = endsOfCall(name, classes);
      cells[`${name}_start`].textContent = told(ends[name][0]);
      cells[`${name}_least`].textContent = told(ends[name][1]);
      cells[name].textContent = ends[name].some((x) => fits(number, x)) ? say.fits : "";
    }
    Object.assign(parts.root.dataset, { classes, number });
    parts.scene.draw((into) => draw(into, now));
    put("shown", told(lossByCall(call, classes, gap)));
    putMore("right", told(lossByCall("right", classes, gap)));
    parts.say(sentence(now, ends));
  });
}
