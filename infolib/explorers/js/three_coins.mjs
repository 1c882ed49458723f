import { frame } from "./frame.mjs";
import { jsDivergence, klDivergence } from "./measures.mjs";
import { dot, drag, knob, label, path, picture } from "./picture.mjs";
import { buttons, choice, readouts, show, snap, svg, tag, traitSlider, write } from "./ui.mjs";
import { fill, words } from "./words.mjs";

const say = words.three_coins;
const toss = (x) => [x, 1 - x];
const kl = (x, y) => klDivergence(toss(x), toss(y));
const js = (x, y) => jsDivergence(toss(x), toss(y));
const RULERS = {
  kl,
  jeffreys: (x, y) => kl(x, y) + kl(y, x),
  js,
  root: (x, y) => Math.sqrt(Math.max(0, js(x, y))),
};
const [LOW, HIGH] = [0.01, 0.99];
const GROUND = 88; // where the planks lie
const WEST = 40; // the edge that they start from
const [CANYON, WHOLE] = [200, 285]; // how wide the canyon is, how far the planks may go
const LINE = 178; // where the coins are

const inUnit = (ruler, value) => (ruler === "root" ? value : fill(words.common.bits, { n: value }));

// Three coins. A canyon as wide as it is from a to c, and two planks end to end, as long as
// it is from a to b and from b to c: do they reach across?
export function render({ model, el }) {
  const parts = frame(el, model, say);
  const coin = { min: LOW, max: HIGH, step: 0.01 };
  traitSlider(parts.handle, model, { name: "b", label: say.b, ...coin });
  const put = readouts(parts.numbers, { excess: say.excess });
  for (const name of ["a", "c"])
    traitSlider(parts.more, model, { name, label: say[name], ...coin });
  choice(parts.more, model, { name: "ruler", label: say.ruler, options: say.rulers });
  const halfway = () => Math.round(50 * (model.get("a") + model.get("c"))) / 100;
  buttons(parts.more, {
    [say.halfway]: () => write(model, { b: halfway() }),
    [say.swap]: () => write(model, { a: model.get("c"), c: model.get("a") }),
  });
  const cells = {};
  const cell = (key) => (cells[key] = tag("td", { "data-value": key }));
  const head = (text, scope) => tag("th", { scope }, text);
  parts.more.append(
    tag(
      "table",
      { class: "x-table" },
      tag("caption", {}, say.table),
      tag("tr", {}, ...[say.ruler, say.detour, say.direct].map((text) => head(text, "col"))),
      ...Object.entries(say.rulers).map(([key, name]) =>
        tag("tr", {}, head(name, "row"), cell(`${key}_detour`), cell(`${key}_direct`)),
      ),
    ),
  );

  function drawCanyon(drawing, first, second, direct) {
    const total = first + second;
    const unit = Math.min(CANYON / (direct || 1e-9), WHOLE / (total || 1e-9));
    const [width, reach] = [direct * unit, total * unit];
    const [east, short] = [WEST + width, width - reach > 1e-9 * width];
    // What does not reach tips over, the more the more is missing.
    const tip = short ? 0.6 * (1 - reach / width) : 0;
    const at = (along, up) => {
      const [c, s] = [Math.cos(tip), Math.sin(tip)];
      const [x, y] = [WEST + along * c + up * s, GROUND + along * s - up * c];
      return `${x.toFixed(2)},${y.toFixed(2)}`;
    };
    const plank = (from, to, look) =>
      path(`M${at(from, 0)}L${at(from, 9)}L${at(to, 9)}L${at(to, 0)}Z`, look);
    const cliff = (x, wide) =>
      svg("rect", { x, y: GROUND, width: Math.max(0, wide), height: 62, class: "x-cliff" });
    const gap = short ? [WEST + reach, east] : [east, east];
    drawing.append(
      cliff(4, WEST - 4),
      cliff(east, 336 - east),
      plank(0, first * unit, "x-p"),
      plank(first * unit, reach, "x-q"),
      dot(WEST, GROUND - 4.5, 3, "x-node"),
      path(`M${gap[0]},${GROUND - 24}H${gap[1]}`, short ? "x-missing" : "x-missing x-none"),
      label(
        (gap[0] + gap[1]) / 2,
        GROUND - 31,
        short ? fill(say.missing, { gap: show(direct - total) }) : "",
        { anchor: "middle", look: "x-strong" },
      ),
      label(WEST + width / 2, GROUND + 54, width > 70 ? fill(say.width, { n: show(direct) }) : "", {
        anchor: "middle",
      }),
      svg("rect", { x: 40, y: 7, width: 14, height: 9, class: "x-p" }),
      label(60, 16, fill(say.first, { n: show(first) })),
      svg("rect", { x: 190, y: 7, width: 14, height: 9, class: "x-q" }),
      label(210, 16, fill(say.second, { n: show(second) })),
    );
  }

  // The coins on a line; b can be moved.
  function drawCoins(drawing, place) {
    const X = (v) => 14 + 312 * v;
    const to = (x) => write(model, { b: snap((x - 14) / 312, LOW, HIGH) });
    const area = { x: 4, y: LINE - 18, width: 332, height: 36, "fill-opacity": 0 };
    drawing.append(drag(svg("rect", area), "tap", to), path(`M${X(0)},${LINE}H${X(1)}`, "x-link"));
    for (const v of [0, 0.25, 0.5, 0.75, 1])
      drawing.append(
        path(`M${X(v)},${LINE - 4}v8`, "x-link"),
        label(X(v), LINE + 28, String(v), { anchor: "middle" }),
      );
    drawing.append(label(170, LINE + 46, say.axis, { anchor: "middle" }));
    for (const name of ["a", "c"])
      drawing.append(
        dot(X(place[name]), LINE, 11, "x-quiet"),
        label(X(place[name]), LINE + 4, name, { anchor: "middle", look: "x-on" }),
      );
    knob(drawing, X(place.b), LINE, "x", to);
    drawing.append(label(X(place.b), LINE - 14, "b", { anchor: "middle", look: "x-strong" }));
  }

  return parts.show(() => {
    const place = Object.fromEntries(["a", "b", "c"].map((name) => [name, model.get(name)]));
    const { a, b, c } = place;
    const ruler = model.get("ruler");
    const lengths = {};
    for (const [key, measure] of Object.entries(RULERS)) {
      lengths[key] = [measure(a, b), measure(b, c), measure(a, c)];
      const [first, second, direct] = lengths[key];
      cells[`${key}_detour`].textContent = inUnit(key, show(first + second, 4));
      cells[`${key}_direct`].textContent = inUnit(key, show(direct, 4));
    }
    const [first, second, direct] = lengths[ruler];
    const excess = first + second - direct;
    const sum = { first: show(first), second: show(second), direct: show(direct) };
    const reaches = excess > -1e-12;
    let told = reaches ? say.reaches : say.fails;
    if (b === a || b === c) told = say.at_an_end;
    const sentence = fill(told, { ...sum, ruler: say.rulers[ruler] });
    parts.scene.draw((into) => {
      const drawing = picture(into, { height: 228, describe: sentence });
      drawCanyon(drawing, first, second, direct);
      drawCoins(drawing, place);
    });
    put("excess", inUnit(ruler, show(excess, 4)));
    parts.say(sentence);
  });
}
