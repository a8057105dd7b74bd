// The cover: what stands in place of the page while it is hidden or locked.
// The page stays in the document as it is, so what was typed is there when it comes back.
const page = document.getElementById("dussk-page");
const cover = document.getElementById("dussk-cover");
const title = document.title;
let scrolled = 0;
let focused = null;

export function covered() {
  return Boolean(cover && !cover.hidden);
}

// Put the cover in place, showing one of its faces: "hidden" or "locked".
export function put(face, newTitle) {
  if (!cover || !page) return;
  if (!covered()) {
    scrolled = window.scrollY;
    focused = document.activeElement;
  }
  page.hidden = true;
  cover.hidden = false;
  document.title = newTitle;
  for (const part of cover.querySelectorAll("[data-cover]")) part.hidden = part.dataset.cover !== face;
  const first = cover.querySelector(`[data-cover="${face}"] :is(input:not([type=hidden]), h2)`);
  if (first) first.focus();
}

// Take the cover away and go back to where she was on the page.
export function lift() {
  if (!covered()) return;
  cover.hidden = true;
  page.hidden = false;
  document.title = title;
  window.scrollTo(0, scrolled);
  if (focused && focused.isConnected) focused.focus({ preventScroll: true });
}

export function face() {
  const part = cover && cover.querySelector("[data-cover]:not([hidden])");
  return covered() && part ? part.dataset.cover : "";
}
