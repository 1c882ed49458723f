import { axes, knob, label, path, picture } from "./picture.mjs";
import { frame } from "./frame.mjs";
import { bits, readouts, show, slider, snap, svg, write } from "./ui.mjs";
import { fill, words } from "./words.mjs";

const say = words.two_events;
const SIDE = 190;
const [LEFT, TOP] = [44, 20];
const [LEAST, MOST] = [0.1, 0.9]; // of the chance of one event
const LONGEST = 7; // bits that the bars can show
const DIGITS = 3;
const middle = { anchor: "middle" };
const strong = { look: "x-strong" };
const named = { ...middle, ...strong };

// In hundredths: the tables' places, and free of rounding.
const whole = (p) => Math.round(100 * p);
// The smallest and the largest overlap of two events.
const bounds = (a, b) => [Math.max(0, whole(a) + whole(b) - 100), Math.min(whole(a), whole(b))];
const within = (k, [low, high]) => Math.min(high, Math.max(low, k));

export const fits = ({ a, b, overlap }) => whole(overlap) === within(whole(overlap), bounds(a, b));

function sentence(a, b, both, shared) {
  if (whole(both) * 100 === whole(a) * whole(b)) return say.independent;
  if (both === 0) return say.excluded;
  const change = { before: show(b, 2), after: show(both / a, 2) };
  return fill(shared > 0 ? say.likelier : say.less_likely, {
    ...change,
    bits: bits(Math.abs(shared), DIGITS),
  });
}

