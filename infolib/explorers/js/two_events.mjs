import { axes, drag, path, picture, words } from "./picture.mjs";
import {
  bits,
  choice,
  follow,
  frame,
  readouts,
  show,
  slider,
  svg,
  tag,
  teller,
  write,
} from "./ui.mjs";

const SIDE = 190;
const LEFT = 60;
const TOP = 12;
const MOST = 7; // bits that the bars can show
const middle = { anchor: "middle" };
const strong = { anchor: "middle", look: "x-strong" };

function sentence(b, inside, shared) {
  if (shared === 0)
    return "Independent: B fills the same share of A as of the rest, and the bits add.";
  if (inside === 0) return "A rules B out: to see both would be infinitely surprising.";
  const more = shared < 0;
  return (
    `A makes B ${more ? "less likely" : "likelier"} ` +
    `(${show(b, 2)} becomes ${show(inside, 2)}): together they tell ` +
    `${bits(Math.abs(shared))} ${more ? "more" : "less"} than one by one.`
  );
}

// Two events as areas of a square, and their information: one by one, and together.
export function render({ model, el }) {
  const root = frame(el, "Two events");
  const options = Object.fromEntries([0.2, 0.5, 0.8].map((p) => [p, String(p)]));
  // Radio buttons speak text, the traits are numbers.
  for (const name of ["a", "b"])
    choice(root, asText(name), { name, label: `P(${name.toUpperCase()})`, options });
  function asText(name) {
    return {
      get: () => String(model.get(name)),
      set: (_, value) => move({ [name]: Number(value) }),
      save_changes() {},
      on: (event, f) => model.on(event, f),
      off: (event, f) => model.off(event, f),
    };
  }

  const whole = (p) => Math.round(100 * p);
  const bounds = (a, b) => [Math.max(0, whole(a) + whole(b) - 100), Math.min(whole(a), whole(b))];
  const within = (k, [low, high]) => Math.min(high, Math.max(low, k));

  // Set some of a, b and the overlap; the overlap stays possible.
  function move(change) {
    const [a, b, overlap] = ["a", "b", "overlap"].map((name) => model.get(name));
    const next = { a, b, overlap, ...change };
    next.overlap = within(whole(next.overlap), bounds(next.a, next.b)) / 100;
    const moved = Object.entries(next).filter(([name, value]) => model.get(name) !== value);
    write(model, Object.fromEntries(moved));
  }

  const control = tag("div");
  const pictures = tag("div", { class: "x-pictures" });
  root.append(control, pictures);
  const put = readouts(root, {
    a: "I(A)",
    b: "I(B)",
    sum: "I(A) + I(B)",
    both: "I(A and B)",
    given: "I(B given A)",
    shared: "pointwise mutual information",
  });
  const say = teller(root);
  let sync = () => {};
  let made = "";

  function makeSlider([low, high]) {
    if (made === `${low} ${high}`) return;
    made = `${low} ${high}`;
    control.replaceChildren();
    sync = slider(control, {
      name: "overlap",
      label: "P(A and B)",
      min: low / 100,
      max: high / 100,
      step: 0.01,
      get: () => within(whole(model.get("overlap")), bounds(model.get("a"), model.get("b"))) / 100,
      set: (overlap) => move({ overlap }),
    });
  }

  function drawAreas(a, b, both) {
    const [inside, outside] = [both / a, (b - both) / (1 - a)]; // B's share of A, of the rest
    const drawing = picture(pictures, {
      height: 240,
      describe:
        `A square of area 1. Event A is its left strip, ${show(a, 2)} wide. ` +
        `Event B fills ${show(inside, 2)} of A and ${show(outside, 2)} of the rest.`,
    });
    const [X, Y] = [(x) => LEFT + SIDE * x, (y) => TOP + SIDE * (1 - y)];
    const block = (x, wide, tall, look, more = {}) =>
      svg("rect", {
        x: X(x),
        y: Y(tall),
        width: SIDE * wide,
        height: SIDE * tall,
        class: look,
        ...more,
      });
    const handle = block(0, a, 1, "x-drag", { "fill-opacity": 0 });
    drawing.append(
      block(0, 1, 1, "x-node"),
      block(0, a, 1, "x-wash"),
      block(0, a, inside, "x-wash-q"),
      block(a, 1 - a, outside, "x-wash-q"),
      words(X(a / 2), TOP + 18, "A", strong),
      words(X(1) + 12, Y(0) - 6, "B", strong),
      words(X(a / 2), Y(0) + 17, `${show(inside, 2)} of A`, middle),
      words(X((1 + a) / 2), Y(0) + 31, `${show(outside, 2)} of the rest`, middle),
      svg("rect", { x: X(0), y: Y(inside) - 3, width: SIDE * a, height: 6, rx: 3, class: "x-dot" }),
      handle,
    );
    drag(drawing, handle, (_, y) => {
      const share = (TOP + SIDE - y) / SIDE;
      move({ overlap: a * Math.min(1, Math.max(0, share)) });
    });
  }

  function drawBits(alone, both, given, shared) {
    const plot = axes(pictures, {
      left: 66,
      x: [0, MOST],
      y: [0, 2],
      xTicks: [0, 1, 2, 3, 4, 5, 6, 7],
      xLabel: "bits",
      describe: `Bars: one by one ${bits(alone[0] + alone[1])}, together ${bits(both)}`,
    });
    const bar = (y, from, to, look, text) => {
      const [x, end] = [plot.X(from), plot.X(Math.min(to, MOST))];
      const [top, height] = [plot.Y(y + 0.28), plot.Y(y) - plot.Y(y + 0.56)];
      plot.root.append(svg("rect", { x, y: top, width: end - x, height, class: look }));
      if (end - x > 8 * text.length)
        plot.root.append(words((x + end) / 2, plot.Y(y) + 4, text, middle));
    };
    const end = both ?? MOST;
    const sum = alone[0] + alone[1];
    bar(1.5, 0, alone[0], "x-wash", "I(A)");
    bar(1.5, alone[0], sum, "x-wash-q", "I(B)");
    bar(0.5, 0, alone[0], "x-wash", "I(A)");
    bar(0.5, alone[0], end, "x-wash-q", given === null ? "I(B given A) = ∞" : "I(B given A)");
    plot.root.append(
      words(60, plot.Y(1.5) + 4, "one by one", { anchor: "end" }),
      words(60, plot.Y(0.5) + 4, "together", { anchor: "end" }),
      path(
        plot.line([
          [sum, 1.2],
          [sum, 0.12],
        ]),
        "x-guide",
      ),
    );
    if (shared === 0) return;
    const last = Math.max(sum, end);
    if (last < 2.5)
      plot.root.append(words(plot.X(last + 0.15), plot.Y(1) + 4, "pointwise mutual information"));
    plot.root.append(
      path(
        plot.line([
          [sum, 1],
          [end, 1],
        ]),
        "x-hand",
      ),
    );
  }

  function draw() {
    const [a, b] = [model.get("a"), model.get("b")];
    const range = bounds(a, b);
    const k = within(whole(model.get("overlap")), range);
    const both = k / 100;
    const table = model.get("pairs")[`${a} ${b}`];
    const [given, shared] = [table.given[k - range[0]], table.shared[k - range[0]]];
    const information = model.get("information");
    const alone = [information[whole(a)], information[whole(b)]];
    makeSlider(range);
    sync();
    pictures.replaceChildren();
    drawAreas(a, b, both);
    drawBits(alone, information[k], given, shared);
    put("a", bits(alone[0]));
    put("b", bits(alone[1]));
    put("sum", bits(alone[0] + alone[1]));
    put("both", bits(information[k]));
    put("given", bits(given));
    put("shared", shared === null ? "−∞ bits" : bits(shared));
    say(sentence(b, both / a, shared));
  }

  return follow(model, ["a", "b", "overlap"], draw);
}
