import { frame } from "./frame.mjs";
import { axes, label, path, picture } from "./picture.mjs";
import { bits, buttons, choice, randomFrom, readouts, show, traitSlider, write } from "./ui.mjs";
import { fill, words } from "./words.mjs";

const say = words.noisy_telephone;
const PEOPLE = 8;
const MESSAGES = 20;
const THIRD = 3;
const DIGITS = 3;
const LEAST = 0.0005; // bits: what is less, and not nothing, is no 0.000

// What each person says, a line of messages each, the sender's first. The same numbers serve
// every noise: as it grows, more of them turn a bit over.
function spoken(seed, f, third) {
  const random = randomFrom(seed);
  const line = (each) => Array.from({ length: MESSAGES }, each);
  const lines = [line(() => Number(random() < 0.5))];
  for (let k = 1; k <= PEOPLE; k++) {
    const heard = lines[k - 1].map((bit) => (random() < f ? 1 - bit : bit));
    const says = { repeat: (bit) => bit, deny: (bit) => 1 - bit, shout: () => 1 };
    lines.push(k === THIRD ? heard.map(says[third]) : heard);
  }
  return lines;
}

function sentence(f, third, one, all) {
  if (third === "shout") return say.shouted;
  if (f === 0) return say.all_right;
  if (f === 1) return say.all_wrong;
  if (f === 0.5) return say.nothing;
  return fill(say.falls, { one, all, n: PEOPLE });
}

// A bit goes from mouth to ear: lines of messages, and what is left after each whisper.
export function render({ model, el }) {
  const parts = frame(el, model, say);
  traitSlider(parts.handle, model, {
    name: "f",
    label: say.f,
    min: 0,
    max: 1,
    step: 0.01,
    spoken: (v) => show(v, 2),
  });
  const put = readouts(parts.numbers, { arrives: say.arrives });
  choice(parts.more, model, { name: "third", label: say.third, options: say.thirds });
  buttons(parts.more, { [say.another]: () => write(model, { seed: model.get("seed") + 1 }) });
  const putMore = readouts(parts.more, { one: say.one, wrong: say.wrong });

  function drawLines(into, lines, wrong) {
    const [left, side, gap, top] = [50, 11, 14, 8];
    const drawing = picture(into, {
      height: 270,
      describe: fill(say.describe_lines, { n: PEOPLE, wrong }),
    });
    const kinds = {}; // the squares of each look in one path: there are 180
    lines.forEach((line, k) => {
      const y = top + 27 * k;
      drawing.append(label(left - 10, y + 12, k ? String(k) : say.sent, { anchor: "end" }));
      line.forEach((bit, i) => {
        const look = bit === lines[0][i] ? "x-p" : "x-q";
        const kind = (kinds[look + bit] ??= { look, bit, squares: "" });
        kind.squares += `M${left + gap * i},${y}h${side}v18h-${side}z`;
      });
    });
    for (const { look, bit, squares } of Object.values(kinds))
      drawing.append(path(squares, look, { "fill-opacity": bit ? 1 : 0.25 }));
    drawing.append(label(left, 264, say.colours, { look: "x-quiet" }));
  }

  function drawBits(into, left) {
    const plot = axes(into, {
      height: 252,
      x: [-0.6, PEOPLE + 0.6],
      y: [0, 1],
      xTicks: left.map((_, k) => k),
      yTicks: [0, 0.5, 1],
      xLabel: say.whispers,
      yLabel: say.left,
      describe: fill(say.describe_bars, { bars: left.map((v) => show(v)).join(", ") }),
    });
    left.forEach((value, k) => plot.root.append(plot.bar(k - 0.36, k + 0.36, value, "x-p")));
  }

  return parts.show(() => {
    const [f, third] = [model.get("f"), model.get("third")];
    const k = Math.round(100 * f);
    const kept = model.get("bits")[Math.min(k, 100 - k)];
    const left = kept.map((v, whisper) => (third === "shout" && whisper >= THIRD ? 0 : v));
    const lines = spoken(model.get("seed"), f, third);
    const wrong = lines.at(-1).filter((bit, i) => bit !== lines[0][i]).length;
    parts.root.dataset.seed = model.get("seed");
    parts.scene.draw((into) => drawLines(into, lines, wrong));
    parts.second.draw((into) => drawBits(into, left));
    const amount = (v, nothing) => (v < LEAST && !nothing ? say.less : bits(v, DIGITS));
    const one = amount(left[1], f === 0.5);
    const all = amount(left.at(-1), f === 0.5 || third === "shout");
    put("arrives", all);
    putMore("one", one);
    putMore("wrong", fill(say.of, { n: wrong, of: MESSAGES }));
    parts.say(sentence(f, third, one, all));
  });
}