// Two events as areas of a square, and their information: one by one, and together.
export function render({ model, el }) {
  const parts = frame(el, model, say);
  const get = (name) => model.get(name);

  // Set some of a, b and the overlap; the overlap stays possible.
  function move(change) {
    const next = { a: get("a"), b: get("b"), overlap: get("overlap"), ...change };
    next.overlap = within(whole(next.overlap), bounds(next.a, next.b)) / 100;
    write(model, next);
  }

  const make = (parent, name, min, max) =>
    slider(parent, {
      name,
      label: say[name],
      min,
      max,
      step: 0.01,
      get: () => get(name),
      set: (value) => move({ [name]: value }),
    });
  const syncs = [
    make(parts.handle, "overlap", 0, 1),
    make(parts.more, "a", LEAST, MOST),
    make(parts.more, "b", LEAST, MOST),
  ];
  const overlaps = parts.handle.querySelectorAll("input"); // the range and the box
  const put = readouts(parts.numbers, { shared: say.shared });
  const putMore = readouts(parts.more, say.readouts);

  function drawAreas(into, a, b, both) {
    const [inside, outside] = [both / a, (b - both) / (1 - a)]; // B's share of A, of the rest
    const drawing = picture(into, {
      height: 252,
      describe: fill(say.describe_areas, {
        a: show(a, 2),
        inside: show(inside, 2),
        outside: show(outside, 2),
      }),
    });
    const [X, Y] = [(x) => LEFT + SIDE * x, (y) => TOP + SIDE * (1 - y)];
    const atX = (x) => (x - LEFT) / SIDE;
    const atY = (y) => Math.min(1, Math.max(0, 1 - (y - TOP) / SIDE));
    const block = (x, wide, tall, look) =>
      svg("rect", { x: X(x), y: Y(tall), width: SIDE * wide, height: SIDE * tall, class: look });
    drawing.append(
      block(0, 1, 1, "x-node"),
      block(0, a, 1, "x-wash"),
      block(0, a, inside, "x-wash-q"),
      block(a, 1 - a, outside, "x-wash-q"),
      path(`M${X(a)},${Y(0)}V${TOP - 9}`, "x-line"),
      path(`M${X(0)},${Y(inside)}H${X(a)}`, "x-line-q"),
      path(`M${X(a)},${Y(outside)}H${X(1)}`, "x-line-q"),
      // Where the level of B would be on both sides if A told nothing.
      path(`M${X(0)},${Y(b)}H${X(1)}`, "x-guide"),
      label(X(0) - 8, Y(1) + 10, say.event_a, { ...strong, anchor: "end" }),
      label(X(1) + 8, Y(b) + 4, fill(say.level, { b: show(b, 2) })),
      label(X(a / 2), Y(0) - 7, SIDE * a > 56 && inside > 0.2 ? say.both : "", middle),
      label(X((1 + a) / 2), Y(0) - 7, outside > 0.2 ? say.event_b : "", named),
      label(X(a / 2), Y(0) + 23, fill(say.of_a, { n: show(inside, 2) }), middle),
      label(X((1 + a) / 2), Y(0) + 38, fill(say.of_rest, { n: show(outside, 2) }), middle),
    );
    const chance = (value) => snap(value, LEAST, MOST);
    knob(drawing, X(a), TOP - 9, "x", (x) => move({ a: chance(atX(x)) }));
    knob(drawing, X(a / 2), Y(inside), "y", (_, y) => move({ overlap: a * atY(y) }));
    knob(drawing, X((1 + a) / 2), Y(outside), "y", (_, y) =>
      move({ b: chance(both + (1 - a) * atY(y)), overlap: both }),
    );
  }

  function drawBits(into, alone, both, given) {
    const sum = alone[0] + alone[1];
    const plot = axes(into, {
      left: 12,
      height: 252,
      x: [0, LONGEST],
      y: [0, 2],
      xTicks: [0, 1, 2, 3, 4, 5, 6, 7],
      xLabel: say.axis,
      describe: fill(say.describe_bars, {
        apart: bits(sum, DIGITS),
        together: bits(both, DIGITS),
      }),
    });
    const bar = (y, from, to, look, text) => {
      const [x, end] = [plot.X(from), plot.X(Math.min(to, LONGEST))];
      const [top, height] = [plot.Y(y + 0.28), plot.Y(y) - plot.Y(y + 0.56)];
      const room = end - x > 7 * text.length;
      plot.root.append(
        svg("rect", { x, y: top, width: end - x, height, class: look }),
        label((x + end) / 2, plot.Y(y) + 4, room ? text : "", middle),
      );
    };
    const end = both ?? LONGEST;
    bar(1.5, 0, alone[0], "x-wash", say.bar_a);
    bar(1.5, alone[0], sum, "x-wash-q", say.bar_b);
    bar(0.5, 0, alone[0], "x-wash", say.bar_a);
    bar(0.5, alone[0], end, "x-wash-q", given === null ? say.bar_endless : say.bar_given);
    const place = (x, y) => `${plot.X(x)},${plot.Y(y)}`;
    const last = Math.max(sum, end);
    const apart = Math.abs(sum - end);
    const cost = fill(end > sum ? say.more : say.less, { bits: bits(apart, DIGITS) });
    const name = apart > 0.001 && last < 4 ? cost : "";
    plot.root.append(
      label(plot.X(0), plot.Y(1.78) - 5, say.apart),
      label(plot.X(0), plot.Y(0.78) - 5, say.together),
      path(`M${place(sum, 1.2)}L${place(sum, 0.12)}`, "x-guide"),
      path(`M${place(sum, 1)}L${place(end, 1)}`, "x-hand"),
      label(plot.X(last) + 8, plot.Y(1) + 4, name, strong),
    );
  }

  return parts.show(() => {
    const [a, b] = [get("a"), get("b")];
    const range = bounds(a, b);
    const k = whole(get("overlap"));
    for (const input of overlaps) [input.min, input.max] = range.map((end) => end / 100);
    syncs.forEach((sync) => sync());
    const information = model.get("information");
    const [alone, both] = [[information[whole(a)], information[whole(b)]], information[k]];
    const given = both === null ? null : both - alone[0];
    const shared = both === null ? -Infinity : alone[0] + alone[1] - both;
    parts.scene.draw((into) => drawAreas(into, a, b, k / 100));
    parts.second.draw((into) => drawBits(into, alone, both, given));
    put("shared", both === null ? say.endless : bits(shared, DIGITS));
    putMore("a", bits(alone[0], DIGITS));
    putMore("b", bits(alone[1], DIGITS));
    putMore("sum", bits(alone[0] + alone[1], DIGITS));
    putMore("both", bits(both, DIGITS));
    putMore("given", bits(given, DIGITS));
    parts.say(sentence(a, b, k / 100, shared));
  });
}
