// The page around the text: its contents, its search, light or dark. The theme brings 100 kB
// of scripts for this; here is what of it this site uses.
{
  const wide = matchMedia("(min-width: 992px)"); // as in the style of the theme
  const all = (selector) => document.querySelectorAll(selector);

  // Escape or a click beside an open dialog closes it.
  const closable = (dialog) => {
    // Sphinx's own ear for Escape, on the page, would keep the dialog open.
    dialog.addEventListener(
      "keydown",
      (event) => event.key === "Escape" && event.stopPropagation(),
    );
    dialog.addEventListener("click", ({ target, clientX, clientY }) => {
      const { left, right, top, bottom } = dialog.getBoundingClientRect();
      const inside = clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
      if (target === dialog && !inside) dialog.close();
    });
  };

  // The contents of the course and of the page: beside the text, or on a narrow window in a
  // dialog over it.
  for (const side of ["primary", "secondary"])
    addEventListener("DOMContentLoaded", () => {
      const bar = document.getElementById(`pst-${side}-sidebar`);
      const dialog = document.getElementById(`pst-${side}-sidebar-modal`);
      const button = document.querySelector(`.${side}-toggle`);
      if (!bar || !dialog || !button) return;
      const move = (from, to) => {
        to.append(...from.childNodes);
        [from.className, to.className] = ["", from.className];
      };
      button.addEventListener("click", () => {
        if (side === "primary" && wide.matches) return bar.classList.toggle("pst-sidebar-hidden");
        move(bar, dialog);
        return dialog.showModal();
      });
      dialog.addEventListener("close", () => move(dialog, bar));
      dialog.addEventListener("click", ({ target }) => target.closest("a") && dialog.close());
      closable(dialog);
    });

  // The search: a field in a dialog, but for the page that has one of its own.
  addEventListener("DOMContentLoaded", () => {
    const dialog = document.getElementById("pst-search-dialog");
    const own = document.querySelector(".bd-search-container input");
    const search = () => {
      if (own) own.focus();
      else if (dialog.open) dialog.close();
      else dialog.showModal();
    };
    const mac = /Mac|iPhone|iPad/.test(navigator.platform);
    if (mac) all(".kbd-shortcut__modifier").forEach((key) => (key.textContent = "⌘"));
    all(".search-button__button").forEach((button) => button.addEventListener("click", search));
    addEventListener("keydown", (event) => {
      if (!(mac ? event.metaKey : event.ctrlKey) || event.key.toLowerCase() !== "k") return;
      event.preventDefault();
      search();
    });
    closable(dialog);
  });

  // Light, dark, or as the reader's system has it: first what changes most.
  addEventListener("DOMContentLoaded", () => {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const root = document.documentElement.dataset;
    const show = () => {
      const system = dark.matches ? "dark" : "light";
      root.theme = root.mode === "auto" ? system : root.mode;
      localStorage.setItem("mode", root.mode);
      localStorage.setItem("theme", root.theme);
    };
    const turn = () => {
      const modes = dark.matches ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
      root.mode = modes[(modes.indexOf(root.mode) + 1) % 3];
      show();
    };
    all(".theme-switch-button").forEach((button) => button.addEventListener("click", turn));
    dark.addEventListener("change", show);
    show();
  });

  // In the contents of the page, the section that is being read.
  addEventListener("DOMContentLoaded", () => {
    const links = new Map();
    for (const link of all("#pst-page-toc-nav a[href^='#']")) {
      const place = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      links.set(place.querySelector("h1, h2, h3") ?? place, link);
    }
    const mark = (link) => {
      for (const other of links.values()) other.removeAttribute("aria-current");
      link.setAttribute("aria-current", "true");
      for (const entry of all("#pst-page-toc-nav :is(li, a)"))
        entry.classList.toggle("active", entry === link || entry.contains(link));
    };
    // The last section that begins in the upper third of the window
    const seen = new IntersectionObserver(
      (entries) => {
        const begun = entries.filter((entry) => entry.isIntersecting).pop();
        if (begun) mark(links.get(begun.target));
      },
      { rootMargin: "0px 0px -66% 0px" },
    );
    for (const place of links.keys()) seen.observe(place);
  });

  // A head that stays in view casts a shadow on what scrolls under it.
  addEventListener("DOMContentLoaded", () => {
    const top = document.querySelector(".sbt-scroll-pixel-helper");
    const seen = new IntersectionObserver(([{ boundingClientRect }]) =>
      document.body.classList.toggle("scrolled", boundingClientRect.y < 0),
    );
    seen.observe(top);
  });

  // What scrolls sideways inside its own box can be reached, and so scrolled, by keyboard. Of
  // what is far from the window nothing is known yet, and nothing is asked.
  addEventListener("DOMContentLoaded", () => {
    const boxes =
      ".bd-article :is(.katex-display, .library-overview .math, table.table, pre, " +
      ".cell_output > .output)";
    const mark = ({ target }) => {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    };
    // In a frame of its own: to measure draws more, of which Firefox complains meanwhile.
    const reach = new ResizeObserver((entries) =>
      requestAnimationFrame(() => entries.forEach(mark)),
    );
    all(boxes).forEach((box) => reach.observe(box));
  });
}

// A page opened from disk may not read other pages to quote them as search results.
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;

// Paper cannot be opened: what is folded is printed open, the code of figures aside. It is
// white: a page that is dark on the screen is printed in the light colours.
(() => {
  const page = document.documentElement.dataset;
  let shut = [];
  let theme;
  addEventListener("beforeprint", () => {
    theme = page.theme;
    page.theme = "light";
    shut = [...document.querySelectorAll(".fold:not(.code, [open])")];
    shut.forEach((fold) => (fold.open = true));
  });
  addEventListener("afterprint", () => {
    page.theme = theme;
    shut.forEach((fold) => (fold.open = false));
  });
})();

// A link to something in a fold opens it.
(() => {
  const open = () => {
    const place =
      location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!place) return;
    for (let e = place; e; e = e.parentElement) if (e.matches("details")) e.open = true;
    place.scrollIntoView();
  };
  addEventListener("hashchange", open);
  addEventListener(
    "load",
    () => document.querySelector("details :target, details:target") && open(),
  );
})();
