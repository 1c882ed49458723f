import { axes, buttons, drag, follow, frame, readouts, show, svg, tag, teller, traitSlider, write } from "./ui.mjs";
import { jsDivergence, klDivergence } from "./measures.mjs";

const toss = (x) => [x, 1 - x];
const gauges = {
  kl: ["KL", (x, y) => klDivergence(toss(x), toss(y))],
  jeffreys: ["Jeffreys", (x, y) => klDivergence(toss(x), toss(y)) + klDivergence(toss(y), toss(x))],
  js: ["JS", (x, y) => jsDivergence(toss(x), toss(y))],
  root: ["√JS", (x, y) => Math.sqrt(Math.max(0, jsDivergence(toss(x), toss(y))))],
};

// Three coins a, b, c. Is the way from a to c by way of b at least as long as the
// straight one? Three sticks of these lengths show it: either two of them reach
// across the third, or a gap is left.
export function render({ model, el }) {
  const root = frame(el, "Three coins, four rulers");
  const start = ["a", "b", "c"].map((name) => model.get(name));
  buttons(root, {
    "Start again": () => all(...start),
    "Swap a and c": () => all(model.get("c"), model.get("b"), model.get("a")),
    "b halfway": () => write(model, "b", Math.round(50 * (model.get("a") + model.get("c"))) / 100),
    "b beyond c": () => write(model, "b", model.get("a") > model.get("c") ? 0.01 : 0.99),
  });
  for (const name of ["a", "b", "c"])
    traitSlider(root, model, { name, label: `coin ${name}`, min: 0.01, max: 0.99, step: 0.01 });
  const pictures = tag("div", { class: "x-pictures" });
  root.append(pictures);
  const labels = {};
  for (const [key, [name]] of Object.entries(gauges)) {
    labels[`${key}_detour`] = `${name}: by way of b`;
    labels[`${key}_direct`] = `${name}: straight`;
  }
  const put = readouts(root, labels);
  const say = teller(root);

  function all(...values) {
    ["a", "b", "c"].forEach((name, i) => model.set(name, values[i]));
    model.save_changes();
  }

  function drawLine(place) {
    const plot = axes(pictures, {
      x: [0, 1], y: [0, 1], xTicks: [0, 0.25, 0.5, 0.75, 1], xLabel: "chance of heads", height: 130, bottom: 42, left: 14, right: 14,
      describe: `Three coins on a line: a ${show(place.a, 2)}, b ${show(place.b, 2)}, c ${show(place.c, 2)}`,
    });
    plot.root.append(svg("path", { d: plot.line([[0, 0], [1, 0]]), class: "x-link" }));
    Object.entries(place).forEach(([name, x], i) => {
      const y = plot.Y([0.62, 0.2, 0.62][i]);
      const handle = svg("g", { class: "x-drag-x" },
        svg("path", { d: `M${plot.X(x)},${y}V${plot.Y(0)}`, class: "x-guide" }),
        svg("circle", { cx: plot.X(x), cy: y, r: 12, class: ["x-p", "x-dot", "x-q"][i] }),
        svg("text", { x: plot.X(x), y: y + 4, "text-anchor": "middle", class: "x-on" }, name),
      );
      plot.root.append(handle);
      drag(plot.root, handle, (at) => {
        const v = (at - plot.X(0)) / (plot.X(1) - plot.X(0));
        write(model, name, Math.round(100 * Math.min(0.99, Math.max(0.01, v))) / 100);
      });
    });
  }

  // Sticks a–b and b–c hinged at the ends of the stick a–c, all to one scale.
  function drawSticks(name, first, second, direct) {
    const size = { width: 340, height: 150, left: 40, right: 300, y: 112 };
    const reach = first + second - direct;
    const holds = reach >= -1e-12;
    // The hinge, if there is one: by the law of cosines.
    const across = direct > 0 ? (first ** 2 - second ** 2 + direct ** 2) / (2 * direct) : 0;
    const up = Math.sqrt(Math.max(0, first ** 2 - across ** 2));
    const [west, east] = up > 0 ? [Math.min(0, across), Math.max(direct, across)] : [Math.min(0, direct - second), Math.max(direct, first)];
    const unit = Math.min((size.right - size.left) / (east - west || 1), 80 / (up || 1e-9));
    const [A, C] = [size.left - west * unit, size.left + (direct - west) * unit];
    const [x, y] = [A + across * unit, size.y - up * unit];
    const picture = svg("svg", {
      viewBox: `0 0 ${size.width} ${size.height}`, class: "x-svg", role: "img",
      "aria-label": `${name}: sticks of ${show(first, 4)} and ${show(second, 4)} ${holds ? "reach" : "do not reach"} across ${show(direct, 4)}`,
    });
    const stick = (x1, y1, x2, y2, colour) =>
      svg("path", { d: `M${x1.toFixed(2)},${y1.toFixed(2)}L${x2.toFixed(2)},${y2.toFixed(2)}`, stroke: `var(--x-${colour})`, "stroke-width": 5, "stroke-linecap": "round" });
    picture.append(
      svg("text", { x: 4, y: 16, class: "x-strong" }, `${name}: ${holds ? "✓ at least as long" : "✗ shorter by way of b"}`),
      stick(A, size.y + 5, C, size.y + 5, "muted"),
    );
    if (holds && up > 0) {
      picture.append(stick(A, size.y - 2, x, y, "p"), stick(x, y, C, size.y - 2, "q"));
    } else {
      const [end, from] = [A + first * unit, C - second * unit];
      picture.append(stick(A, size.y - 4, end, size.y - 4, "p"), stick(from, size.y - 4, C, size.y - 4, "q"));
      if (!holds)
        picture.append(
          svg("path", { d: `M${end + 4},${size.y - 18}H${from - 4}`, stroke: "var(--x-mark)", "stroke-width": 2, "stroke-dasharray": "3 3" }),
          svg("text", { x: (end + from) / 2, y: size.y - 26, "text-anchor": "middle" }, `gap ${show(-reach, 4)}`),
        );
    }
    picture.append(
      svg("text", { x: 4, y: size.height - 6 }, `${show(first, 4)} + ${show(second, 4)} = ${show(first + second, 4)} ${holds ? "≥" : "<"} ${show(direct, 4)}`),
    );
    pictures.append(picture);
    return holds;
  }

  function draw() {
    const place = { a: model.get("a"), b: model.get("b"), c: model.get("c") };
    pictures.replaceChildren();
    drawLine(place);
    const gap = tag("p", {}, "Sticks, each panel to its own scale: grey from a to c, blue from a to b, orange from b to c. Do the coloured ones reach across?");
    pictures.append(gap);
    const fails = [];
    for (const [key, [name, measure]] of Object.entries(gauges)) {
      const [first, second, direct] = [measure(place.a, place.b), measure(place.b, place.c), measure(place.a, place.c)];
      const unit = key === "root" ? "" : " bits";
      put(`${key}_detour`, `${show(first + second, 4)}${unit}`);
      put(`${key}_direct`, `${show(direct, 4)}${unit}`);
      if (!drawSticks(name, first, second, direct)) fails.push(name);
    }
    say(
      fails.length
        ? `The way by b is shorter than the straight one, measured by ${fails.join(", ")}. By √JS it never is.`
        : "For these three coins, in this order, all four measures obey the triangle inequality.",
    );
  }

  return follow(model, ["a", "b", "c"], draw);
}
