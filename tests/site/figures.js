// What is wrong with the figures of a page, in the look that it has now.
() => {
  const meet = (a, b, by) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > by &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > by;
  const inside = (point, box, by = 0) =>
    point.x > box.left + by &&
    point.x < box.right - by &&
    point.y > box.top + by &&
    point.y < box.bottom - by;

  // Where a line runs on the screen: a point every few pixels, as far as it is not clipped.
  function pointsOf(line) {
    const id = line
      .closest("[clip-path]")
      ?.getAttribute("clip-path")
      .match(/#([\w-]+)/)[1];
    const shown = id ? document.getElementById(id).firstElementChild.getBBox() : line.getBBox();
    const toScreen = line.getScreenCTM();
    const length = line.getTotalLength();
    const found = [];
    for (let at = 0; at <= length; at += 2) {
      const { x, y } = line.getPointAtLength(at);
      if (
        !id ||
        (x >= shown.x && x <= shown.x + shown.width && y >= shown.y && y <= shown.y + shown.height)
      )
        found.push(new DOMPoint(x, y).matrixTransform(toScreen));
    }
    return found;
  }

  function faults(figure) {
    const found = [];
    const frame = figure.getBoundingClientRect();
    const scale = frame.width / figure.viewBox.baseVal.width;
    const texts = [...figure.querySelectorAll("text")].map((text) => {
      const box = text.getBoundingClientRect();
      // Above and below the letters a line of text has room.
      const turned = text.getAttribute("transform"); // by a right angle
      const ink = turned
        ? new DOMRect(box.x + box.width * 0.15, box.y, box.width * 0.7, box.height)
        : new DOMRect(box.x, box.y + box.height * 0.15, box.width, box.height * 0.7);
      return {
        text,
        words: text.textContent.trim(),
        ink,
      };
    });
    const papers = [...figure.querySelectorAll("path")].filter(
      (x) => x.style.fill === "var(--x-paper)",
    );
    const lines = [...figure.querySelectorAll("path")]
      .filter((x) => x.style.fill === "none" && !x.closest("defs"))
      .map((line) => ({ line, points: pointsOf(line) }));
    if (!(figure.getAttribute("aria-label") ?? "").trim() || figure.getAttribute("role") !== "img")
      found.push("says nothing to who cannot see it");
    if (figure.querySelector("image")) found.push("holds pixels");
    texts.forEach(({ text, words, ink }, i) => {
      const size = parseFloat(getComputedStyle(text).fontSize) * scale;
      for (const part of text.querySelectorAll("tspan"))
        if (parseFloat(getComputedStyle(part).fontSize) * scale < 11)
          found.push(`part of ${words}: too small`);
      if (size < 11) found.push(`${words}: ${size.toFixed(1)} px`);
      if (
        ink.left < frame.left ||
        ink.right > frame.right ||
        ink.top < frame.top ||
        ink.bottom > frame.bottom
      )
        found.push(`${words}: cut`);
      for (const other of texts.slice(i + 1))
        if (meet(ink, other.ink, 0.5)) found.push(`${words}: over ${other.words}`);
      for (const { line, points } of lines) {
        const hidden = papers.find(
          (paper) =>
            line.compareDocumentPosition(paper) & Node.DOCUMENT_POSITION_FOLLOWING &&
            meet(paper.getBoundingClientRect(), ink, 0) &&
            points
              .filter((p) => inside(p, ink))
              .every((p) => inside(p, paper.getBoundingClientRect(), -2)),
        );
        if (!hidden && points.some((p) => inside(p, ink, 1)))
          found.push(`${words}: a line runs through it`);
      }
    });
    return found;
  }

  const figures = [...document.querySelectorAll("svg.figure")];
  const pictures = [...document.querySelectorAll(".cell_output img")];
  return {
    names: figures.map((figure) => figure.closest("figure")?.id ?? "no figure"),
    faults: [
      ...figures.flatMap((x) => faults(x).map((fault) => `${x.closest("figure")?.id}: ${fault}`)),
      ...pictures.map((x) => `${x.src}: a picture of pixels, or in a file of its own`),
    ],
  };
};
