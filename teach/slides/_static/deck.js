// A deck: reveal.js with the keys of a class, explorers as large as their slide allows.
{
  const { Reveal, RevealNotes } = window;
  const WIDTH = 1120;
  const HEIGHT = 700;
  const root = document.documentElement;
  const explorers = document.querySelectorAll(".explorer");

  // Keys that a slider or a box needs are its own, those of a button too; with the others,
  // such as Page Down of a clicker, the deck goes on. Escape gives the keys back to the deck.
  const ARROWS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];
  const OWN = [" ", "Enter", "Tab", "Escape", ...ARROWS];
  function heeds(event) {
    const held = event.target.closest?.("input, select, textarea, button, summary, a");
    // For a moment the focus may still be on a slide that is gone.
    if (!held || held.closest('[aria-hidden="true"]')) return true;
    if (event.key === "Escape") held.blur();
    return held.matches("button, summary, a") && !OWN.includes(event.key);
  }

  function otherColours() {
    root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("mode", root.dataset.theme);
    } catch {
      // A browser that keeps nothing: the choice lives as long as the page.
    }
  }

  // An explorer is made for a page: here it is as large as the slide has room for.
  function fit(explorer) {
    explorer.style.zoom = 1;
    const tasks = explorer.querySelector(".x-try");
    const wide = tasks ? tasks.offsetLeft + tasks.offsetWidth : explorer.firstChild.offsetWidth;
    const room = HEIGHT - explorer.offsetTop;
    explorer.style.zoom = Math.min(WIDTH / wide, room / explorer.offsetHeight);
  }

  for (const explorer of explorers) {
    explorer.toggleAttribute("data-prevent-swipe", true);
    new MutationObserver(() => explorer.dataset.mounted === "ready" && fit(explorer)).observe(
      explorer,
      { attributeFilter: ["data-mounted"] },
    );
    explorer.addEventListener("toggle", () => fit(explorer), true); // More is opened
  }

  document.querySelector(".phone button").addEventListener("click", () => Reveal.next());

  // Whoever is served the deck can type the address of an explorer, or copy it.
  if (location.protocol.startsWith("http"))
    for (const link of document.querySelectorAll("p.from a")) {
      const parts = link.href.split(/(?=[/#?&])/); // a line may end before these
      link.replaceChildren(...parts.flatMap((part) => [document.createElement("wbr"), part]));
    }

  // An address may name an explorer and its state, as those of the book do.
  const address = location.hash;
  const [, name] = /^#(\w+)/.exec(address) ?? [];
  const asked = name && document.querySelector(`[data-explorer="${name}"]`);

  Reveal.initialize({
    width: WIDTH,
    height: HEIGHT,
    margin: 0.05,
    center: false,
    transition: "none",
    navigationMode: "linear",
    hash: true,
    slideNumber: "c/t",
    scrollActivationWidth: null, // a phone gets a link to the chapter instead
    pdfMaxPagesPerSlide: 1,
    pdfSeparateFragments: false,
    defaultTiming: 180, // without it the speaker's window shows no pace; each slide has its own
    keyboardCondition: heeds,
    plugins: [RevealNotes],
  }).then(() => {
    Reveal.addKeyBinding({ keyCode: 68, key: "D", description: "Dark or light" }, otherColours);
    if (!asked) return;
    const { h, v } = Reveal.getIndices(asked.closest("section"));
    Reveal.slide(h, v);
    location.replace(address);
  });
}
