// What is typed lies on the server until it is saved, and a save is sent until it has arrived. Nothing lies in the browser.
const { keepUrl, keptUrl, workFor } = document.body.dataset;
const SOON = 2000; // after the last change
const LATEST = 5000; // after the first one that is not kept yet
const KEEPALIVE = 60000; // the most that a page may send while it is left
const CARRIED = new Set(["csrfmiddlewaretoken", "once", "draft"]);
const AWAY = new Set([0, 502, 503, 504]); // nobody answered: it is sent again
const OTHERS = "Not saved: you are signed in as somebody else, or for another agency, by now. Copy what you typed.";
const title = document.title;

const states = new Map(); // form: what is known of it
const failed = new Map(); // a press of + that did not arrive, and its key: pressed again, it counts once
let drafts = []; // what the server had when the page was opened
let asked = null;
let wait = SOON;
let timer = 0;

const path = (form) => new URL(form.getAttribute("action") || location.href, location.href).pathname;
const nameOf = (form) => `${form.dataset.draft} ${path(form)}`;
const carried = (form, name) => form.querySelector(`input[type=hidden][name=${name}]`);
const typed = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !CARRIED.has(name));
const made = (tag, properties) => Object.assign(document.createElement(tag), properties);
const isKept = (form) => form?.matches?.("form[data-draft][method=post]");

function stateOf(form) {
  if (!states.has(form)) states.set(form, { form, kept: "", dirty: false, since: 0, timer: 0, save: null, saving: false, failing: false });
  return states.get(form);
}

function ask(url, options = {}, headers = {}) {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
  const all = { "X-CSRFToken": token, "X-Dussk-For": workFor, "X-Requested-With": "XMLHttpRequest", ...headers };
  return fetch(url, { credentials: "same-origin", redirect: "manual", ...options, headers: all });
}

function say(form, words) {
  let line = form.querySelector(".dussk-draft");
  if (!line && words) {
    line = made("p", { className: "dussk-draft", role: "status" });
    form.append(line);
  }
  if (line && line.textContent !== words) line.textContent = words;
}

// Keeping

function changed(form) {
  const state = stateOf(form);
  const now = Date.now();
  if (!state.dirty) state.since = now;
  state.dirty = true;
  clearTimeout(state.timer);
  state.timer = setTimeout(keep, Math.min(SOON, Math.max(0, state.since + LATEST - now)), state);
}

async function keep(state, { leaving = false, again = false, renewed = false } = {}) {
  const { form } = state;
  clearTimeout(state.timer);
  if (!form.isConnected || state.saving) return;
  const body = JSON.stringify({
    address: form.closest("[data-address]")?.dataset.address ?? location.pathname, form: nameOf(form), action: path(form), title, key: carried(form, "once")?.value, fields: typed(form),
  });
  state.dirty = false;
  if (body === state.kept) return;
  let status = 0;
  try {
    const headers = { "Content-Type": "application/json", ...(again && { "X-Dussk-Background": "1" }) };
    const answer = await ask(keepUrl, { method: "POST", body, keepalive: leaving && body.length < KEEPALIVE }, headers);
    status = answer.status;
  } catch {
    // no signal
  }
  if (status === 204) {
    Object.assign(state, { kept: body, failing: false });
    wait = SOON;
    if (!state.save) say(form, "");
  } else if (status === 403 && !renewed && (await renew())) {
    await keep(state, { leaving, renewed: true });
  } else if (status === 409) {
    say(form, OTHERS);
  } else if (status !== 400) {
    Object.assign(state, { dirty: true, failing: true });
    if (status === 423) document.dispatchEvent(new Event("dussk:locked"));
    if (!state.save) say(form, "Not saved: no signal. What you typed is on this page. Keep it open.");
    later();
  }
}

// Signing in again, in another window, makes a new token.
async function renew() {
  try {
    const answer = await ask(keptUrl);
    if (answer.status !== 200) return false;
    const { token } = await answer.json();
    for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = token;
    return Boolean(token);
  } catch {
    return false;
  }
}

// Once the server answers again

function later() {
  clearTimeout(timer);
  timer = setTimeout(again, wait);
  wait = Math.min(wait * 2, 60000);
}

function again() {
  clearTimeout(timer);
  for (const state of states.values()) {
    if (!state.form.isConnected) states.delete(state.form);
    else if (state.save) state.save();
    else if (state.dirty) keep(state, { again: true });
  }
}

function waits(state, save, words) {
  state.save = save;
  say(state.form, words);
  later();
}

const NO_SIGNAL = "Not saved: no signal. It is sent by itself when the signal is back. Keep this page open.";
const LOCKED = "Not saved yet: the screen was locked. It is sent when you unlock it.";

function held(state, status, save) {
  if (status === 423) document.dispatchEvent(new Event("dussk:locked"));
  waits(state, save, status === 423 ? LOCKED : NO_SIGNAL);
}

