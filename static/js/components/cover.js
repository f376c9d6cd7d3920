// @ts-check
/**
 * Draws areas on a photo. The numbers in the form are what is sent: each area is a line of it, and without this script
 * the form works alone.
 */

import { drawn, keyed, moved, sized } from "./areas.js";

const SIDES = /** @type {const} */ (["left", "top", "width", "height"]);
const NAMES = { left: "x", top: "y", width: "width", height: "height" };
/** How near the lower right corner a drag changes the size, in pixels. */
const CORNER = 22;

const home = /** @type {HTMLElement} */ (document.querySelector("[data-cover]"));
const drawing = /** @type {SVGSVGElement} */ (home.querySelector("svg.areas"));
const lines = /** @type {HTMLTableSectionElement} */ (home.querySelector("tbody"));

/** @param {Element} line @returns {HTMLInputElement[]} */
const fields = (line) => SIDES.map((side) => /** @type {HTMLInputElement} */ (line.querySelector(`[name=${side}]`)));

/** @param {Element} line @returns {import("./areas.js").Area | null} */
function read(line) {
  const said = fields(line).map((field) => field.value.trim());
  if (said.some((text) => text === "" || !(Number(text) >= 0))) return null;
  const [left, top, width, height] = said.map((text) => Math.round(Number(text) * 10));
  return { left, top, width, height };
}

/** @param {Element} line @param {import("./areas.js").Area | null} area */
function write(line, area) {
  fields(line).forEach((field, at) => (field.value = area ? String(area[SIDES[at]] / 10) : ""));
}

/** The line of a rectangle: they stand in the same order. @param {Element} rect */
const lineOf = (rect) => lines.rows[Number(/** @type {SVGElement} */ (rect).dataset.line)];

/** Draws what the form says. @param {number} [focused] the line whose rectangle has the focus */
function draw(focused) {
  drawing.replaceChildren();
  [...lines.rows].forEach((line, at) => {
    const area = read(line);
    if (!area) return;
    const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const side of SIDES) rect.setAttribute(NAMES[side], String(area[side]));
    rect.dataset.line = String(at);
    rect.setAttribute("tabindex", "0");
    rect.setAttribute("role", "img");
    rect.setAttribute("aria-label", `${drawing.dataset.name} ${at + 1}`);
    drawing.append(rect);
    if (at === focused) rect.focus({ preventScroll: true });
  });
}

/** An empty line is always there. @param {import("./areas.js").Area} area @returns {number} its line */
function add(area) {
  const free = [...lines.rows].find((line) => !read(line)) ?? lines.rows[lines.rows.length - 1];
  write(free, area);
  if ([...lines.rows].every(read)) {
    const next = /** @type {HTMLTableRowElement} */ (free.cloneNode(true));
    const number = next.querySelector("th");
    if (number) number.textContent = String(lines.rows.length + 1);
    write(next, null);
    lines.append(next);
  }
  return [...lines.rows].indexOf(free);
}

/** @param {PointerEvent} event */
function place(event) {
  const box = drawing.getBoundingClientRect();
  return { x: ((event.clientX - box.left) / box.width) * 1000, y: ((event.clientY - box.top) / box.height) * 1000 };
}

/** @type {{ from: { x: number, y: number }, line: Element, area: import("./areas.js").Area | null, sizes: boolean } | null} */
let held = null;

drawing.addEventListener("pointerdown", (event) => {
  if (event.button) return;
  event.preventDefault();
  const rect = /** @type {Element} */ (event.target);
  const from = place(event);
  if (rect.matches("rect")) {
    const box = rect.getBoundingClientRect();
    const sizes = box.right - event.clientX < CORNER && box.bottom - event.clientY < CORNER;
    held = { from, line: lineOf(rect), area: read(lineOf(rect)), sizes };
  } else {
    held = { from, line: lines.rows[add({ left: 0, top: 0, width: 0, height: 0 })], area: null, sizes: false };
    write(held.line, null);
  }
  drawing.setPointerCapture(event.pointerId);
});

drawing.addEventListener("pointermove", (event) => {
  if (!held) return;
  const to = place(event);
  const [right, down] = [to.x - held.from.x, to.y - held.from.y];
  const area = held.area ? (held.sizes ? sized : moved)(held.area, right, down) : drawn(held.from, to);
  write(held.line, area);
  draw();
});

for (const end of ["pointerup", "pointercancel"]) {
  drawing.addEventListener(end, () => {
    if (held) draw([...lines.rows].indexOf(/** @type {HTMLTableRowElement} */ (held.line)));
    held = null;
  });
}

drawing.addEventListener("keydown", (event) => {
  const rect = /** @type {Element} */ (event.target);
  if (!rect.matches("rect")) return;
  const line = lineOf(rect);
  const area = read(line);
  if (!area) return;
  const removes = event.key === "Delete" || event.key === "Backspace";
  const next = removes ? null : keyed(area, event.key, event.shiftKey);
  if (!removes && !next) return;
  event.preventDefault();
  write(line, next);
  draw(removes ? undefined : line.sectionRowIndex);
  if (removes) /** @type {HTMLElement | null} */ (home.querySelector("[data-add]"))?.focus();
});

lines.addEventListener("change", () => draw());
home.querySelector("[data-add]")?.addEventListener("click", () => draw(add({ left: 400, top: 400, width: 150, height: 150 })));
for (const each of home.querySelectorAll(".with-script")) /** @type {HTMLElement} */ (each).hidden = false;
home.dataset.cover = "drawing";
draw();
