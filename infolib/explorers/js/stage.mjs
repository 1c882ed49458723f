// The pictures of an explorer: drawn anew on each change, of which only the difference reaches
// the page. What stays is not touched, what moves can move smoothly, what is held stays held.

import { tag } from "./ui.mjs";

// Give an element what differs in another of its kind, from attributes to the last child.
function take(old, next) {
  old.onDrag = next.onDrag;
  if (!next.firstElementChild && old.isEqualNode(next)) return; // as most of a picture is
  for (const name of old.getAttributeNames())
    if (!next.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of next.attributes)
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  const fresh = [...next.childNodes];
  fresh.forEach((child, i) => {
    const there = old.childNodes[i];
    if (!there) old.append(child);
    else if (there.nodeName !== child.nodeName) there.replaceWith(child);
    else if (child.nodeType === Node.TEXT_NODE) {
      if (there.data !== child.data) there.data = child.data;
    } else take(there, child);
  });
  while (old.childNodes.length > fresh.length) old.lastChild.remove();
}

const SLOP = 6; // pixels that a finger moves before it is known where it goes

// Follow a pointer that went down on a handle (picture.mjs makes them): its `onDrag` is told
// where the pointer is, in the measure of the picture.
function hold(place, down) {
  const handle = down.target.closest?.("[data-drag]");
  if (!handle || !place.contains(handle) || down.button > 0) return;
  const root = handle.ownerSVGElement ?? handle;
  const toPicture = root.getScreenCTM().inverse();
  const move = ({ clientX, clientY }) => {
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(toPicture);
    handle.onDrag(x, y);
  };
  const touch = down.pointerType === "touch";
  let held = !touch; // a finger holds the handle once it moves along its axis
  let left = false; // it moved across: the page scrolls
  if (!touch) {
    down.preventDefault();
    move(down);
  }
  const away = (event) =>
    [event.clientX - down.clientX, event.clientY - down.clientY].map(Math.abs);
  const decide = (event) => {
    const [x, y] = away(event);
    if (Math.max(x, y) < SLOP) return;
    const { drag } = handle.dataset;
    held = drag === "both" || (drag === "x" && x > y) || (drag === "y" && y > x);
    left = !held;
  };
  const follow = (event) => {
    if (event.pointerId !== down.pointerId || left) return;
    if (!held) decide(event);
    if (held) move(event);
  };
  // A finger that holds a handle scrolls nothing. Only this event can say so inside an SVG.
  const still = (event) => {
    if (!held && !left) decide(event.changedTouches[0]);
    if (held) event.preventDefault();
  };
  const stop = (event) => {
    if (event.pointerId !== down.pointerId) return;
    if (event.type === "pointerup" && !held && !left) move(event); // a tap: go there
    removeEventListener("pointermove", follow);
    removeEventListener("pointerup", stop);
    removeEventListener("pointercancel", stop);
    place.removeEventListener("touchmove", still);
  };
  addEventListener("pointermove", follow);
  addEventListener("pointerup", stop);
  addEventListener("pointercancel", stop);
  if (touch) place.addEventListener("touchmove", still, { passive: false });
}

// A place for pictures. `draw(paint)` calls paint with an empty place to draw into.
export function stage(parent) {
  const place = tag("div", { class: "x-pictures" });
  parent.append(place);
  place.addEventListener("pointerdown", (down) => hold(place, down));
  return {
    place,
    draw(paint) {
      const next = place.cloneNode(false);
      paint(next);
      take(place, next);
    },
  };
}
