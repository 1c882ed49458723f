import { hintBox, OWN_KEYS, radios, replyLine, tag } from "./ui.mjs";
import { words } from "./words.mjs";

export function render({ model, el }) {
  const form = tag("form", { class: "x-frame x-question", novalidate: true });
  el.append(form);
  // A notebook has shortcuts of its own, among them Enter.
  form.addEventListener("keydown", (event) => event.stopPropagation());
  const options = model.get("options");
  const texts = options.map(([text]) => text);
  form.append(
    radios(model.get("label"), texts),
    tag("button", { type: "submit", ...OWN_KEYS }, words.common.check),
  );
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
