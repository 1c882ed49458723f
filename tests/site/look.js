// How wide the page is; the links in it that only their colour tells from the text around;
// the lightness (0 to 1) of every ground between an explorer and the
// page; and every visible text whose contrast is below what WCAG AA asks, as [text, ratio,
// colours]. Unlike axe it looks into pictures: a label's ground is the shape under it.
() => {
  const pixel = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const known = {};
  const rgba = (colour) => {
    // The browser itself converts: names, rgb(), color-mix(), oklch()
    if (known[colour]) return known[colour];
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = colour;
    pixel.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pixel.getImageData(0, 0, 1, 1).data;
    return (known[colour] = [r, g, b, a / 255]);
  };
  const over = ([r, g, b, a], under) => [...[r, g, b].map((c, i) => a * c + (1 - a) * under[i]), 1];
  const light = ([r, g, b]) => {
    const linear = (c) =>
      c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4;
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  };
  const ratio = (a, b) =>
    (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);

  const under = new Map();
  function ground(element) {
    if (!element)
      return rgba(matchMedia("(prefers-color-scheme: dark)").matches ? "black" : "white");
    if (!under.has(element)) {
      const own = rgba(getComputedStyle(element).backgroundColor);
      under.set(element, own[3] === 1 ? own : over(own, ground(element.parentElement)));
    }
    return under.get(element);
  }
  function groundInPicture(text) {
    let colour = ground(text.ownerSVGElement);
    const box = text.getBoundingClientRect();
    for (const shape of text.ownerSVGElement.querySelectorAll(
      "rect, circle, ellipse, path, polygon",
    )) {
      if (text.compareDocumentPosition(shape) & Node.DOCUMENT_POSITION_FOLLOWING) break;
      const style = getComputedStyle(shape);
      if (style.fill === "none") continue;
      const at = new DOMPoint(box.x + box.width / 2, box.y + box.height / 2);
      if (!shape.isPointInFill(at.matrixTransform(shape.getScreenCTM().inverse()))) continue;
      const [r, g, b, a] = rgba(style.fill);
      colour = over([r, g, b, a * style.fillOpacity * style.opacity], colour);
    }
    return colour;
  }
  function opacity(element) {
    return element ? getComputedStyle(element).opacity * opacity(element.parentElement) : 1;
  }

  // A link among words: underlined, framed, on its own ground, of another weight, or 3:1.
  const links = [...document.querySelectorAll("a[href]")]
    .filter((a) => {
      if (!a.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
      const style = getComputedStyle(a);
      if (!style.display.startsWith("inline") || !a.textContent.trim()) return false;
      let block = a.parentElement;
      while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
      const words = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      let plain;
      while (words.nextNode() && !plain) {
        const around = words.currentNode.parentElement;
        if (words.currentNode.data.trim() && !around.closest("a, button")) plain = around;
      }
      if (!plain) return false;
      const inside = [a, ...a.querySelectorAll("*")].map((e) => getComputedStyle(e));
      const other = getComputedStyle(plain);
      if (
        inside.some(
          (s) =>
            s.textDecorationLine !== "none" ||
            parseFloat(s.borderBottomWidth) ||
            s.fontWeight !== other.fontWeight ||
            s.fontSize !== other.fontSize,
        )
      )
        return false;
      const own = ground(a),
        theirs = ground(plain);
      if (own.some((c, i) => c !== theirs[i])) return false;
      return ratio(over(rgba(style.color), own), over(rgba(other.color), theirs)) < 3;
    })
    .map((a) => a.outerHTML.slice(0, 120));

  const poor = new Map();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const words = texts.currentNode.data.trim();
    const element = texts.currentNode.parentElement;
    if (!words || element.closest("script, style, noscript, template")) continue;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const box = element.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) continue; // for screen readers only
    if (element.closest(":disabled, [aria-disabled=true]")) continue; // WCAG exempts these
    const style = getComputedStyle(element);
    const picture = element.ownerSVGElement;
    const paper = picture ? groundInPicture(element) : ground(element);
    const [r, g, b, a] = rgba(picture ? style.fill : style.color);
    const ink = over([r, g, b, a * opacity(element)], paper);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const found = ratio(ink, paper);
    if (found < (large ? 3 : 4.5))
      poor.set(`${ink} on ${paper} in ${element.tagName}.${element.className}`, [
        words.slice(0, 40),
        found.toFixed(2),
      ]);
  }

  const grounds = [...document.querySelectorAll("[data-explorer] > *")].flatMap((x) => {
    const found = [];
    for (let e = x.querySelector(".x-frame") ?? x; e; e = e.parentElement) {
      const [r, g, b, a] = rgba(getComputedStyle(e).backgroundColor);
      if (a > 0) found.push((r + g + b) / 765);
    }
    return found;
  });
  return {
    width: document.documentElement.scrollWidth,
    grounds,
    links,
    poor: [...poor].map(([where, what]) => [...what, where]),
  };
};
