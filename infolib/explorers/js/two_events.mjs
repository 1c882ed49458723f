import { axes, choice, drag, follow, frame, readouts, show, slider, svg, tag, teller } from "./ui.mjs";

// A number of bits that may be −∞ as well (null in the table of what is shared).
const shareText = (value) => (value === null ? "−∞" : show(value, 4));

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
    const next = { a: model.get("a"), b: model.get("b"), overlap: model.get("overlap"), ...change };
    next.overlap = within(whole(next.overlap), bounds(next.a, next.b)) / 100;
    for (const [name, value] of Object.entries(next)) if (model.get(name) !== value) model.set(name, value);
    model.save_changes();
  }

  const control = tag("div");
  const pictures = tag("div", { class: "x-pictures" });
  root.append(control, pictures);
  const put = readouts(root, {
    a: "I(A)", b: "I(B)", sum: "I(A) + I(B)", both: "I(A and B)", given: "I(B given A)", shared: "pointwise mutual information",
  });
  const say = teller(root);
  let sync = () => {};
  let made = "";

  function makeSlider([low, high]) {
    if (made === `${low} ${high}`) return;
    made = `${low} ${high}`;
    control.replaceChildren();
    sync = slider(control, {
      name: "overlap", label: "P(A and B)", min: low / 100, max: high / 100, step: 0.01,
      get: () => within(whole(model.get("overlap")), bounds(model.get("a"), model.get("b"))) / 100,
      set: (overlap) => move({ overlap }),
    });
  }

  function drawAreas(a, b, both) {
    const side = 190;
    const [left, top] = [60, 12];
    const picture = svg("svg", {
      viewBox: "0 0 340 240", class: "x-svg", role: "img",
      "aria-label": `A square of area 1. Event A is its left strip, ${show(a, 2)} wide. Event B fills ${show(both / a, 2)} of A and ${show((b - both) / (1 - a), 2)} of the rest.`,
    });
    const block = (x, wide, tall, name) =>
      svg("rect", { x: left + side * x, y: top + side * (1 - tall), width: side * wide, height: side * tall, class: name });
    const words = (x, y, text, name = "") => svg("text", { x, y, "text-anchor": "middle", class: name }, text);
    picture.append(
      block(0, 1, 1, "x-node"),
      block(0, a, 1, "x-wash"),
      block(0, a, both / a, "x-wash-q"),
      block(a, 1 - a, (b - both) / (1 - a), "x-wash-q"),
      words(left + (side * a) / 2, top + 18, "A", "x-strong"),
      words(left + side + 12, top + side - 6, "B", "x-strong"),
      words(left + side * a / 2, top + side + 17, `${show(both / a, 2)} of A`),
      words(left + side * (1 + a) / 2, top + side + 31, `${show((b - both) / (1 - a), 2)} of the rest`),
      svg("rect", { x: left, y: top + side * (1 - both / a) - 3, width: side * a, height: 6, rx: 3, class: "x-dot" }),
    );
    const handle = block(0, a, 1, "x-drag");
    handle.setAttribute("fill-opacity", 0);
    picture.append(handle);
    drag(picture, handle, (_, y) => move({ overlap: a * Math.min(1, Math.max(0, (top + side - y) / side)) }));
    pictures.append(picture);
  }

  function drawBits(alone, both, given, shared) {
    const most = 7;
    const plot = axes(pictures, {
      left: 66, x: [0, most], y: [0, 2], xTicks: [0, 1, 2, 3, 4, 5, 6, 7], xLabel: "bits",
      describe: `Bars: one by one ${show(alone[0] + alone[1], 4)} bits, together ${show(both, 4)} bits`,
    });
    const bar = (y, from, to, name, text) => {
      const [x, end] = [plot.X(from), plot.X(Math.min(to, most))];
      const parts = [svg("rect", { x, y: plot.Y(y + 0.28), width: end - x, height: plot.Y(y) - plot.Y(y + 0.56), class: name })];
      if (end - x > 8 * text.length) parts.push(svg("text", { x: (x + end) / 2, y: plot.Y(y) + 4, "text-anchor": "middle" }, text));
      return parts;
    };
    const end = both === null ? most : both;
    const sum = alone[0] + alone[1];
    plot.root.append(
      ...bar(1.5, 0, alone[0], "x-wash", "I(A)"),
      ...bar(1.5, alone[0], sum, "x-wash-q", "I(B)"),
      ...bar(0.5, 0, alone[0], "x-wash", "I(A)"),
      ...bar(0.5, alone[0], end, "x-wash-q", given === null ? "I(B given A) = ∞" : "I(B given A)"),
      svg("text", { x: 60, y: plot.Y(1.5) + 4, "text-anchor": "end" }, "one by one"),
      svg("text", { x: 60, y: plot.Y(0.5) + 4, "text-anchor": "end" }, "together"),
      svg("path", { d: plot.line([[sum, 1.2], [sum, 0.12]]), class: "x-guide" }),
    );
    const last = Math.max(sum, end);
    if (shared !== 0 && last < 2.5)
      plot.root.append(svg("text", { x: plot.X(last + 0.15), y: plot.Y(1) + 4 }, "pointwise mutual information"));
    if (shared !== 0)
      plot.root.append(svg("path", { d: plot.line([[sum, 1], [end, 1]]), class: "x-hand" }));
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
    put("a", `${show(alone[0], 4)} bits`);
    put("b", `${show(alone[1], 4)} bits`);
    put("sum", `${show(alone[0] + alone[1], 4)} bits`);
    put("both", `${show(information[k], 4)} bits`);
    put("given", `${show(given, 4)} bits`);
    put("shared", `${shareText(shared)} bits`);
    const change = `(${show(b, 2)} becomes ${show(both / a, 2)})`;
    if (shared === 0) say("Independent: B fills the same share of A as of the rest, and the bits add.");
    else if (k === 0) say("A rules B out: to see both would be infinitely surprising.");
    else if (shared > 0) say(`A makes B likelier ${change}: together they tell ${show(shared, 4)} bits less than one by one.`);
    else say(`A makes B less likely ${change}: together they tell ${show(-shared, 4)} bits more than one by one.`);
  }

  return follow(model, ["a", "b", "overlap"], draw);
}
