// @ts-check
/**
 * Links that name a line of the text (`data-line`, from 1) select it there; without this they only lead to its number.
 */

/**
 * @param {string} text
 * @param {number} line
 * @returns {[number, number]} where the line begins and ends
 */
function extent(text, line) {
  const lines = text.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  return [start, start + (lines[line - 1] ?? "").length];
}

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("[data-line]") : null;
  const text = document.querySelector("textarea.yaml");
  if (!(link instanceof HTMLElement) || !(text instanceof HTMLTextAreaElement)) return;
  // After the browser went to the number: focusing must not scroll away from it again.
  requestAnimationFrame(() => {
    text.focus({ preventScroll: true });
    text.setSelectionRange(...extent(text.value, Number(link.dataset.line)));
  });
});
