// What a static page starts: finds every explorer and mounts the module that draws it.

import { fromAddress, nameIn, toAddress } from "./address.mjs";
import { tag, write } from "./ui.mjs";
import { words } from "./words.mjs";

// The part of an anywidget model that explorers use, over a plain object. `moved` is told
// when a reader has changed something.
function staticModel(state, moved) {
  const listeners = {};
  const run = (event) => (listeners[event] || []).forEach((f) => f());
  return {
    get: (name) => state[name],
    set(name, value) {
      state[name] = value;
      run(`change:${name}`);
    },
    save_changes: () => moved(),
    on(event, f) {
      (listeners[event] ||= []).push(f);
    },
    off(event, f) {
      listeners[event] = (listeners[event] || []).filter((g) => g !== f);
    },
  };
}

// The HTML that shows this page inside another one, as high as it is now. The sandbox lets
// it draw, and open its chapter in a window of its own; nothing else.
function embed(src) {
  const frame = tag("iframe", {
    src,
    title: document.title,
    width: "100%",
    height: Math.ceil(document.body.getBoundingClientRect().height),
    style: "border: 0",
    loading: "lazy",
    sandbox: "allow-scripts allow-popups allow-popups-to-escape-sandbox",
  });
  return frame.outerHTML;
}

function makeModel(name, state) {
  let timer;
  const here = () => toAddress(name, state.controls, model.get);
  const note = () => {
    try {
      history.replaceState(history.state, "", here());
    } catch (error) {
      if (error.name !== "SecurityError") throw error; // a sandbox keeps its address
    }
  };
  // A row of changes is one change of the address. Going back leaves the page as before.
  const model = staticModel(state, () => {
    clearTimeout(timer);
    timer = setTimeout(note, 300);
  });
  addEventListener("hashchange", () => clearTimeout(timer)); // the reader goes elsewhere
  const site = document.documentElement.dataset.content_root; // the site's root, from Sphinx
  const link = () => location.href.replace(/#.*|$/, here());
  const alone = () => `${site}explorer/${name}.html${here()}`;
  // A page of the book has the explorer alone, and that page has the way into other pages.
  if (site !== undefined) model.address = { link, alone };
  else if (self === top && location.protocol !== "file:")
    model.address = { link, embed: () => embed(link()) };
  else model.address = { link };
  return model;
}

// The explorer that the address names: the first of its kind on the page.
function asked() {
  const [name] = nameIn(location.hash);
  return name && document.querySelector(`[data-explorer="${name}"]`);
}

// Show the state that the address gives, or say that it gives none.
function show(element, { fits = () => true }, model) {
  const [, query] = nameIn(location.hash);
  const values = fromAddress(query, model.get("controls"));
  element.querySelector(".x-lost")?.remove();
  model.byLink = true; // who draws may ask whether a reader or an address has changed it
  if (values && fits(values, model)) write(model, values);
  else element.prepend(tag("p", { class: "x-lost", role: "status" }, words.common.lost));
  model.byLink = false;
}

function mount(need, element) {
  if (element.dataset.mounted) return;
  element.dataset.mounted = "started";
  try {
    const name = element.dataset.explorer;
    const module = need(name);
    const state = JSON.parse(element.querySelector("script").textContent);
    const place = document.createElement("div");
    const model = state.controls ? makeModel(name, state) : staticModel(state, () => {});
    module.render({ model, el: place });
    element.replaceChildren(place);
    if (state.controls) {
      const heed = () => element === asked() && show(place, module, model);
      heed();
      addEventListener("hashchange", heed);
    }
    element.dataset.mounted = "ready";
  } catch (error) {
    console.error("explorer", element.dataset.explorer, error); // the still picture stays
  }
}

function watch(need) {
  const all = document.querySelectorAll("[data-explorer]");
  // Mount what is near the window first; a page of many explorers stays quick to open.
  const near = new IntersectionObserver(
    (entries) =>
      entries.forEach((entry) => {
        if (!entry.isIntersecting) return;
        near.unobserve(entry.target);
        mount(need, entry.target);
      }),
    { rootMargin: "600px" },
  );
  all.forEach((element) => near.observe(element));
  addEventListener("beforeprint", () => all.forEach((element) => mount(need, element)));
  // In the middle of the window, or, if it is too tall for that, from its title on.
  const go = () => {
    const there = asked();
    const tall = there?.getBoundingClientRect().height > innerHeight;
    there?.scrollIntoView({ block: tall ? "start" : "center" });
  };
  addEventListener("hashchange", go);
  addEventListener("load", go);
}

// `need` brings a module by its name.
export function start(need) {
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", () => watch(need));
  else watch(need);
}
