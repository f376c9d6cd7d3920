/** What the page fetches only when a door plate is to be read: the camera that looks for its code. */

export { watchScanner } from './scan/scanner.js';
