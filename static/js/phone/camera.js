/** What the page fetches only when photos are taken: the camera, and what makes a photo small. */

export { openFinder } from './camera/finder.js';
export { shrink } from './camera/shrink.js';
