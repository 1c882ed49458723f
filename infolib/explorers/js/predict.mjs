import { beliefs, cost, fairCost } from "./beliefs.mjs";
import { bits, freshId, OWN_KEYS, replyLine, tag, withShare } from "./ui.mjs";
import { fill, words } from "./words.mjs";

const say = words.predict;

// Whole per cent that sum to 100: what is left over goes to the largest remainders. An option
// of which the reader has just set the share keeps it.
function whole(shares, kept) {
  const exact = shares.map((share) => 100 * share);
  const parts = exact.map(Math.floor);
  const order = exact
    .map((x, i) => [i === kept ? -1 : x - parts[i], i])
    .sort(([a], [b]) => b - a)
    .map(([, i]) => i);
  let left = 100 - parts.reduce((a, b) => a + b);
  for (const i of order) if (left-- > 0) parts[i]++;
  return parts;
}

const ledgerPage = () => {
  const site = document.documentElement.dataset.content_root; // a notebook has none
  return site === undefined ? undefined : `${site}book/ledger.html`;
};

// A belief to commit, as shares over a few options; then the truth, and the bill in bits.
export function render({ model, el }) {
  const names = ["name", "label", "options", "truth", "why"];
  const [name, question, options, truth, why] = names.map((key) => model.get(key));
  const n = options.length;
  const form = tag("form", { class: "x-frame x-predict", novalidate: true });
  el.append(form);
  form.addEventListener("keydown", (event) => event.stopPropagation());
  const title = freshId("predict");
  form.setAttribute("aria-labelledby", title);
  form.append(
    tag("p", { class: "x-title", id: title }, say.title),
    tag("p", { class: "x-asks" }, question),
  );
  let shares = options.map(() => 100 / n); // equal, until something is moved
  const set = (i, share) => {
    const parts = shares.map((s) => s / 100);
    shares = whole(withShare(parts, i, share / 100), i);
    warned = false;
    draw();
  };
  const rows = options.map((option, i) => {
    const id = freshId("share");
    const range = tag("input", { id, type: "range", min: 0, max: 100, step: 1, ...OWN_KEYS });
    range.addEventListener("input", () => set(i, Number(range.value)));
    const share = tag("span", { class: "x-share" });
    const price = tag("span", { class: "x-price" });
    const row = tag(
      "div",
      { class: "x-belief" },
      tag("label", { for: id }, option),
      range,
      share,
      price,
    );
    form.append(row);
    return { row, range, share, price };
  });
  const commit = tag("button", { type: "submit", ...OWN_KEYS }, say.commit);
  form.append(tag("div", { class: "x-buttons" }, commit));
  const reply = replyLine(form);
  const after = tag("div", { class: "x-after", hidden: true });
  form.append(after);
  let warned = false;

  const committed = () => {
    const belief = beliefs.read()[name];
    return belief?.shares.length === n && belief.truth === truth ? belief : undefined;
  };

  function reveal(belief) {
    const paid = cost(belief);
    const line = fill(paid === Infinity ? say.endless : say.paid, {
      truth: options[truth],
      share: Math.round(belief.shares[truth]),
      paid: bits(paid, 2),
      fair: bits(fairCost(belief), 2),
    });
    reply(line, paid <= fairCost(belief) + 1e-9 ? "right" : "slip");
    const page = ledgerPage();
    after.replaceChildren(
      tag("p", {}, why),
      ...(page ? [tag("p", {}, tag("a", { href: page }, say.ledger))] : []),
    );
  }

  function draw() {
    const belief = committed();
    if (belief) shares = belief.shares;
    rows.forEach(({ row, range, share, price }, i) => {
      if (Number(range.value) !== shares[i]) range.value = shares[i];
      const stake = bits(-Math.log2(shares[i] / 100), 2);
      range.disabled = Boolean(belief);
      range.setAttribute(
        "aria-valuetext",
        fill(say.spoken, { share: Math.round(shares[i]), stake }),
      );
      share.textContent = fill(say.share, { share: Math.round(shares[i]) });
      price.textContent = fill(say.stake, { stake });
      row.dataset.truth = String(Boolean(belief) && i === truth);
    });
    const none = options.filter((_, i) => shares[i] === 0);
    commit.hidden = Boolean(belief);
    commit.textContent = warned ? say.anyway : say.commit;
    after.hidden = !belief;
    if (belief) reveal(belief);
    else if (none.length) reply(fill(say.ruled_out, { options: none.join(say.and) }), "open");
    else reply(say.open, "open");
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (shares.includes(0) && !warned) {
      warned = true; // once: whoever is sure may be sure
      draw();
      return;
    }
    const page = location.pathname.split("/").pop();
    beliefs.keep({
      ...beliefs.read(),
      [name]: { question, page, shares, truth, when: Date.now() },
    });
  });
  const stop = beliefs.follow(draw);
  draw();
  return stop;
}
