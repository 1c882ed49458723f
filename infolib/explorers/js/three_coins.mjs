import { jsDivergence, klDivergence } from "./measures.mjs";
import { axes, dot, drag, path, picture, words } from "./picture.mjs";
import {
  buttons,
  follow,
  frame,
  readouts,
  show,
  snap,
  svg,
  tag,
  teller,
  traitSlider,
  write,
} from "./ui.mjs";

const READING =
  "Sticks, each panel to its own scale: grey from a to c, blue from a to b, orange from b to c. " +
  "Do the coloured ones reach across?";
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
  const coins = () => ({ a: model.get("a"), b: model.get("b"), c: model.get("c") });
  const start = coins();
  buttons(root, {
    "Start again": () => write(model, start),
    "Swap a and c": () => write(model, { a: model.get("c"), c: model.get("a") }),
    "b halfway": () => {
      write(model, { b: Math.round(50 * (model.get("a") + model.get("c"))) / 100 });
    },
    "b beyond c": () => write(model, { b: model.get("a") > model.get("c") ? 0.01 : 0.99 }),
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

  function drawLine(place) {
    const said = Object.entries(place).map(([name, x]) => `${name} ${show(x, 2)}`);
    const plot = axes(pictures, {
      x: [0, 1],
      y: [0, 1],
      xTicks: [0, 0.25, 0.5, 0.75, 1],
      xLabel: "chance of heads",
      height: 130,
      bottom: 42,
      left: 14,
      right: 14,
      describe: `Three coins on a line: ${said.join(", ")}`,
    });
    plot.root.append(
      path(
        plot.line([
          [0, 0],
          [1, 0],
        ]),
        "x-link",
      ),
    );
    Object.entries(place).forEach(([name, value], i) => {
      const [x, y] = [plot.X(value), plot.Y([0.62, 0.2, 0.62][i])];
      const handle = svg(
        "g",
        { class: "x-drag-x" },
        path(`M${x},${y}V${plot.Y(0)}`, "x-guide"),
        dot(x, y, 12, ["x-p", "x-dot", "x-q"][i]),
        words(x, y + 4, name, { anchor: "middle", look: "x-on" }),
      );
      plot.root.append(handle);
      drag(plot.root, handle, (at) => write(model, { [name]: snap(plot.atX(at), 0.01, 0.99) }));
    });
  }

  // Sticks a–b and b–c hinged at the ends of the stick a–c, all to one scale.
  function drawSticks(name, first, second, direct) {
    const [height, left, right, ground] = [150, 40, 300, 112];
    const reach = first + second - direct;
    const holds = reach >= -1e-12;
    // The hinge, if there is one: by the law of cosines.
    const across = direct > 0 ? (first ** 2 - second ** 2 + direct ** 2) / (2 * direct) : 0;
    const up = Math.sqrt(Math.max(0, first ** 2 - across ** 2));
    const ends = up > 0 ? [0, across, direct] : [0, first, direct - second, direct];
    const [west, east] = [Math.min(...ends), Math.max(...ends)];
    const unit = Math.min((right - left) / (east - west || 1), 80 / (up || 1e-9));
    const [A, C] = [left - west * unit, left + (direct - west) * unit];
    const [x, y] = [A + across * unit, ground - up * unit];
    const verb = holds ? "reach" : "do not reach";
    const drawing = picture(pictures, {
      height,
      describe:
        `${name}: sticks of ${show(first, 4)} and ${show(second, 4)} ${verb} ` +
        `across ${show(direct, 4)}`,
    });
    const stick = (x1, y1, x2, y2, colour) =>
      path(`M${x1.toFixed(2)},${y1.toFixed(2)}L${x2.toFixed(2)},${y2.toFixed(2)}`, undefined, {
        stroke: `var(--x-${colour})`,
        "stroke-width": 5,
        "stroke-linecap": "round",
      });
    const verdict = holds ? "✓ at least as long" : "✗ shorter by way of b";
    drawing.append(
      words(4, 16, `${name}: ${verdict}`, { look: "x-strong" }),
      stick(A, ground + 5, C, ground + 5, "muted"),
    );
    if (holds && up > 0) {
      drawing.append(stick(A, ground - 2, x, y, "p"), stick(x, y, C, ground - 2, "q"));
    } else {
      const [end, from] = [A + first * unit, C - second * unit];
      drawing.append(
        stick(A, ground - 4, end, ground - 4, "p"),
        stick(from, ground - 4, C, ground - 4, "q"),
      );
      const dashes = { stroke: "var(--x-mark)", "stroke-width": 2, "stroke-dasharray": "3 3" };
      if (!holds)
        drawing.append(
          path(`M${end + 4},${ground - 18}H${from - 4}`, undefined, dashes),
          words((end + from) / 2, ground - 26, `gap ${show(-reach, 4)}`, { anchor: "middle" }),
        );
    }
    const sum = `${show(first, 4)} + ${show(second, 4)} = ${show(first + second, 4)}`;
    drawing.append(words(4, height - 6, `${sum} ${holds ? "≥" : "<"} ${show(direct, 4)}`));
    return holds;
  }

  function draw() {
    const place = coins();
    pictures.replaceChildren();
    drawLine(place);
    pictures.append(tag("p", {}, READING));
    const fails = [];
    for (const [key, [name, measure]] of Object.entries(gauges)) {
      const { a, b, c } = place;
      const [first, second, direct] = [measure(a, b), measure(b, c), measure(a, c)];
      const unit = key === "root" ? "" : " bits";
      put(`${key}_detour`, `${show(first + second, 4)}${unit}`);
      put(`${key}_direct`, `${show(direct, 4)}${unit}`);
      if (!drawSticks(name, first, second, direct)) fails.push(name);
    }
    say(
      fails.length
        ? `The way by b is shorter than the straight one, measured by ${fails.join(", ")}. ` +
            "By √JS it never is."
        : "For these three coins, in this order, all four measures obey the triangle inequality.",
    );
  }

  return follow(model, ["a", "b", "c"], draw);
}
