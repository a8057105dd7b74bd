// On the register's page: when a woman's line opens at the hatch, it takes the focus (which puts a phone's keyboard away)
// and the find box is empty for the next woman. A press inside the open line, such as the worry mark, leaves the focus where
// it is. After "Done" a keyboard user is back in the find box.
document.addEventListener("htmx:afterSettle", (event) => {
  const heading = event.target.id === "find-results" && document.getElementById("hatch-heading");
  if (heading) document.getElementById("find").value = "";
  if (heading && !document.getElementById("find-results").contains(document.activeElement)) {
    heading.focus({ preventScroll: true });
    // Her heading sticks to the top of the screen, so it is her whole line that says where the page stands.
    const place = heading.closest(".register-line");
    const { top } = place.getBoundingClientRect();
    if (top < 0 || top > window.innerHeight * 0.6) place.scrollIntoView();
  }
  if (event.target.id === "night" && window.matchMedia("(pointer: fine)").matches) {
    document.getElementById("find")?.focus();
  }
});

// The answer of a search that comes late, after a woman was pressed or more was typed, must not take the place of her line.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { elt, formData } = event.detail.requestConfig;
  const find = document.getElementById("find");
  if (!find || elt !== find.form) return;
  const late = formData.get("q") !== find.value;
  const emptied = find.value === "" && document.getElementById("hatch-heading");
  if (late || emptied) event.detail.shouldSwap = false;
});

// A part of the open line that was sent comes back without the button that had the focus: its heading takes it, where
// there is nothing to be mended.
document.addEventListener("htmx:afterSettle", (event) => {
  const part = event.target.closest?.(".register-part__inside");
  if (part && document.activeElement === document.body && !part.querySelector(".govuk-error-summary")) {
    part.closest("details")?.querySelector("summary").focus({ preventScroll: true });
  }
});

// Two workers on one register. While the page is on screen it asks every few seconds what changed, and at once after it
// has sent something itself. What is typed, and the line that is open, are left alone: the line only says so.
const PACE = 2500;
const SLOWEST = 30000;
const AWAY = "No connection. What colleagues enter shows here again when it is back.";
const REMAINS = "Reload the page to see what colleagues enter.";

let wait = PACE;
let timer = 0;
let asking = false;
let inHand = 0; // requests of this page's own that are not answered yet
let sent = 0; // and how many there have been
let over = false; // nothing more will come of asking

const by = (id) => document.getElementById(id);
const onScreen = () => !document.hidden && !by("dussk-page")?.hidden;

function say(id, words) {
  const place = by(id);
  if (place && place.textContent !== words) place.textContent = words;
}

function next(pause = wait) {
  clearTimeout(timer);
  if (!over && by("night")?.dataset.since && !document.hidden) timer = setTimeout(ask, pause);
}

function end(words) {
  over = true;
  say("away", words);
}

async function ask() {
  const since = by("night")?.dataset.since;
  if (!since || asking) return;
  if (inHand || !onScreen()) {
    next(inHand ? 200 : PACE);
    return;
  }
  asking = true;
  let pause;
  const before = sent;
  try {
    const headers = { "X-Dussk-Background": "1", "X-Requested-With": "XMLHttpRequest" };
    const options = { headers, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(10000) };
    const answer = await fetch(since, options);
    const words = answer.status === 200 ? await answer.text() : "";
    // What came while this page was sending something itself may be older than what it knows: ask again.
    const late = inHand || before !== sent || by("night")?.dataset.since !== since;
    pause = take(answer, words, late);
  } catch {
    away();
  }
  asking = false;
  next(pause);
}

function away() {
  wait = Math.min(wait * 2, SLOWEST);
  say("away", AWAY);
}

// What an answer means. The pause until the next question, where it is not the usual one.
function take(answer, words, late) {
  if (answer.status >= 500 || answer.status === 429) return away();
  wait = PACE;
  if (answer.status === 423) {
    document.dispatchEvent(new CustomEvent("htmx:responseError", { detail: { xhr: { status: 423 } } }));
  } else if (answer.status === 404) {
    end(`You are no longer on shift at this register, or it is not open to you. ${REMAINS}`);
  } else if (answer.type === "opaqueredirect" || answer.headers.has("HX-Redirect")) {
    end("You are signed out. What colleagues enter does not show here.");
  } else if (answer.status >= 400) {
    end(REMAINS);
  } else {
    say("away", "");
    if (late) return 50;
    if (answer.status === 200) show(new DOMParser().parseFromString(words, "text/html").querySelector("[data-since]"));
  }
  return undefined;
}

