/** What the page fetches only when photos are taken: the camera with its page, and what makes a photo small. */

import messages from 'sanbao:messages';
import templates from 'sanbao:templates';

export { openCamera } from './camera/finder.js';
export { shrink } from './camera/shrink.js';
export const materials = { templates, messages };
