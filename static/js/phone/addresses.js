/** Which addresses settle a check: turns, problems and routes ask here. */

const SAVE = /^\/inspect\/courtyards\/[^/]+\/$/;
const ANEW = /^\/inspect\/checks\/[^/]+\/(withdraw|redo)\/$/;

/** Whether posting there saves a check. @param {string} path */
export function savesCheck(path) {
  return SAVE.test(path);
}

/** Whether posting there says everything of a check: it comes after every photo taken for it. @param {string} path */
export function saysAll(path) {
  return savesCheck(path) || ANEW.test(path);
}
