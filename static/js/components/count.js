// @ts-check
/**
 * How many characters are written of how many that fit, beside a textarea: the element that it names in `data-count`.
 * Without this script the field's own limit holds.
 */

/** @param {HTMLTextAreaElement} field */
function count(field) {
  const shown = document.getElementById(field.dataset.count ?? "");
  if (shown) shown.textContent = `${field.value.length}/${field.maxLength}`;
}

for (const field of document.querySelectorAll("textarea[data-count]")) {
  if (!(field instanceof HTMLTextAreaElement)) continue;
  field.addEventListener("input", () => count(field));
  count(field);
}
