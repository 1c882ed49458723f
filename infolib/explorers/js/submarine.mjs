import { axes, dot, label, path, picture } from "./picture.mjs";
import { frame } from "./frame.mjs";
import { bits, buttons, OWN_KEYS, readouts, svg, tag, write } from "./ui.mjs";
import { fill, words } from "./words.mjs";

const say = words.submarine;
const SIDE = 8;
const FILES = "ABCDEFGH";
const SIGNS = { open: "", late: "", hit: "◆", miss: "·" };
const DIGITS = 3;
const GAME = 6; // bits that each game brings
const GAMES = 8; // games that are remembered
const ROWS = 3; // of them are shown as bars
const squareName = (square) => `${FILES[square % SIDE]}${Math.floor(square / SIDE) + 1}`;

// Each square once, and nothing after the hit.
export const fits = ({ shots, submarine }) =>
  new Set(shots).size === shots.length && !shots.slice(0, -1).includes(submarine);

// The sea: a grid of buttons. One of them takes the tab key, arrows move among them.
function makeSea(place, count, fire) {
  const sea = tag("div", { class: "x-sea", role: "grid", "aria-label": say.sea });
  const squares = Array.from({ length: count }, (_, square) =>
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
  const stopAt = (square) =>
    squares.forEach((button, i) => button.setAttribute("tabindex", i === square ? 0 : -1));
  function focusOn(square) {
    stopAt(square);
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
  place.append(sea);
  return { squares, stopAt };
}

// The game of Submarine: each miss is worth a little, each game six bits.
export function render({ model, el }) {
  const parts = frame(el, model, say);
  const { miss, hit, missed, found } = Object.fromEntries(
    ["miss", "hit", "missed", "found"].map((name) => [name, model.get(name)]),
  );
  const all = miss.map((_, square) => square);
  const oneOf = (squares) => squares[Math.floor(Math.random() * squares.length)];
  const over = () => model.get("shots").includes(model.get("submarine"));
  const untried = () => all.filter((square) => !model.get("shots").includes(square));

  // The submarine hides before the first shot, unless it lies somewhere already.
  const hidden = () => model.get("submarine") ?? oneOf(all);
  function fire(submarine, ...squares) {
    const shots = [...model.get("shots")];
    for (const square of squares)
      if (!shots.includes(square) && !shots.includes(submarine)) shots.push(square);
    if (shots.length > model.get("shots").length) write(model, { shots, submarine });
  }
  // A player out of luck, until the bits are whole: after 32, 48, 56, ... misses.
  function missOn() {
    const submarine = hidden();
    const dry = untried().filter((square) => square !== submarine);
    const made = model.get("shots").length;
    const goal = missed.findIndex((total, k) => k > made && Number.isInteger(total));
    const some = [];
    while (made + some.length < goal)
      some.push(...dry.splice(Math.floor(Math.random() * dry.length), 1));
    fire(submarine, ...some);
  }
  function play() {
    const games = [...model.get("games")];
    if (over()) games.push(model.get("shots").length - 1);
    write(model, { shots: [], submarine: null, games: games.slice(-GAMES) });
  }

  const { squares, stopAt } = makeSea(parts.scene.place, all.length, (square) =>
    fire(hidden(), square),
  );
  const row = buttons(parts.handle, {
    [say.random]: () => fire(hidden(), oneOf(untried())),
    [say.new]: play,
  });
  const put = readouts(parts.numbers, { total: say.total });
  const dry = buttons(parts.more, { [say.miss_on]: missOn });
  const putMore = readouts(parts.more, say.readouts);

  // The bits of this game, the last shot in full colour; under it the games before.
  function drawBits(into, misses, done, games) {
    const [left, wide] = [3, 334];
    const X = (value) => left + (wide * value) / GAME;
    const drawing = picture(into, {
      height: 46 + 16 * ROWS,
      look: "x-portions",
      describe: fill(say.describe_bits, { games: games.length }),
    });
    const block = (from, to, y, height, look) =>
      svg("rect", { x: X(from), y, width: X(to) - X(from), height, class: look });
    const now = done ? found[misses] : missed[misses];
    const before = done || misses === 0 ? missed[misses] : missed[misses - 1];
    drawing.append(
      block(0, GAME, 1, 20, "x-node"),
      block(0, before, 1, 20, "x-wash"),
      block(before, now, 1, 20, done ? "x-hit" : "x-p"),
    );
    for (let tick = 0; tick <= GAME; tick++) {
      const anchor = { 0: "start", [GAME]: "end" }[tick] ?? "middle";
      drawing.append(
        path(`M${X(tick)},21V26`, "x-link"),
        label(X(tick), 37, tick === GAME ? fill(say.end, { n: GAME }) : String(tick), { anchor }),
      );
    }
    for (let i = 0; i < ROWS; i++) {
      const game = games.at(-1 - i);
      const portion = game === undefined ? 0 : missed[game];
      const end = game === undefined ? 0 : GAME;
      const y = 44 + 16 * i;
      const early = portion < GAME / 2; // then the hit has the longer part, and the text
      const text = game === undefined ? "" : fill(say.hit_at, { shot: game + 1 });
      drawing.append(
        block(0, portion, y, 14, "x-wash"),
        block(portion, end, y, 14, "x-hit"),
        label(early ? X(portion) + 5 : X(0) + 5, y + 11, text, { look: early ? "x-on" : "" }),
      );
    }
    if (games.length === 0) drawing.append(label(X(0), 55, say.no_games, { look: "x-soft" }));
  }

  function drawChart(into, misses, done, games) {
    const end = done ? [misses + 1, found[misses]] : [misses, missed[misses]];
    const plot = axes(into, {
      x: [0, 64],
      y: [0, 6.4],
      xTicks: [0, 16, 32, 48, 64],
      yTicks: [0, 1, 2, 3, 4, 5, 6],
      xLabel: say.shots,
      yLabel: say.in_all,
      describe: fill(say.describe_chart, { total: bits(end[1], DIGITS) }),
    });
    const line = (to) => plot.line(missed.slice(0, to + 1).map((total, k) => [k, total]));
    const jump = (k) =>
      plot.line([
        [k, missed[k]],
        [k + 1, found[k]],
      ]);
    plot.root.append(
      path(line(63), "x-guide"),
      path(games.map(jump).join(""), "x-link"),
      path(line(misses), "x-line"),
      path(done ? jump(misses) : "", "x-hand"),
      dot(plot.X(end[0]), plot.Y(end[1]), 7),
    );
  }

  function stateOf(square, shots, done) {
    if (!shots.includes(square)) return done ? "late" : "open";
    return square === model.get("submarine") ? "hit" : "miss";
  }

  function sentence(left, last, done) {
    if (left === all.length && !done) return say.start;
    if (done) return fill(say.found, { left, bits: bits(last, DIGITS), all: GAME });
    if (left === 1) return say.certain;
    return fill(say.water, { left, of: left + 1, bits: bits(last, DIGITS) });
  }

  return parts.show(() => {
    const [shots, games] = [model.get("shots"), model.get("games")];
    const done = over();
    const misses = shots.length - (done ? 1 : 0);
    const left = all.length - misses;
    if (shots.length === 0) stopAt(0);
    squares.forEach((button, square) => {
      const state = stateOf(square, shots, done);
      button.dataset.state = state;
      button.disabled = state === "late";
      button.textContent = SIGNS[state];
      button.setAttribute("aria-label", `${squareName(square)}, ${say.states[state]}`);
    });
    row.firstChild.disabled = done;
    dry.firstChild.disabled = done || misses >= 63;
    parts.root.dataset.submarine = String(model.get("submarine"));
    parts.root.dataset.shots = JSON.stringify(shots);
    parts.second.draw((into) => {
      drawBits(into, misses, done, games);
      drawChart(into, misses, done, games);
    });

    let last = 0;
    if (shots.length > 0) last = done ? hit[misses] : miss[misses - 1];
    put("total", bits(done ? found[misses] : missed[misses], DIGITS));
    putMore("shots", String(shots.length));
    putMore("left", String(done ? 1 : left));
    putMore("last", bits(last, DIGITS));
    parts.say(sentence(left, last, done));
  });
}
