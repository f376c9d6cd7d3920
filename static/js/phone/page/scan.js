/** Brings the scanner's own script only when a page to scan on is there. */

const SCRIPT = '/static/dist/scan.js';

export function watchForScan() {
  let isHere = false;
  const look = async () => {
    if (isHere || !document.getElementById('scan')) return;
    isHere = true;
    try {
      (await import(SCRIPT)).watchScanner();
    } catch (error) {
      // Photo and number are on the page as well; the next visit tries again.
      console.error(error);
      isHere = false;
    }
  };
  document.addEventListener('htmx:after:swap', look);
  return look();
}
