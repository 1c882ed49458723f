// The frame that all explorers share, from top to bottom: a title, what to try, a scene, one
// handle, one number, a sentence; a second scene, which stands beside the first where there is
// room; the rest under *More*; the way back and a link to what is seen.

import { stage } from "./stage.mjs";
import { buttons, follow, freshId, OWN_KEYS, tag, teller, write } from "./ui.mjs";
import { words } from "./words.mjs";

const common = words.common;

// A button that copies what `text` returns. Where the clipboard is shut, as in a sandbox, the
// text stands in a box instead.
export function copier(parent, label, text) {
  const said = tag("span", { class: "x-spoken", role: "status" });
  const copy = tag("button", { type: "button", class: "x-copy", ...OWN_KEYS }, label);
  const box = tag("input", { type: "text", readonly: true, hidden: true, "aria-label": label });
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      said.textContent = copy.textContent = common.copied;
      setTimeout(() => (copy.textContent = label), 2000);
    } catch {
      Object.assign(box, { value: text(), hidden: false });
      box.select();
    }
  });
  parent.append(copy, box, said);
}

// A link to the state that is seen, to copy, and the explorer alone at the same state. Only
// a page has an address, a notebook has none.
function links(foot, model) {
  copier(foot, common.copy, model.address.link);
  if (model.address.embed) copier(foot, common.embed, model.address.embed);
  if (!model.address.alone) return () => {};
  const alone = tag("a", { target: "_blank", rel: "noopener", ...OWN_KEYS }, common.alone);
  foot.append(alone);
  return () => (alone.href = model.address.alone());
}

// Returns the places that an explorer fills. `show` draws: call it once all are filled.
export function frame(el, model, { title, tasks = [] }) {
  const id = freshId("title");
  const place = (name) => tag("div", { class: `x-${name}` });
  const [handle, numbers, more] = ["handle", "numbers", "rest"].map(place);
  const root = tag(
    "div",
    { class: "x-frame", role: "group", "aria-labelledby": id },
    tag("p", { class: "x-title", id }, title),
  );
  if (tasks.length)
    root.append(
      tag(
        "ol",
        { class: "x-try", "aria-label": common.try },
        ...tasks.map((t) => tag("li", {}, t)),
      ),
    );
  const scene = stage(root);
  root.append(handle, numbers);
  const say = teller(root);
  const second = stage(root);
  second.place.classList.add("x-second");
  const rest = tag("details", { class: "x-more" }, tag("summary", OWN_KEYS, common.more), more);
  root.append(rest);
  el.append(root);
  // What follows a hand does so at once; what a button or a key moves takes its time.
  root.addEventListener("pointerdown", ({ target }) =>
    root.classList.toggle("x-held", target.matches?.("[data-drag], [data-drag] *, input")),
  );
  const gone = new AbortController();
  for (const end of ["pointerup", "pointercancel"])
    addEventListener(end, () => root.classList.remove("x-held"), { signal: gone.signal });

  const names = Object.keys(model.get("controls"));
  const first = structuredClone(names.map((name) => [name, model.get(name)]));
  const foot = buttons(root, {
    [common.again]: () => write(model, structuredClone(Object.fromEntries(first))),
  });
  foot.classList.add("x-foot");
  const heed = model.address ? links(foot, model) : () => {};

  return {
    root,
    scene,
    second,
    handle,
    numbers,
    more,
    say,
    // Draw now, and whenever a control has moved. Returns the way to stop.
    show(draw) {
      rest.hidden = more.childNodes.length === 0;
      const stop = follow(model, names, () => {
        draw();
        heed();
      });
      return () => {
        stop();
        gone.abort();
      };
    },
  };
}
