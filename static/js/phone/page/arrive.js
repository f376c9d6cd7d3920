/** Leads back to the item at which a check was left, by what its draft says. */

export function returnToItem() {
  const at = document.getElementById('check')?.dataset.at;
  if (at) document.getElementById(`item-${at}`)?.scrollIntoView();
}

export function watchArrivals() {
  document.addEventListener('htmx:after:swap', (event) => {
    const { hx, request } = /** @type {CustomEvent} */ (event).detail.ctx;
    // A tap on an item must not move the page; an address that was not there before is an arrival.
    if (hx?.pushurl || hx?.replaceurl || request?.headers?.['HX-History-Restore-Request']) returnToItem();
  });
}