function show(news) {
  if (!news) return;
  by("night").dataset.since = news.dataset.since;
  const tally = news.querySelector('[data-part="tally"]');
  if (by("tally").textContent !== tally.textContent) by("tally").replaceChildren(...tally.cloneNode(true).childNodes);
  const told = [];
  for (const row of [...news.querySelectorAll('[data-part="rows"] > li')].reverse()) put(row, told);
  if (news.dataset.left !== undefined) takeOut(new Set(news.dataset.left.split(" ")), told);
  if (told.length) say("news", told.length > 3 ? `Colleagues have changed ${told.length} lines.` : told.join(" "));
  const closed = news.querySelector('[data-part="closed"]');
  if (closed) {
    over = true;
    by("news").replaceChildren(...closed.cloneNode(true).childNodes);
    tellLine("The register is closed by now. Copy what you have typed and not saved.", false);
  }
}

const name = (row) => row.querySelector(".register-row__name").textContent.trim();

// One line that was written on. Her own writing, and a line that stands there already, are no news.
function put(row, told) {
  const there = by(row.id);
  const own = writtenHere(row);
  if (there?.dataset.changed === row.dataset.changed) return;
  if (!there && !("firstPage" in by("night").dataset)) return;
  const focused = there?.contains(document.activeElement);
  const below = [...by("lines").children].find((one) => one !== there && Number(one.dataset.at) <= Number(row.dataset.at));
  if (there && there.dataset.at === row.dataset.at) there.replaceWith(row);
  else {
    there?.remove();
    by("lines").insertBefore(row, below ?? null);
  }
  window.htmx?.process(row);
  if (focused) row.querySelector("a")?.focus({ preventScroll: true });
  if (own) return;
  row.classList.add("register-row--news");
  if (there) told.push(`${name(row)}: changed by a colleague.`);
  else if (!("mine" in row.dataset)) told.push(`${name(row)}: put on by ${row.dataset.by}.`);
}

function takeOut(left, told) {
  for (const row of [...by("lines").children]) {
    if (left.has(row.id.slice("row-".length))) continue;
    told.push(`${name(row)}: taken off this register.`);
    row.remove();
  }
  const open = by("open-line");
  if (open && !left.has(open.dataset.line)) tellLine("A colleague has taken this line off the register.", false);
}

// Whether a line that came is the open one as this page wrote it. Where a colleague did, the open line says so.
function writtenHere(row) {
  const open = by("open-line");
  if (!open || `row-${open.dataset.line}` !== row.id) return false;
  const known = open.dataset.changed;
  open.dataset.changed = row.dataset.changed;
  if (known === "" || known === row.dataset.changed) return true;
  tellLine("A colleague has changed this line.", true);
  return false;
}

function tellLine(words, canShow) {
  const place = by("line-news");
  if (!place) return;
  place.textContent = `${words} `;
  if (!canShow) return;
  const link = document.createElement("a");
  link.className = "govuk-link register-link";
  link.href = place.dataset.show;
  link.textContent = "Show it as it is now";
  link.setAttribute("hx-get", place.dataset.show);
  link.setAttribute("hx-target", "#find-results");
  place.append(link);
  window.htmx?.process(place);
}

document.addEventListener("htmx:beforeRequest", () => {
  inHand += 1;
});
document.addEventListener("htmx:afterRequest", (event) => {
  inHand = Math.max(0, inHand - 1);
  if (event.detail.requestConfig?.verb !== "post" || !event.detail.successful) return;
  sent += 1;
  const open = by("open-line");
  const about = open && event.detail.requestConfig.path.includes(open.dataset.line);
  if (about) open.dataset.changed = ""; // the number of this page's own writing is told with the next answer
  next(0);
});
document.addEventListener("visibilitychange", () => next(0));
window.addEventListener("online", () => {
  wait = PACE;
  next(0);
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "night") next();
});
next();
