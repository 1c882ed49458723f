// Move every slider of an explorer to every position, under every radio button; choose
// every option of a list; press every button, and move the sliders that it brings; try some
// positions of all sliders at once.
// Returns what was shown.
(explorer) => {
  const all = (css) => [...explorer.querySelectorAll(css)];
  const sliders = () => all("input[type=range]");
  const shown = [];
  const look = () =>
    shown.push({
      controls: Object.fromEntries([
        ...sliders().map((x) => [x.dataset.control, Number(x.value)]),
        ...all("input[type=radio]:checked").map((x) => [x.dataset.control, x.value]),
      ]),
      // A box may print a value that lies between two positions of its slider.
      out_of_step: all("input[type=number]")
        .filter((box) => {
          const slider = explorer.querySelector(`[data-control="${box.dataset.box}"]`);
          return Math.abs(box.value - slider.value) > 1.01 * slider.step;
        })
        .map((box) => box.dataset.box),
      values: Object.fromEntries(all("[data-value]").map((x) => [x.dataset.value, x.textContent])),
      data: { ...explorer.querySelector(".x-frame").dataset },
      says: all(".x-says")
        .map((x) => x.textContent)
        .join(" "),
    });
  const move = (slider, value) => {
    slider.value = value;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const positions = ({ min, max, step }) =>
    Array.from({ length: Math.round((max - min) / step) + 1 }, (_, k) => Number(min) + k * step);

  let seed = 1;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const names = () => sliders().map((x) => x.dataset.control);
  const swept = new Set();
  const sweep = () => {
    swept.add(String(names()));
    // Every combination of radio buttons; an explorer without any has one: the empty one.
    const groups = Object.values(Object.groupBy(all("input[type=radio]"), (x) => x.name));
    const settings = groups.reduce(
      (some, group) => some.flatMap((s) => group.map((x) => [...s, x])),
      [[]],
    );
    for (const setting of settings) {
      setting.forEach((radio) => radio.click());
      look();
      // By name: a setting may replace the sliders with others.
      for (const name of names()) {
        const slider = explorer.querySelector(`input[type=range][data-control="${name}"]`);
        const before = slider.value;
        for (const value of positions(slider)) {
          move(slider, value);
          look();
        }
        move(slider, before);
      }
      if (sliders().length > 1)
        for (let i = 0; i < 30; i++) {
          for (const slider of sliders())
            move(slider, positions(slider)[Math.floor(random() * positions(slider).length)]);
          look();
        }
    }
  };
  sweep();
  for (const list of all("select"))
    for (const option of list.options) {
      list.value = option.value;
      list.dispatchEvent(new Event("change", { bubbles: true }));
      look();
    }
  for (let round = 0; round < 3; round++)
    for (const button of all("button")) {
      button.click();
      look();
      if (!swept.has(String(names()))) sweep(); // it brought other sliders
      if (sliders().length) move(sliders()[0], positions(sliders()[0])[round + 7]);
      look();
    }
  return JSON.stringify(shown); // one text goes to Python sooner than thousands of objects
};
