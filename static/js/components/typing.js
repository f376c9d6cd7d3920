// @ts-check
/**
 * Keys for typing in a paper checklist. Without this script the same form works: codes are read by the server.
 *
 * A code written in full (`w1`), or a digit in an empty field, turns its item over and leaves the field empty again.
 * `/` goes to the note, `-` to the obstacle, Escape back; Page Up and Page Down follow the links that say so.
 */

import { complete } from "./codes.js";

/** A second Enter that was meant for the courtyard before must not pass this one unseen. */
const UNSEEN_MS = 600;

/** @type {HTMLFormElement | null} */
const form = document.querySelector("form[data-typing]");
/** @type {HTMLInputElement | null} */
const field = document.querySelector("#codes");
const picks = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".pick")]);
const known = picks.map((pick) => pick.dataset.code ?? "");

/** @param {number} at */
function turn(at) {
  const select = picks[at]?.querySelector("select");
  if (!select) return;
  select.value = select.value === "pass" ? "fault" : "pass";
  show(select);
}

/** @param {HTMLSelectElement} select */
function show(select) {
  const said = document.querySelector("[data-said]");
  if (said) said.textContent = `${select.id.slice("mark-".length)} ${select.selectedOptions[0]?.text ?? ""}`;
}

function read() {
  if (!field) return;
  const found = complete(field.value, known);
  if (found === null) return;
  field.value = "";
  turn(found);
}

/** @param {string} name */
function follow(name) {
  const link = document.querySelector(`a[data-entry=${name}]`);
  if (link instanceof HTMLAnchorElement) link.click();
  return link !== null;
}

/** @param {KeyboardEvent} event */
function act(event) {
  const target = event.target;
  if (event.key === "PageUp") return follow("back") || follow("up");
  if (event.key === "PageDown") return follow("down");
  if (event.key === "Escape") return focus(field);
  if (target === field && event.key === "/") return focus(document.querySelector("#note"));
  if (target === field && event.key === "-") return focus(document.querySelector("#obstacle"));
  if (event.key !== "Enter" || !(target instanceof HTMLElement) || target.matches("button, a")) return false;
  if (!form?.contains(target)) return false;
  if (!event.repeat && form.dataset.typing === "seen") form.requestSubmit();
  return true;
}

/** @param {Element | null} place */
function focus(place) {
  if (place instanceof HTMLElement) place.focus();
  return place !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (act(event)) event.preventDefault();
});
field?.addEventListener("input", read);
form?.addEventListener("change", (event) => {
  if (event.target instanceof HTMLSelectElement) show(event.target);
});
field?.focus();
setTimeout(() => form && (form.dataset.typing = "seen"), UNSEEN_MS);
