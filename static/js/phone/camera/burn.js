/** Burns words into the bottom of a photo: white on a dark band, so that they can be read on any ground. */

/** @import {Canvas} from './shrink.js' */

const HEIGHT = 0.035;
const SMALLEST = 12;
const FONT = '"PingFang SC", "HarmonyOS Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif';
const GAP = '  ';

/** @param {Canvas} canvas @param {string[]} words what belongs together stays on one line */
export function burn(canvas, words) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const size = Math.max(SMALLEST, Math.round(canvas.height * HEIGHT));
  const [step, edge] = [Math.round(size * 1.35), Math.round(size / 2)];
  const room = canvas.width - 2 * edge;
  context.font = `600 ${size}px ${FONT}`;
  const lines = linesOf(words, (line) => context.measureText(line).width <= room);
  if (!lines.length) return;
  const top = canvas.height - lines.length * step - edge / 2;
  context.fillStyle = 'rgba(0, 0, 0, .6)';
  context.fillRect(0, top, canvas.width, canvas.height - top);
  context.fillStyle = '#fff';
  context.textBaseline = 'middle';
  lines.forEach((line, place) => context.fillText(line, edge, top + edge / 4 + (place + 0.5) * step, room));
}

/** As many words on a line as have room; the longest word alone is squeezed. @param {string[]} words @param {(line: string) => boolean} fits */
export function linesOf(words, fits) {
  /** @type {string[]} */
  const lines = [];
  for (const word of words) {
    const longer = lines.length ? `${lines[lines.length - 1]}${GAP}${word}` : word;
    if (lines.length && fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