async function save(state, submitter, renewed = false) {
  const { form } = state;
  if (state.saving) return;
  clearTimeout(state.timer);
  const body = new FormData(form);
  if (submitter?.name) body.append(submitter.name, submitter.value);
  state.saving = true;
  form.ariaBusy = "true";
  let answer = null;
  try {
    answer = await ask(path(form), { method: "POST", body: new URLSearchParams(body) }, { "X-Dussk-Save": "1" });
  } catch {
    // no signal
  }
  const status = answer?.type === "opaqueredirect" ? 302 : (answer?.status ?? 0);
  const to = answer?.headers.get("X-Dussk-Go") ?? answer?.headers.get("HX-Redirect");
  if (to) {
    const url = new URL(to, location.href);
    location.assign(url.pathname === location.pathname ? url.pathname + url.search : url);
    return; // still saving: nothing is kept any more
  }
  state.saving = false;
  if (AWAY.has(status) || status === 423) {
    form.ariaBusy = null;
    held(state, status, () => save(state, submitter));
  } else if (status === 409) {
    form.ariaBusy = null;
    state.save = null;
    say(form, OTHERS);
  } else if (status === 403 && !renewed && (await renew())) {
    await save(state, submitter, true);
  } else {
    // Something to mend, or a fault: the browser shows the page as it comes.
    state.saving = true;
    if (submitter?.name) form.append(made("input", { type: "hidden", name: submitter.name, value: submitter.value }));
    HTMLFormElement.prototype.submit.call(form);
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !isKept(form) || !carried(form, "once")) return; // one of htmx, or not ours
  if ([...new FormData(form).values()].some((value) => typeof value !== "string")) return; // holds a file
  event.preventDefault();
  save(stateOf(form), event.submitter);
});

// The same for what htmx sends

const pressOf = (form, button) => `${path(form)} ${button.name}=${button.value}`;

document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (workFor) detail.headers["X-Dussk-For"] = workFor;
  const form = detail.elt.closest("form");
  if (!form?.querySelector("[data-each-press]")) return;
  const press = pressOf(form, detail.elt);
  detail.formData.set("once", failed.get(press) ?? crypto.randomUUID());
});

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  const form = detail.elt.closest("form");
  if (!isKept(form) || detail.requestConfig.verb === "get") return;
  const state = stateOf(form);
  clearTimeout(state.timer);
  state.saving = true;
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const form = detail.elt.closest("form");
  const { status } = detail.xhr;
  if (form?.querySelector("[data-each-press]")) {
    const press = pressOf(form, detail.elt);
    if (AWAY.has(status)) failed.set(press, detail.requestConfig.formData.get("once"));
    else failed.delete(press);
  }
  if (!isKept(form) || detail.requestConfig.verb === "get") return;
  const state = stateOf(form);
  state.saving = false;
  if (detail.successful) {
    Object.assign(state, { save: null, dirty: false, failing: false, kept: "" });
    say(form, "");
    carried(form, "draft")?.remove();
    form.querySelector(".dussk-draft-back")?.remove();
    drafts = drafts.filter((draft) => draft.form !== nameOf(form));
    const key = carried(form, "once");
    if (key) key.value = crypto.randomUUID(); // where the form stays, its next save is another
  } else if (AWAY.has(status) || status === 423) {
    held(state, status, () => form.requestSubmit());
  } else if (status === 409) {
    state.save = null;
    say(form, OTHERS);
  }
});

// Giving back

function fill(form, fields) {
  const values = new Map();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
  for (const input of form.elements) {
    if (!input.name || CARRIED.has(input.name) || ["submit", "button", "reset", "file"].includes(input.type)) continue;
    const mine = values.get(input.name) ?? [];
    if (input.type === "checkbox" || input.type === "radio") input.checked = mine.includes(input.value);
    else if (input.options) for (const option of input.options) option.selected = mine.includes(option.value);
    else if (mine.length) input.value = mine.shift();
    for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
  }
  window.dispatchEvent(new Event("pageshow")); // questions that hang on an answer show
}

function giveBack(form, draft) {
  const before = JSON.stringify(typed(form));
  const held = made("input", { type: "hidden", name: "draft", value: draft.uid });
  form.append(held);
  if (JSON.stringify(draft.fields) === before) return;
  fill(form, draft.fields);
  const banner = made("div", { className: "dussk-draft-back", role: "status" });
  const words = made("p", { textContent: `What you typed at ${draft.at} is back. It is not saved yet.` });
  const button = made("button", { type: "button", className: "dussk-link-button", textContent: "Throw it away" });
  button.addEventListener("click", () => {
    const state = stateOf(form);
    fill(form, JSON.parse(before));
    clearTimeout(state.timer);
    Object.assign(state, { dirty: false, kept: "" });
    held.remove();
    banner.remove();
    drafts = drafts.filter(({ uid }) => uid !== draft.uid);
    ask(`${keptUrl.replace(/kept\/$/, draft.uid)}/throw-away/`, { method: "POST" }).catch(() => {});
  });
  banner.append(words, button);
  form.prepend(banner);
  for (let box = form.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
}

async function look(part) {
  const forms = [...part.querySelectorAll("form[data-draft][method=post]"), ...(isKept(part) ? [part] : [])];
  if (!forms.length) return;
  for (const form of forms) if ("typed" in form.dataset) changed(form); // sent, and something is to be mended
  asked ??= ask(keptUrl, {}, { "X-Dussk-Background": "1" })
    .then(async (answer) => {
      if (answer.status === 200) ({ drafts } = await answer.json());
    })
    .catch(() => {});
  await asked;
  for (const form of forms) {
    const draft = drafts.find((one) => one.form === nameOf(form));
    if (!draft || "typed" in form.dataset || states.get(form)?.dirty || carried(form, "draft")) continue;
    giveBack(form, draft);
  }
}

if (keepUrl) {
  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, ({ target }) => {
      if (isKept(target.form)) changed(target.form);
    });
  }
  const leave = () => {
    for (const state of states.values()) if (state.dirty) keep(state, { leaving: true });
  };
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") leave();
  });
  window.addEventListener("pagehide", leave);
  window.addEventListener("beforeunload", (event) => {
    if ([...states.values()].some((state) => state.form.isConnected && (state.save || state.failing) && !state.saving)) event.preventDefault();
  });
  window.addEventListener("online", again);
  document.addEventListener("dussk:unlocked", again);
  document.addEventListener("htmx:load", ({ detail }) => look(detail.elt));
  look(document.body);
}
