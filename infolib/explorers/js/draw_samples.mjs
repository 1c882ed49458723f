import { axes, dot, path, words } from "./picture.mjs";
import {
  buttons,
  choice,
  follow,
  frame,
  readouts,
  show,
  tag,
  teller,
  traitSlider,
  write,
} from "./ui.mjs";

const DRAWS = 200;
// What the curve can show: its name, its unit, and the lowest power of ten on its axis.
// Below that there is only 0, which a logarithmic axis has no place for otherwise.
const MEASURES = {
  kl: { name: "KL(p̂‖p)", label: "KL(p̂‖p) in bits", unit: " bits", bottom: -5, top: 1 },
  tv: { name: "total variation", label: "total variation", unit: "", bottom: -3, top: 0 },
};

function sentence({ labels }, draws, values, measure) {
  const n = draws.length;
  if (n === 0) return "Nothing is drawn yet, so there is no p̂.";
  const outcome = labels[Number(draws[n - 1])];
  if (n === 1) return `Draw 1: ${outcome}. p̂ puts everything on it.`;
  const { name, unit } = MEASURES[measure];
  const [before, now] = [values[n - 2], values[n - 1]];
  let how = "as far as before";
  if (now > before) how = "further from the truth";
  if (now < before) how = "closer to the truth";
  const steps = `from ${show(before, 6)} to ${show(now, 6)}${unit}`;
  return `Draw ${n}: ${outcome}, ${how}: ${name} goes ${steps}.`;
}

export function render({ model, el }) {
  const root = frame(el, "Draw samples, one by one");
  const go = (n) => write(model, { n: Math.min(DRAWS, Math.max(0, n)) });
  choice(root, model, {
    name: "source",
    label: "Draw from",
    options: { coin: "a fair coin", wheel: "the wheel" },
  });
  const row = buttons(root, {
    "Draw 1": () => go(model.get("n") + 1),
    "Draw 10": () => go(model.get("n") + 10),
    "Take 1 back": () => go(model.get("n") - 1),
    "Start over": () => go(0),
    "Another sequence": () => write(model, { sequence: (model.get("sequence") % 5) + 1 }),
  });
  const [one, ten, back] = row.children;
  traitSlider(root, model, {
    name: "n",
    label: "n, number of draws",
    min: 0,
    max: DRAWS,
    step: 1,
    digits: 0,
  });
  choice(root, model, {
    name: "measure",
    label: "Distance",
    options: { kl: "KL(p̂‖p)", tv: "total variation" },
  });
  const pictures = tag("div", { class: "x-pictures" });
  root.append(pictures);
  const put = readouts(root, {
    kl: "KL(p̂‖p)",
    tv: "total variation",
    away: "draws that led away",
    sequence: "sequence",
  });
  const say = teller(root);

  // The truth as wide pale bars, the sample as narrow ones in front of them.
  function drawBars({ p, labels }, draws) {
    const n = draws.length;
    const counts = p.map((_, k) => draws.split(String(k)).length - 1);
    const last = n > 0 ? Number(draws[n - 1]) : -1;
    const plot = axes(pictures, {
      x: [0.4, p.length + 0.6],
      y: [0, 1],
      xTicks: labels.map((text, k) => [k + 1, text]),
      yTicks: [0, 0.25, 0.5, 0.75, 1],
      left: 56,
      xLabel: "wide: the truth p, narrow: the shares p̂",
      yLabel: "probability, share",
      describe: labels
        .map((text, k) => `${text}: truth ${p[k]}, drawn ${counts[k]} of ${n}`)
        .join("; "),
    });
    const bar = (k, value, width, look) =>
      plot.bar(k + 1 - width / 2, k + 1 + width / 2, value, look);
    p.forEach((truth, k) => {
      plot.root.append(bar(k, truth, 0.8, "x-wash"));
      if (n === 0) return;
      const share = counts[k] / n;
      const above = plot.Y(Math.max(share, truth)) - 7;
      const look = k === last ? "x-strong" : "";
      plot.root.append(
        bar(k, share, 0.34, "x-p"),
        words(plot.X(k + 1), above, `${counts[k]} of ${n}`, { anchor: "middle", look }),
      );
      if (k === last) plot.root.append(dot(plot.X(k + 1), plot.Y(share), 6));
    });
  }

  // The way so far on two logarithmic axes; the other sequences as a faint background.
  function drawWay(records, chosen, n, measure) {
    const { label, bottom, top } = MEASURES[measure];
    const level = (value) => (value > 0 ? Math.max(bottom, Math.log10(value)) : bottom);
    const powers = Array.from({ length: top - bottom }, (_, i) => bottom + 1 + i);
    const plot = axes(pictures, {
      x: [0, Math.log10(DRAWS)],
      y: [bottom, top],
      left: 68,
      xTicks: [1, 2, 5, 10, 20, 50, 100, 200].map((k) => [Math.log10(k), String(k)]),
      yTicks: [[bottom, "0"], ...powers.map((power) => [power, String(Number(`1e${power}`))])],
      xLabel: "n, number of draws (log scale)",
      yLabel: label,
      describe: `${label} against the number of draws, both on logarithmic scales`,
    });
    const way = (values) => plot.line(values.map((value, i) => [Math.log10(i + 1), level(value)]));
    records.forEach((record, i) => {
      const faint = { "stroke-opacity": 0.35 };
      if (i !== chosen) plot.root.append(path(way(record[measure]), "x-link", faint));
    });
    if (n === 0) return;
    const values = records[chosen][measure].slice(0, n);
    plot.root.append(
      path(way(values), "x-line"),
      dot(plot.X(Math.log10(n)), plot.Y(level(values[n - 1])), 7),
    );
  }

  function draw() {
    const n = model.get("n");
    const measure = model.get("measure");
    const chosen = model.get("sequence") - 1;
    const source = model.get("table")[model.get("source")];
    const record = source.records[chosen];
    const draws = record.draws.slice(0, n);
    const values = record[measure];
    root.dataset.sequence = String(chosen + 1);
    pictures.replaceChildren();
    drawBars(source, draws);
    drawWay(source.records, chosen, n, measure);
    one.disabled = ten.disabled = n === DRAWS;
    back.disabled = n === 0;
    const away = values.slice(1, n).filter((value, i) => value > values[i]).length;
    put("kl", n === 0 ? "no draws" : `${show(record.kl[n - 1], 6)} bits`);
    put("tv", n === 0 ? "no draws" : show(record.tv[n - 1], 6));
    put("away", n < 2 ? "none yet" : `${away} of ${n - 1}`);
    put("sequence", `${chosen + 1} of ${source.records.length}`);
    say(sentence(source, draws, values, measure));
  }

  return follow(model, ["source", "sequence", "n", "measure"], draw);
}
