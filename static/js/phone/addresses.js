/** Which addresses change what of a check: turns and problems ask here. */

const SAVE = /^\/inspect\/courtyards\/[^/]+\/$/;
const ITEM = /^\/inspect\/courtyards\/[^/]+\/items\/[^/]+\/$/;
const ANEW = /^\/inspect\/checks\/[^/]+\/(withdraw|redo)\/$/;

/** Whether posting there keeps an item of the check page. @param {string} path */
export function keepsItem(path) {
  return ITEM.test(path);
}

/** Whether posting there saves a check. @param {string} path */
export function savesCheck(path) {
  return SAVE.test(path);
}

/** Whether posting there says everything of a check: it comes after every photo taken for it. @param {string} path */
export function saysAll(path) {
  return savesCheck(path) || ANEW.test(path);
}
