// The idle lock. After the idle time the page is covered and the server told to lock; one factor opens it again.
// The server locks by its own clock too: this only keeps a screen that nobody is at from being read.
import { face, lift, put } from "./cover.js";

const { idleSeconds, lockUrl, unlockUrl, aliveUrl, workFor, handedOver } = document.body.dataset;
const idle = Number(idleSeconds) * 1000;
const form = document.getElementById("dussk-unlock");
const PING = Math.min(60000, idle / 4); // tell the server at most this often that somebody is here
const TICK = Math.min(5000, idle / 10);
// Several windows share one session: touching one keeps all of them open, unlocking one unlocks all. But one that was left
// open by somebody else, or for another agency, takes no word from the windows of whoever is at work now.
const windows = "BroadcastChannel" in window ? new BroadcastChannel("dussk-lock") : null;
const tell = (what) => windows?.postMessage({ what, workFor });

let touched = Date.now();
let elsewhere = 0; // when somebody was last at a window that is not for whom this one is
let pinged = Date.now();
let shared = 0;

function token() {
  return document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
}

function post(url, body) {
  const headers = { "X-CSRFToken": token(), "X-Requested-With": "XMLHttpRequest", Accept: "application/json" };
  return fetch(url, { method: "POST", headers, body, credentials: "same-origin", redirect: "manual" });
}

function locked() {
  return face() === "locked";
}

function lock() {
  if (!locked()) put("locked", "Locked");
}

function unlock() {
  touched = pinged = Date.now();
  lift();
  document.dispatchEvent(new Event("dussk:unlocked"));
}

function touch() {
  if (locked()) return;
  touched = Date.now();
  if (windows && touched - shared > 1000) {
    shared = touched;
    tell("touched");
  }
}

async function ping() {
  pinged = Date.now();
  try {
    const answer = await post(aliveUrl);
    if (answer.status === 423) lock();
  } catch {
    // No connection: the next touch tries again.
  }
}

function look() {
  const now = Date.now();
  if (locked()) return;
  if (now - touched >= idle) {
    lock();
    if (now - elsewhere < idle) return; // this page alone: the session is in use
    tell("locked");
    post(lockUrl).catch(() => {}); // without a connection the server's own clock locks
  } else if (aliveUrl && touched > pinged && now - pinged >= PING) {
    ping();
  }
}

function complain(words) {
  const error = document.getElementById("unlock-error");
  const input = document.getElementById("unlock-secret");
  error.textContent = words;
  error.hidden = !words;
  input.classList.toggle("govuk-input--error", Boolean(words));
  input.value = "";
  input.focus();
}

function renew(csrf) {
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = csrf;
}

async function tryUnlock(event) {
  event.preventDefault();
  try {
    const answer = await post(unlockUrl, new FormData(form));
    const said = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
    if (said.csrf_token) renew(said.csrf_token);
    if (said.unlocked) {
      complain("");
      unlock();
      tell(handedOver === undefined ? "unlocked" : "handed over"); // her form is open again, and nothing else
    } else {
      complain(said.error ?? "This did not work. Choose “Unlock another way”.");
    }
  } catch {
    complain("There is no connection. Try again in a moment.");
  }
}

if (form && idle > 0) {
  for (const kind of ["pointerdown", "keydown", "touchstart", "input"]) {
    document.addEventListener(kind, touch, { capture: true, passive: true });
  }
  windows?.addEventListener("message", ({ data }) => {
    if (data.what === "locked" || (data.what === "handed over" && handedOver === undefined)) lock();
    if (data.workFor !== workFor) {
      if (data.what === "touched") elsewhere = Date.now();
      return;
    }
    if (data.what === "touched" && !locked()) touched = Date.now();
    if (data.what === "unlocked" && locked()) unlock();
  });
  if (handedOver !== undefined) tell("handed over"); // what the worker left open in other windows is not for her
  form.addEventListener("submit", tryUnlock);
  document.addEventListener("dussk:locked", lock); // told to another script
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 423) lock();
  });
  document.addEventListener("visibilitychange", look); // a phone stops the clock of a page that is not on screen
  window.addEventListener("pageshow", look);
  window.setInterval(look, TICK);
}
