// Starts GOV.UK Frontend, and MOJ Frontend only on pages that use a part of it (it is the largest script).
import { ErrorSummary, initAll } from "../vendor/govuk-frontend-6.6.0.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

if (document.querySelector('[data-module^="moj-"]')) {
  import("../vendor/moj-frontend-11.1.0.min.js").then((moj) => moj.initAll());
}

// A part of a page put in by htmx may hold GOV.UK parts, and an error summary in it takes the focus as on a whole page.
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt === document.body) return;
  initAll({ scope: event.detail.elt });
  if (event.detail.elt.matches?.(".govuk-error-summary")) new ErrorSummary(event.detail.elt); // a scope is not looked at itself
});

// A press that did not reach the server must say so: on a phone the signal comes and goes.
const notice = document.getElementById("dussk-notice");

function tell(words) {
  if (!notice) return;
  notice.textContent = words;
  notice.hidden = false;
}

// A form that is kept says so itself, and is sent again by itself (drafts.js).
const isKept = (event) => Boolean(event.detail.elt?.closest("form[data-draft]"));
document.addEventListener("htmx:sendError", (event) => isKept(event) || tell("Not saved: there is no connection. Try again in a moment."));
document.addEventListener("htmx:timeout", (event) => isKept(event) || tell("Not saved: the service did not answer. Try again in a moment."));
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status !== 423 && !(isKept(event) && event.detail.xhr.status > 501)) tell("Not saved: something went wrong. Reload the page and look before you try again.");
});
document.addEventListener("htmx:beforeRequest", () => {
  if (notice) notice.hidden = true;
});
