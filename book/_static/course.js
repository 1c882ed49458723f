// What scrolls sideways inside its own box can be reached, and so scrolled, by keyboard.
(() => {
  const boxes = ".bd-article :is(.katex-display, .library-overview .math, table.table, pre)";
  const reach = () =>
    document.querySelectorAll(boxes).forEach((box) => {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    });
  addEventListener("load", reach);
  addEventListener("resize", reach);
})();
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
