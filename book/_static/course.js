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
