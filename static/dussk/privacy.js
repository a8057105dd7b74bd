// "Hide", for when somebody comes up behind: the button, or Escape twice within a second. Without script it is a link.
import { covered, face, lift, put } from "./cover.js";

const WITHIN = 1000;
let lastEscape = 0;

function hide() {
  if (!covered()) put("hidden", "Hidden page");
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-hide]")) {
    event.preventDefault();
    hide();
  } else if (event.target.closest("[data-show]") && face() === "hidden") {
    lift();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.repeat) return;
  const now = Date.now();
  if (now - lastEscape < WITHIN) hide();
  lastEscape = now;
}, true);
