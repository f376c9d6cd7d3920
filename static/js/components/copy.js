// @ts-check
/** Buttons that copy the text they name in `data-copy`; without script the text is chosen and copied by hand. */

/**
 * @param {HTMLTextAreaElement} field
 * @returns {Promise<boolean>} whether it is on the clipboard; over plain HTTP only the old way is there
 */
async function copy(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.select();
    return document.execCommand("copy");
  }
}

for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-copy]"))) {
  const field = document.getElementById(button.dataset.copy ?? "");
  if (!(field instanceof HTMLTextAreaElement)) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const told = button.nextElementSibling;
    if ((await copy(field)) && told) told.textContent = button.dataset.copied ?? "";
  });
}
