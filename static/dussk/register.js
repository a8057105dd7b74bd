// On the register's page: when a woman's line opens at the hatch, it takes the focus (which puts a phone's keyboard away)
// and the find box is empty for the next woman. After "Done" a keyboard user is back in the find box.
document.addEventListener("register:line", () => {
  const find = document.getElementById("find");
  if (find) find.value = "";
});

document.addEventListener("htmx:afterSettle", (event) => {
  const heading = event.target.id === "find-results" && document.getElementById("hatch-heading");
  if (heading && !keepsFocus(event)) {
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "nearest" });
  }
  if (event.target.id === "night" && window.matchMedia("(pointer: fine)").matches) {
    document.getElementById("find")?.focus();
  }
});

// A press inside the open line, such as the worry mark, leaves the focus where it is.
function keepsFocus(event) {
  const presser = event.detail.requestConfig?.elt;
  return Boolean(presser && document.activeElement && document.activeElement !== document.body && presser.contains(document.activeElement));
}
