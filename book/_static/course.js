// What scrolls sideways inside its own box can be reached, and so scrolled, by keyboard.
(() => {
  const boxes =
    '.bd-article :is(mjx-container[display="true"], .library-overview mjx-container, ' +
    "div.math, table.table, pre)";
  const reach = () =>
    document.querySelectorAll(boxes).forEach((box) => {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    });
  addEventListener("load", async () => {
    await window.MathJax?.startup?.promise;
    reach();
  });
  addEventListener("resize", reach);
})();
