// What a static page starts: finds every explorer and mounts the module that draws it.

// The part of an anywidget model that explorers use, over a plain object.
function staticModel(state) {
  const listeners = {};
  const run = (event) => (listeners[event] || []).forEach((f) => f());
  return {
    get: (name) => state[name],
    set(name, value) {
      state[name] = value;
      run(`change:${name}`);
    },
    save_changes() {},
    on(event, f) {
      (listeners[event] ||= []).push(f);
    },
    off(event, f) {
      listeners[event] = (listeners[event] || []).filter((g) => g !== f);
    },
  };
}

function mount(need, element) {
  if (element.dataset.mounted) return;
  element.dataset.mounted = "started";
  try {
    const state = JSON.parse(element.querySelector("script").textContent);
    const picture = document.createElement("div");
    need(element.dataset.explorer).render({ model: staticModel(state), el: picture });
    element.replaceChildren(picture);
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
}

// `need` brings a module by its name.
export function start(need) {
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", () => watch(need));
  else watch(need);
}
