import { LINKED } from "./address.mjs";
import { decodeFile, encodeFile, fromUtf8 } from "./coder.mjs";
import { copier, frame } from "./frame.mjs";
import { label, path, picture } from "./picture.mjs";
import {
  bits,
  buttons,
  choice,
  freshId,
  OWN_KEYS,
  readouts,
  show,
  shuffled,
  svg,
  tag,
  write,
} from "./ui.mjs";
import { fill, words } from "./words.mjs";

const say = words.encode_it;
const MOST = 9; // bits for each byte on the ruler
const BEGIN = 24; // bytes of the file that are shown
const inBytes = (n) => fill(say.bytes, { n: String(n) });
// What UTF-8 cannot write, half an emoji, becomes the sign for that.
const writable = (text) => fromUtf8(new TextEncoder().encode(text));

const entropyBits = (counts, n) =>
  counts.reduce((sum, c) => sum + (c ? c * Math.log2(n / c) : 0), 0);

// A text, a model, and the file that an arithmetic coder makes of both.
export function render({ model, el }) {
  const parts = frame(el, model, say);
  const english = model.get("english");
  const longest = model.get("controls").text.most;
  let note; // what was done last, until something else changes
  const text = () => model.get("texts")[model.get("source")] ?? model.get("text");
  const own = (value) => write(model, { source: "own", text: writable(value) });
  const made = () => encodeFile(text(), model.get("model"), english);

  const id = freshId("text");
  const box = tag("textarea", {
    id,
    rows: 3,
    maxlength: longest,
    spellcheck: "false",
    ...OWN_KEYS,
  });
  box.addEventListener("input", () => own(box.value));
  parts.handle.append(tag("label", { for: id }, say.text), box);
  buttons(parts.handle, { [say.shuffle]: () => own(shuffled(Array.from(text())).join("")) });
  choice(parts.handle, model, { name: "model", label: say.model, options: say.models });
  const put = readouts(parts.numbers, { predicted: say.predicted, measured: say.measured });
  buttons(parts.numbers, { [say.download]: download });
  choice(parts.more, model, { name: "source", label: say.texts, options: say.sources });
  const picker = tag("input", { id: freshId("file"), type: "file", ...OWN_KEYS });
  const paste = tag("input", { id: freshId("paste"), type: "text", ...OWN_KEYS });
  parts.more.append(
    tag("div", { class: "x-row" }, tag("label", { for: picker.id }, say.open), picker),
    tag("div", { class: "x-row" }, tag("label", { for: paste.id }, say.paste), paste),
  );
  const copy = tag("div", { class: "x-buttons" });
  parts.more.append(copy);
  copier(copy, say.copy, () =>
    btoa(
      made()
        .file.map((x) => String.fromCharCode(x))
        .join(""),
    ),
  );
  const putMore = readouts(parts.more, {
    text_bytes: say.text_bytes,
    file_bytes: say.file_bytes,
    head: say.head,
    floor: say.floor_bits,
    message: say.message_bits,
  });

  function download() {
    const { file } = made();
    const href = URL.createObjectURL(new Blob([new Uint8Array(file)]));
    tag("a", { href, download: say.file_name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
    note = fill(say.saved, { file: String(file.length) });
    draw();
  }

  function open(file) {
    const found = decodeFile(file, english, 4 * longest);
    const fits = found && found.text.length <= longest;
    const size = found && new TextEncoder().encode(found.text).length;
    if (!found) note = say.refused;
    else if (!fits) note = say.too_long;
    else
      note = fill(say.opened, {
        file: String(file.length),
        text: String(size),
        model: say.models[found.name],
      });
    if (fits) write(model, { source: "own", text: found.text, model: found.name });
    else draw();
  }
  picker.addEventListener("change", async () => {
    if (picker.files.length) open([...new Uint8Array(await picker.files[0].arrayBuffer())]);
    picker.value = ""; // the same file can be opened again
  });
  paste.addEventListener("change", () => {
    if (paste.value.trim() === "") return;
    try {
      open(Array.from(atob(paste.value.trim()), (c) => c.charCodeAt(0)));
    } catch (error) {
      if (error.name !== "InvalidCharacterError") throw error;
      open([]);
    }
    paste.value = "";
  });

  function sentence(n, { file, head, bits: surprise }, floor) {
    if (note !== undefined) return note;
    if (n === 0) return say.empty;
    const known = { text: String(n), file: String(file.length), head: String(head) };
    if (file.length > n) return fill(say.longer, known);
    return fill(surprise < floor - 1e-6 ? say.below : say.became, known);
  }

  // What goes beyond the ruler's end is cut there.
  function drawBars(into, [low, front, surprise]) {
    const known = { floor: show(low), head: show(front), message: show(surprise) };
    const root = picture(into, { height: 158, describe: fill(say.describe, known) });
    const X = (value) => 10 + (Math.min(value, MOST) / MOST) * 320;
    const rows = [
      [say.row_floor, [[0, low, "x-p"]]],
      [
        say.row_file,
        [
          [0, front, "x-hit"],
          [front, front + surprise, "x-q"],
        ],
      ],
    ];
    for (const tick of [0, 2, 4, 6, 8])
      root.append(
        path(`M${X(tick)},20V118`, "x-grid"),
        label(X(tick), 134, String(tick), { anchor: "middle" }),
      );
    rows.forEach(([name, pieces], k) => {
      const y = 22 + 52 * k;
      root.append(label(10, y - 6, fill(name, known)));
      for (const [from, to, look] of pieces)
        root.append(
          svg("rect", { x: X(from), y, width: X(to) - X(from), height: 26, class: look }),
        );
    });
    root.append(label(170, 152, say.ruler, { anchor: "middle" }));
  }

  function draw() {
    const now = made();
    const n = now.message.length;
    const floor = entropyBits(now.counts, n);
    const each = (value) => (n ? value / n : 0);
    const [low, front, surprise] = [floor, 8 * now.head, now.bits].map(each);
    parts.scene.draw((into) => {
      drawBars(into, [low, front, surprise]);
      const begin = now.file.slice(0, BEGIN).map((x) => x.toString(16).padStart(2, "0"));
      into.append(tag("p", { class: "x-file" }, `${say.hex} `, tag("code", {}, begin.join(" "))));
    });
    put("predicted", bits(8 * now.head + now.bits, 1));
    put("measured", bits(8 * now.file.length, 0));
    putMore("text_bytes", inBytes(n));
    putMore("file_bytes", inBytes(now.file.length));
    putMore("head", inBytes(now.head));
    putMore("floor", n ? bits(low) : say.none);
    putMore("message", n ? bits(surprise) : say.none);
    if (box.value !== text()) box.value = text();
    const loose = text().length > LINKED && model.get("source") === "own";
    parts.root.dataset.text = loose ? "" : text(); // of a text that a link can hold
    parts.say(sentence(n, now, floor) + (loose ? ` ${say.unlinked}` : ""));
    note = undefined;
  }

  return parts.show(draw);
}
