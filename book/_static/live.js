// Python on the page: a cell is run where it stands, and edited. Nothing is loaded before the
// first press; from then on a worker (live-worker.js) runs the cells, one after the other.
(() => {
  const about = JSON.parse(document.getElementById("live").textContent);
  const { say } = about;
  const address = (path) => new URL(path, location.href).href;
  const put = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const make = (tag, props, ...inside) => {
    const element = Object.assign(document.createElement(tag), props);
    element.append(...inside);
    return element;
  };
  const link = () => make("a", { href: about.how }, say.jupyter);

  // What a reader wrote, by what the book had: it goes when the book's code changes.
  const shelf = `live:${location.pathname}`;
  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(shelf)) ?? {};
    } catch {
      return {};
    }
  };
  const keep = (original, text) => {
    const all = kept();
    if (text === original) delete all[original];
    else all[original] = text;
    try {
      localStorage.setItem(shelf, JSON.stringify(all));
    } catch {
      // A browser that keeps nothing: the text lives as long as the page.
    }
  };

  // The Python that runs, if one does, and the text of each cell as it was run there.
  let python;
  let busy;
  const ran = new Map();

  const begin = (onLoaded) => {
    const worker = new Worker(address(about.worker));
    const started = Promise.withResolvers();
    const mine = { worker, started: started.promise, job: undefined };
    const died = (text) => {
      if (python === mine) end("died", text);
    };
    worker.addEventListener("error", (event) => died(event.message ?? ""));
    worker.addEventListener("message", ({ data }) => {
      if (data.kind === "loaded") onLoaded(data.loaded / about.bytes);
      else if (data.kind === "ready") started.resolve();
      else if (data.kind === "died") died(data.text);
      else if (data.kind === "done") mine.job.resolve(data);
      else mine.job.show(data);
    });
    worker.postMessage({
      python: address(about.python),
      course: address(about.course),
      runner: address(about.runner),
      absent: about.absent,
    });
    mine.fail = started.reject;
    return mine;
  };

  const end = (why, text) => {
    const { worker, job, fail } = python;
    python = undefined;
    ran.clear();
    worker.terminate();
    fail({ why, text });
    job?.reject({ why, text });
  };

  const execute = (cell, show) => {
    const job = { ...Promise.withResolvers(), show };
    python.job = job;
    const source = cell.text;
    const needs = cell.needs.filter((name) => !about.absent.includes(name));
    python.worker.postMessage({ source, needs });
    return job.promise.then((done) => {
      ran.set(cell, source);
      return done;
    });
  };

  // What comes out of a cell stands under what the page had.
  const frame = (html) => {
    const theme = document.documentElement.dataset.theme;
    const font = getComputedStyle(document.body);
    const view = make("iframe", { title: say.output });
    view.sandbox.add("allow-scripts", "allow-forms"); // out of reach: the page, its storage
    const hear = ({ source, data }) => {
      if (!view.isConnected) removeEventListener("message", hear);
      else if (source === view.contentWindow && data.height > 0)
        view.style.height = `${Math.min(data.height, 3000)}px`;
    };
    setTimeout(() => addEventListener("message", hear));
    const { lang } = document.documentElement;
    view.srcdoc = `<!doctype html>
      <html lang="${lang}" data-theme="${theme}"><meta charset="utf-8">
      <style>:root { color-scheme: ${theme} }
      body { margin: 0; overflow-x: auto; color: ${font.color};
      background: ${font.backgroundColor}; font-family: ${font.fontFamily} }</style>
      <body>${html}<script>new ResizeObserver(() => parent.postMessage(
      { height: document.documentElement.offsetHeight + 1 }, "*")).observe(document.body)</script>`;
    return view;
  };
  const picture = (svg) =>
    make("img", { alt: say.figure, src: `data:image/svg+xml,${encodeURIComponent(svg)}` });
  // What is long scrolls, by key too.
  const printed = (text, kind) => make("pre", { className: `live-${kind}`, tabIndex: 0 }, text);

  const shower = (cell) => {
    const out = make("div", { className: "live-out", role: "group", ariaLabel: say.output });
    cell.out?.remove();
    cell.out = out;
    return ({ kind, text }) => {
      if (!out.isConnected) cell.box.parentElement.append(out);
      const last = out.lastElementChild;
      if (kind === "text" && last?.matches(".live-text")) last.append(text);
      else if (kind === "text" || kind === "error") out.append(printed(text, kind));
      else if (kind === "svg") out.append(picture(text));
      else out.append(frame(text));
    };
  };

  // The bar of a cell: what it says, and what its buttons do.
  const tell = (cell, ...what) => cell.status.replaceChildren(...what);
  const lacking = (cell, name) => tell(cell, put(say.lacks, { package: name }), " ", link());

  const load = async (cell) => {
    const bar = make("progress", { max: 1, value: 0 });
    bar.setAttribute("aria-label", say.loading);
    tell(cell, say.loading, " ", bar);
    python = begin((share) => {
      bar.value = Math.min(share, 1);
    });
    await python.started;
  };

  const judge = (cell, { error, ms }) => {
    if (error.startsWith("lacking ")) lacking(cell, error.slice("lacking ".length));
    else if (error) tell(cell, put(say.failed, { error }));
    else tell(cell, put(say.done, { ms: ms < 10 ? ms.toFixed(1) : Math.round(ms) }));
  };

  // What to do when a cell above failed, itself or by what the reader made of one before it:
  // go to the reader's edit, or run without it.
  const waysOut = (cell, failed) => {
    const edited = (one) => one.box && one.text !== one.original;
    const edit = cells.slice(0, cells.indexOf(failed) + 1).findLast(edited);
    if (!edit) return [];
    const way = (text, onclick) => [" ", make("button", { type: "button", onclick }, text)];
    return [
      ...way(say.go_to_edit, () => visit(edit)),
      ...way(say.without_edit, () => {
        restore(edit);
        cell.bar.querySelector("[data-do=run]").focus();
        run(cell);
      }),
    ];
  };

  const visit = (cell) => {
    for (let fold = cell.box.closest("details"); fold; fold = fold.parentElement.closest("details"))
      fold.open = true;
    cell.box.scrollIntoView({ block: "center" });
    if (cell.editor) cell.editor.focus();
    else cell.bar.querySelector("[data-do=edit]").focus({ preventScroll: true });
  };

  const through = async (cell, todo, all) => {
    if (!python) await load(cell);
    tell(cell, todo.length > 1 ? say.runs_above : say.running);
    for (const one of todo) {
      const errors = [];
      const shown = one === cell || (all && one.status);
      const note = (part) => part.kind === "error" && errors.push(part);
      const done = await execute(one, shown ? shower(one) : note);
      if (shown) judge(one, done);
      if (!done.error || one.fails || done.error.startsWith("lacking ")) continue;
      ran.delete(one);
      if (!shown) {
        tell(cell, say.above_failed, ...waysOut(cell, one));
        shower(cell)(errors[0]);
      } else one.box.scrollIntoView({ block: "nearest" });
      return;
    }
  };

  const run = async (cell, all = false) => {
    if (location.protocol === "file:") {
      tell(cell, say.file, " ", link());
      return;
    }
    if (busy) {
      if (!cell.bar.contains(busy)) tell(cell, say.busy);
      return;
    }
    const above = cells.slice(0, cells.indexOf(cell)).filter((one) => ran.get(one) !== one.text);
    busy = cell.bar.querySelector(all ? "[data-do=all]" : "[data-do=run]");
    const name = busy.textContent;
    busy.textContent = say.stop;
    try {
      await through(cell, all ? cells : [...above, cell], all);
    } catch (reason) {
      if (!reason.why) throw reason;
      tell(cell, reason.why === "died" ? put(say.died, reason) : say.stopped);
    } finally {
      busy.textContent = name;
      busy = undefined;
    }
  };

  const edit = async (cell) => {
    if (cell.editor) {
      cell.editor.focus();
      return;
    }
    if (location.protocol === "file:") {
      tell(cell, say.file, " ", link());
      return;
    }
    const { editor } = await import(address(about.editor));
    if (cell.editor) return; // pressed twice
    cell.editor = editor({
      parent: cell.box,
      text: cell.text,
      label: say.code,
      run: () => run(cell),
      leave: () => cell.bar.querySelector("button").focus(),
      change: (text) => {
        cell.text = text;
        keep(cell.original, text);
      },
    });
    // Keys that mean something to the page mean letters here.
    cell.editor.dom.addEventListener("keydown", (event) => {
      if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
    });
    cell.code.hidden = true;
    cell.bar.before(cell.editor.dom);
    cell.bar.querySelector("[data-do=edit]").hidden = true;
    if (!cell.reset) offerReset(cell);
    cell.editor.focus();
  };

  // The page's own version of a cell again.
  const restore = (cell) => {
    cell.editor?.destroy();
    cell.editor = undefined;
    cell.text = cell.original;
    keep(cell.original, cell.original);
    cell.pre.innerHTML = cell.set;
    cell.code.hidden = false;
    cell.out?.remove();
    cell.reset.remove();
    cell.reset = undefined;
    tell(cell);
    cell.bar.querySelector("[data-do=edit]").hidden = false;
  };

  const reset = (cell) => {
    restore(cell);
    cell.bar.querySelector("[data-do=edit]").focus();
  };

  const offerReset = (cell) => {
    cell.reset = make("button", { type: "button" }, say.reset);
    cell.reset.dataset.do = "reset";
    cell.status.before(cell.reset);
  };

  const cells = [...document.querySelectorAll(".cell_input")].flatMap((box) => {
    const code = box.querySelector(".highlight").parentElement;
    const pre = code.querySelector("pre"); // beside it stands the button that copies
    const original = pre.textContent.trimEnd();
    const bar = box.querySelector(".live-bar");
    const set = pre.innerHTML; // with its colours
    const cell = { box, code, pre, original, text: original, set, bar };
    cell.status = bar.querySelector("[role=status]"); // none where something is lacking
    cell.needs = [...box.classList].flatMap((name) => /^needs-(.*)/.exec(name)?.[1] ?? []);
    cell.fails = !cell.status || box.closest(".cell").querySelector(".output.traceback") !== null;
    // Before it, code that the page does not show, but later code needs.
    return [...JSON.parse(bar.dataset.before ?? "[]"), cell];
  });
  const acts = {
    run: (cell) => run(cell),
    all: (cell) => run(cell, true),
    edit,
    reset,
  };
  for (const cell of cells.filter((one) => one.bar)) {
    cell.bar.addEventListener("click", ({ target, detail }) => {
      if (target === busy) {
        if (detail < 2) end("stopped"); // not by the second half of a double click
      } else acts[target.dataset.do]?.(cell);
    });
    const text = kept()[cell.original];
    if (text === undefined || !cell.status) continue;
    cell.text = text;
    cell.pre.textContent = text;
    offerReset(cell);
    tell(cell, say.yours);
  }
})();
