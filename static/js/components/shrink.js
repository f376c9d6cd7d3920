// @ts-check
/**
 * Photos of a plain form, made small before they are sent: what stands in an `input[data-shrink]` is replaced.
 *
 * Without this script, or where a browser can't do it, the photos go as they are; so does HEIC, which the server converts.
 */

import { shrink } from "../phone/camera/shrink.js";

/** A form that was sent meanwhile waits so long for its photos, then goes with them as they are. */
const PATIENCE_MS = 20_000;

/** @type {Map<HTMLInputElement, Promise<void>>} */
const busy = new Map();

/** @param {File} file @returns {Promise<File>} the original where a small one can't be made */
async function small(file) {
  try {
    const made = await shrink(file, []);
    if (!made || made.isAsItCame || made.data.byteLength >= file.size) return file;
    return new File([made.data], `${file.name.replace(/\.[^.]*$/, "")}.jpg`, { type: made.type });
  } catch {
    return file;
  }
}

/** One after the other: a phone has memory for one picture. @param {HTMLInputElement} field */
async function replace(field) {
  const chosen = [...(field.files ?? [])];
  const made = new DataTransfer();
  for (const file of chosen) made.items.add(await small(file));
  const isSame = chosen.every((file, place) => field.files?.[place] === file);
  if (isSame && field.files?.length === chosen.length) field.files = made.files;
}

/** @param {HTMLInputElement} field */
function begin(field) {
  const work = replace(field).catch(() => undefined).then(() => void (busy.get(field) === work && busy.delete(field)));
  busy.set(field, work);
}

/** @param {SubmitEvent} event */
function wait(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  const works = [...busy].filter(([field]) => field.form === form).map(([, work]) => work);
  if (!works.length || !form.requestSubmit) return;
  event.preventDefault();
  const { submitter } = event;
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  const label = submitter?.textContent ?? "";
  const words = form.querySelector("[data-busy]")?.getAttribute("data-busy");
  submitter?.setAttribute("aria-busy", "true");
  if (submitter && words) submitter.textContent = words;
  Promise.race([Promise.all(works), patience]).then(() => {
    for (const field of [...busy.keys()]) if (field.form === form) busy.delete(field);
    submitter?.removeAttribute("aria-busy");
    if (submitter && words) submitter.textContent = label;
    form.requestSubmit(submitter);
  });
}

document.addEventListener("change", ({ target }) => {
  if (target instanceof HTMLInputElement && "shrink" in target.dataset) begin(target);
});
document.addEventListener("submit", wait);
