// Her signature, drawn with a finger, a pen or a mouse, and sent as the lines of a path. Nothing of it is kept here.
const LONGEST = 20000; // what the server takes (dussk/handover/rules.py)
const CLOSE = 4; // nearer than this to the point before, a point adds nothing

function sheet(box) {
  const form = box.closest("form");
  const svg = box.querySelector("svg");
  const path = svg.querySelector("path");
  const field = form.elements.namedItem("drawn");
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  let lines = field.value; // drawn before, and given back with a form that had something to mend
  let last = null;
  let pointer = null;

  function show() {
    path.setAttribute("d", lines);
    field.value = lines;
  }

  function at(event) {
    const area = svg.getBoundingClientRect();
    const within = (part, most) => Math.round(Math.min(1, Math.max(0, part)) * most);
    return [within((event.clientX - area.left) / area.width, width), within((event.clientY - area.top) / area.height, height)];
  }

  function add(event) {
    if (lines.length > LONGEST - 20) return; // more than any name needs
    const [x, y] = at(event);
    if (Math.hypot(x - last[0], y - last[1]) < CLOSE) return;
    lines += `L${x} ${y}`;
    last = [x, y];
  }

  function begin(event) {
    if (pointer !== null || event.button > 0 || lines.length > LONGEST - 40) return;
    event.preventDefault();
    pointer = event.pointerId;
    svg.setPointerCapture(pointer);
    last = at(event);
    lines += `M${last[0]} ${last[1]}L${last[0]} ${last[1]}`; // a dot is a line to where it began
    show();
  }

  function move(event) {
    if (event.pointerId !== pointer) return;
    event.preventDefault();
    const passed = event.getCoalescedEvents?.() ?? [];
    for (const each of passed.length ? passed : [event]) add(each);
    show();
  }

  function end(event) {
    if (event.pointerId === pointer) pointer = null;
  }

  svg.addEventListener("pointerdown", begin);
  svg.addEventListener("pointermove", move);
  for (const kind of ["pointerup", "pointercancel", "lostpointercapture"]) svg.addEventListener(kind, end);
  form.querySelector("[data-signature-clear]").addEventListener("click", () => {
    lines = "";
    show();
  });
  show();
}

for (const box of document.querySelectorAll("[data-signature]")) {
  const part = box.closest("[data-signature-part]");
  part.hidden = false;
  sheet(box);
}
