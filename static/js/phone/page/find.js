/** The bar's search opens with the finger ready to type. */

export function focusSearch() {
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || !event.target.closest('a[href="#find"]')) return;
    // The form is shown by its address, which changes only after this tap.
    setTimeout(() => document.getElementById('q')?.focus({ preventScroll: true }));
  });
}
