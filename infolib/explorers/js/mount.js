// The runtime of the static page: finds every explorer and mounts the module that
// draws it. `infolib.explorers.runtime` pastes the modules in.
(() => {
  const modules = {/*MODULES*/};
  const made = {};
  const need = (name) => (made[name] ||= modules[name](need));

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

  function mount(element) {
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

  function start() {
    const all = document.querySelectorAll("[data-explorer]");
    // Mount what is near the window first; a page of many explorers stays quick to open.
    const near = new IntersectionObserver(
      (entries) =>
        entries.forEach((entry) => {
          if (!entry.isIntersecting) return;
          near.unobserve(entry.target);
          mount(entry.target);
        }),
      { rootMargin: "600px" },
    );
    all.forEach((element) => near.observe(element));
    addEventListener("beforeprint", () => all.forEach(mount));
  }

  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();
