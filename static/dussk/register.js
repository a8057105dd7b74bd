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
