// @ts-check
/**
 * A field to sign in with finger, pen or mouse: `data-sign` stays hidden without this script, then the printed receipt is
 * signed. What was drawn travels as a PNG in the form's field; a tap or a dot is no signature yet.
 */

const LEAST = 40; // of the canvas's own pixels, all strokes together
const WIDE = 3.5;

/** @param {HTMLElement} box */
function open(box) {
  const canvas = /** @type {HTMLCanvasElement} */ (box.querySelector('canvas'));
  const form = /** @type {HTMLFormElement} */ (box.querySelector('form'));
  const field = /** @type {HTMLInputElement} */ (form.querySelector('input'));
  const keep = /** @type {HTMLButtonElement} */ (form.querySelector('.main'));
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  let drawn = 0;
  /** @type {{ x: number, y: number } | null} */
  let last = null;

  /** @param {PointerEvent} event where it is, in the canvas's own pixels */
  function place(event) {
    const seen = canvas.getBoundingClientRect();
    return { x: ((event.clientX - seen.left) * canvas.width) / seen.width, y: ((event.clientY - seen.top) * canvas.height) / seen.height };
  }

  function clear() {
    // Ink on white in every mode: the same picture goes on paper.
    Object.assign(pen, { fillStyle: '#fff', strokeStyle: '#000', lineWidth: WIDE, lineCap: 'round', lineJoin: 'round' });
    pen.fillRect(0, 0, canvas.width, canvas.height);
    drawn = 0;
    keep.disabled = true;
  }

  canvas.addEventListener('pointerdown', (event) => {
    if (!event.isPrimary || event.button) return;
    canvas.setPointerCapture(event.pointerId);
    last = place(event);
    event.preventDefault();
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!last || !event.isPrimary) return;
    const next = place(event);
    pen.beginPath();
    pen.moveTo(last.x, last.y);
    pen.lineTo(next.x, next.y);
    pen.stroke();
    drawn += Math.hypot(next.x - last.x, next.y - last.y);
    last = next;
    keep.disabled = drawn < LEAST;
  });
  for (const end of ['pointerup', 'pointercancel']) canvas.addEventListener(end, () => (last = null));
  /** @type {HTMLButtonElement} */ (box.querySelector('[data-clear]')).addEventListener('click', clear);
  form.addEventListener('submit', () => (field.value = canvas.toDataURL('image/png')));
  clear();
  box.hidden = false;
}

for (const box of document.querySelectorAll('[data-sign]')) if (box instanceof HTMLElement) open(box);
