import { axes, dot, path } from "./picture.mjs";
import {
  bits,
  buttons,
  follow,
  frame,
  OWN_KEYS,
  readouts,
  show,
  tag,
  teller,
  write,
} from "./ui.mjs";

const SIDE = 8;
const FILES = "ABCDEFGH";
const SIGNS = { open: "", late: "", hit: "◆", miss: "·" };
const WORDS = { open: "not tried", late: "not tried", hit: "the submarine", miss: "water" };
const squareName = (square) => `${FILES[square % SIDE]}${Math.floor(square / SIDE) + 1}`;

// The game of Submarine: each miss is worth a little, each game six bits.
export function render({ model, el }) {
  const root = frame(el, "Submarine");
  const { miss, hit, missed, found } = Object.fromEntries(
    ["miss", "hit", "missed", "found"].map((name) => [name, model.get(name)]),
  );
  const all = miss.map((_, square) => square);
  const hide = () => Math.floor(Math.random() * all.length);
  const oneOf = (squares) => squares[Math.floor(Math.random() * squares.length)];
  const over = () => model.get("shots").includes(model.get("submarine"));
  const untried = () => all.filter((square) => !model.get("shots").includes(square));

  function fire(...squares) {
    const shots = [...model.get("shots")];
    for (const square of squares)
      if (!shots.includes(square) && !shots.includes(model.get("submarine"))) shots.push(square);
    if (shots.length > model.get("shots").length) write(model, { shots });
  }

  // The sea: a grid of buttons. One of them takes the tab key, arrows move among them.
  const pictures = tag("div", { class: "x-pictures" });
  const sea = tag("div", {
    class: "x-sea",
    role: "grid",
    "aria-label": "The sea, eight by eight squares",
  });
  const squares = all.map((square) =>
    tag("button", {
      type: "button",
      tabindex: square === 0 ? 0 : -1,
      "data-square": square,
      ...OWN_KEYS,
      onclick: () => {
        focusOn(square);
        fire(square);
      },
    }),
  );
  for (let row = 0; row < SIDE; row++) {
    const cells = squares
      .slice(row * SIDE, (row + 1) * SIDE)
      .map((button) => tag("div", { role: "gridcell" }, button));
    sea.append(tag("div", { role: "row" }, ...cells));
  }
  function focusOn(square) {
    squares.forEach((button, i) => button.setAttribute("tabindex", i === square ? 0 : -1));
    squares[square].focus();
  }
  sea.addEventListener("keydown", (event) => {
    const here = squares.indexOf(event.target);
    const [row, file] = [Math.floor(here / SIDE), here % SIDE];
    const to = {
      ArrowRight: [row, Math.min(file + 1, SIDE - 1)],
      ArrowLeft: [row, Math.max(file - 1, 0)],
      ArrowDown: [Math.min(row + 1, SIDE - 1), file],
      ArrowUp: [Math.max(row - 1, 0), file],
      Home: [row, 0],
      End: [row, SIDE - 1],
    }[event.key];
    if (here < 0 || !to) return;
    event.preventDefault();
    event.stopPropagation();
    focusOn(to[0] * SIDE + to[1]);
  });
  const chart = tag("div");
  pictures.append(sea, chart);
  root.append(pictures);

  const put = readouts(root, {
    shots: "shots",
    left: "squares left",
    last: "last shot",
    total: "in all",
  });
  const row = buttons(root, {
    "Fire at random": () => fire(oneOf(untried())),
    // A player out of luck, until the bits are whole: after 32, 48, 56, ... misses.
    "Miss until a whole bit": () => {
      const dry = untried().filter((square) => square !== model.get("submarine"));
      const made = model.get("shots").length;
      const goal = missed.findIndex((total, k) => k > made && Number.isInteger(total));
      const some = [];
      while (made + some.length < goal)
        some.push(...dry.splice(Math.floor(Math.random() * dry.length), 1));
      fire(...some);
    },
    "New game": () => {
      write(model, { submarine: hide(), shots: [] });
    },
  });
  const say = teller(root);

  function drawChart(misses, done) {
    const end = done ? [misses + 1, found[misses]] : [misses, missed[misses]];
    const plot = axes(chart, {
      x: [0, 64],
      y: [0, 6.4],
      xTicks: [0, 16, 32, 48, 64],
      yTicks: [0, 1, 2, 3, 4, 5, 6],
      xLabel: "shots",
      yLabel: "bits in all",
      describe:
        `Bits in all against shots: ${show(end[1], 4)} so far; ` +
        "misses alone make 1 bit after 32, 2 after 48",
    });
    const line = (to) => plot.line(missed.slice(0, to + 1).map((total, k) => [k, total]));
    plot.root.append(path(line(63), "x-guide"));
    if (misses > 0) plot.root.append(path(line(misses), "x-line"));
    if (done) plot.root.append(path(plot.line([[misses, missed[misses]], end]), "x-hand"));
    plot.root.append(dot(plot.X(end[0]), plot.Y(end[1]), 7));
  }

  function stateOf(square, shots, done) {
    if (!shots.includes(square)) return done ? "late" : "open";
    return square === model.get("submarine") ? "hit" : "miss";
  }

  function sentence(left, last, total, done) {
    if (model.get("shots").length === 0) return "The submarine may be on any of 64 squares. Fire!";
    if (done)
      return (
        `Hit! That was 1 of ${left} squares: ${bits(last)}. ` +
        `With the misses before, ${bits(total)} in all.`
      );
    if (left === 1)
      return "One square is left: you know where it is, and the last shot will tell you nothing.";
    return `Water, as in ${left} of ${left + 1} cases: ${bits(last)}.`;
  }

  function draw() {
    if (model.get("submarine") === null) return write(model, { submarine: hide() });
    const shots = model.get("shots");
    const done = over();
    const misses = shots.length - (done ? 1 : 0);
    const left = all.length - misses;
    squares.forEach((button, square) => {
      const state = stateOf(square, shots, done);
      button.dataset.state = state;
      button.disabled = state === "late";
      button.textContent = SIGNS[state];
      button.setAttribute("aria-label", `${squareName(square)}, ${WORDS[state]}`);
    });
    row.children[0].disabled = done;
    row.children[1].disabled = done || misses >= 63;
    root.dataset.submarine = model.get("submarine");
    root.dataset.shots = JSON.stringify(shots);
    chart.replaceChildren();
    drawChart(misses, done);

    let last = 0;
    if (shots.length > 0) last = done ? hit[misses] : miss[misses - 1];
    const total = done ? found[misses] : missed[misses];
    put("shots", String(shots.length));
    put("left", String(done ? 1 : left));
    put("last", bits(last));
    put("total", bits(total));
    say(sentence(left, last, total, done));
    return undefined;
  }

  return follow(model, ["shots", "submarine"], draw);
}
