import { axes, dot, path } from "./picture.mjs";
import { frame } from "./frame.mjs";
import { bits, buttons, choice, readouts, show, slider, tag, write } from "./ui.mjs";
import { fill, words } from "./words.mjs";

const say = words.draw_samples;
const DRAWS = 200;
const START = { n: 3, bets: "" }; // when a sequence is taken
const SEQUENCES = 5;
const SLICES = 40; // draws that can be told apart in a bar
// The lowest power of ten on the axis of each measure. Below that there is only 0, which a
// logarithmic axis has no place for otherwise.
const POWERS = { tv: [-3, 0], kl: [-5, 1] };

export const fits = ({ n, bets }) => bets.length <= n;

// What a draw did: "c" if it led closer, "f" if further, "-" if neither.
function turns(tv) {
  return tv.map((now, i) => {
    if (i === 0 || now === tv[i - 1]) return "-";
    return now < tv[i - 1] ? "c" : "f";
  });
}

// How the bet on a draw went; a draw that leads nowhere decides nothing.
function outcome(bet, turn) {
  if (bet === undefined || bet === "-") return "none";
  if (turn === "-") return "open";
  return bet === turn ? "won" : "lost";
}

// Draw one by one, and bet before each draw: closer to the truth, or further away?
export function render({ model, el }) {
  const parts = frame(el, model, say);
  const get = (name) => model.get(name);

  const bet = (way) => {
    const n = get("n");
    if (n < DRAWS) write(model, { n: n + 1, bets: get("bets").padEnd(n, "-") + way });
  };
  parts.handle.append(tag("p", {}, say.ask));
  const row = buttons(parts.handle, {
    [say.closer]: () => bet("c"),
    [say.further]: () => bet("f"),
  });
  const put = readouts(parts.numbers, { tv: say.tv, bets: say.bets });
  const sync = slider(parts.more, {
    name: "n",
    label: say.n,
    min: 1,
    max: DRAWS,
    step: 1,
    digits: 0,
    get: () => get("n"),
    set: (n) => write(model, { n, bets: get("bets").slice(0, n) }),
  });
  choice(parts.more, model, {
    name: "source",
    label: say.source,
    options: say.sources,
    also: START,
  });
  choice(parts.more, model, { name: "measure", label: say.measure, options: say.measures });
  buttons(parts.more, {
    [say.another]: () => write(model, { sequence: (get("sequence") % SEQUENCES) + 1, ...START }),
  });
  const putMore = readouts(parts.more, say.readouts);

  // The truth as wide pale bars, the sample as narrow ones in front of them, a slice a draw.
  // What stands out over the truth is in another colour: its heights add up to the distance.
  function drawBars(into, { p, labels }, draws) {
    const n = draws.length;
    const counts = p.map((_, k) => draws.split(String(k)).length - 1);
    const last = Number(draws[n - 1]);
    const plot = axes(into, {
      x: [0.4, p.length + 0.6],
      y: [0, 1],
      xTicks: labels.map((text, k) => [k + 1, `${text}: ${counts[k]}`]),
      yTicks: [0, 0.25, 0.5, 0.75, 1],
      left: 56,
      top: 26,
      xLabel: fill(say.legend, { n }),
      yLabel: say.share,
      describe: labels
        .map((text, k) => fill(say.describe_bar, { text, truth: p[k], count: counts[k], n }))
        .join("; "),
    });
    const bar = (k, value, width, look) =>
      plot.bar(k + 1 - width / 2, k + 1 + width / 2, value, look);
    const slices = (k) => {
      const all = n > SLICES ? [] : Array.from({ length: counts[k] }, (_, i) => i / n);
      return all
        .map((y) =>
          plot.line([
            [k + 0.83, y],
            [k + 1.17, y],
          ]),
        )
        .join("");
    };
    p.forEach((truth, k) => {
      const share = counts[k] / n;
      plot.root.append(
        bar(k, truth, 0.8, "x-wash"),
        bar(k, share, 0.34, share > truth ? "x-q" : "x-p"),
        bar(k, Math.min(share, truth), 0.34, "x-p"),
        path(slices(k), "x-slices"),
      );
    });
    const top = plot.Y(counts[last] / n) - 9;
    const coin = dot(plot.X(last + 1), top, 8);
    // Two names of one fall: under the other name it falls anew.
    coin.classList.add("x-drawn", n % 2 ? "x-falls" : "x-drops");
    coin.setAttribute("style", `--from: ${10 - top}px`);
    plot.root.append(coin);
  }

  // The way so far on two logarithmic axes, a bet won as a disc, a bet lost as a cross.
  function drawWay(into, values, outcomes, measure) {
    const [bottom, top] = POWERS[measure];
    const level = (value) => (value > 0 ? Math.max(bottom, Math.log10(value)) : bottom);
    const powers = Array.from({ length: top - bottom }, (_, i) => bottom + 1 + i);
    const name = say.measures[measure];
    const plot = axes(into, {
      x: [0, Math.log10(DRAWS)],
      y: [bottom, top],
      left: 62,
      top: 26,
      xTicks: [1, 2, 5, 10, 20, 50, 100, 200].map((k) => [Math.log10(k), String(k)]),
      yTicks: [[bottom, "0"], ...powers.map((power) => [power, String(Number(`1e${power}`))])],
      xLabel: say.draws_log,
      yLabel: name,
      describe: fill(say.describe_way, { name }),
    });
    const places = values.map((value, i) => [Math.log10(i + 1), level(value)]);
    const marks = (wanted, shape) =>
      outcomes
        .map((what, i) => [what, ...places[i]])
        .filter(([what]) => what === wanted)
        .map(([, x, y]) => `M${plot.X(x).toFixed(2)},${plot.Y(y).toFixed(2)}${shape}`)
        .join("");
    plot.root.append(
      path(plot.line(places), "x-line"),
      path(marks("won", "m-4,0a4,4 0 1 0 8,0a4,4 0 1 0 -8,0"), "x-won"),
      path(marks("lost", "m-4,-4l8,8m0,-8l-8,8"), "x-missed"),
      dot(plot.X(places.at(-1)[0]), plot.Y(places.at(-1)[1]), 7),
    );
  }

  function sentence({ labels }, draws, tv, turn, result) {
    const n = draws.length;
    const drawn = labels[Number(draws[n - 1])];
    if (n === 1) return fill(say.first, { outcome: drawn });
    const [before, now] = tv.slice(n - 2, n).map((value) => show(value, 4));
    const step = fill(say.steps[turn], { n, outcome: drawn, before, now });
    const end = n === DRAWS ? say.end : "";
    return [step, say.results[result], end].filter(Boolean).join(" ");
  }

  return parts.show(() => {
    const [n, bets, measure] = [get("n"), get("bets"), get("measure")];
    const chosen = get("sequence") - 1;
    const source = model.get("table")[get("source")];
    const record = source.records[chosen];
    const draws = record.draws.slice(0, n);
    const turn = turns(record.tv.slice(0, n));
    const outcomes = turn.map((what, i) => outcome(bets[i], what));
    const count = (list, what) => list.filter((x) => x === what).length;
    const [won, lost] = [count(outcomes, "won"), count(outcomes, "lost")];
    parts.root.dataset.sequence = String(chosen + 1);
    parts.root.dataset.bets = bets;
    sync();
    for (const button of row.children) button.disabled = n === DRAWS;
    parts.scene.draw((into) => drawBars(into, source, draws));
    parts.second.draw((into) => drawWay(into, record[measure].slice(0, n), outcomes, measure));
    put("tv", show(record.tv[n - 1], 4));
    put("bets", won + lost ? fill(say.of, { n: won, of: won + lost }) : say.none);
    putMore("away", n > 1 ? fill(say.of, { n: count(turn, "f"), of: n - 1 }) : say.none);
    putMore("kl", bits(record.kl[n - 1]));
    putMore("sequence", fill(say.of, { n: chosen + 1, of: source.records.length }));
    parts.say(sentence(source, draws, record.tv, turn[n - 1], outcomes[n - 1]));
  });
}
