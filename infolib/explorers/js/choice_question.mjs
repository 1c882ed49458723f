import { freshId, hintBox, OWN_KEYS, replyLine, tag } from "./ui.mjs";
import { words } from "./words.mjs";

export function render({ model, el }) {
  const form = tag("form", { class: "x-frame x-question", novalidate: true });
  el.append(form);
  // A notebook has shortcuts of its own, among them Enter.
  form.addEventListener("keydown", (event) => event.stopPropagation());
  const name = freshId("option");
  const options = model.get("options");
  const set = tag("fieldset", { class: "x-options" }, tag("legend", {}, model.get("label")));
  options.forEach(([text], value) => {
    const id = freshId("option");
    const radio = tag("input", { type: "radio", id, name, value, ...OWN_KEYS });
    set.append(tag("div", {}, radio, tag("label", { for: id }, text)));
  });
  form.append(set, tag("button", { type: "submit", ...OWN_KEYS }, words.common.check));
  const say = replyLine(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = form.querySelector("input:checked");
    if (!chosen) return say(words.common.open, "open");
    const [, reply, right] = options[Number(chosen.value)];
    return say(reply, right ? "right" : "slip");
  });
  hintBox(form, model.get("hint"));
}
