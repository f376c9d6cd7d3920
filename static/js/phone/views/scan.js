// @ts-check
/** Opening a courtyard by the code on its door plate; twin of `pages/scan_page.py`. */

import { noticesOf } from './notices.js';
import { plain } from './search.js';

/** @import {Snapshot} from './types.js' */

// The address a plate carries, on whatever host it was printed for, or the code by itself.
const ADDRESS = /^(?:https?:\/\/[^/?#]+)?\/d\/([0-9a-z]{4,32})\/?(?:[?#].*)?$/;
const CODE = /^[0-9a-z]{4,32}$/;

/** The courtyard's code in what a plate says; '' when it is no plate of ours. @param {string} text */
function plateCode(text) {
  const said = plain(text).trim();
  const found = ADDRESS.exec(said);
  if (found) return found[1].toUpperCase();
  return CODE.test(said) ? said.toUpperCase() : '';
}

/** The courtyard's code and what stands against opening it: '', not_plate, unknown or recused. @param {Snapshot} snapshot @param {string} plate @returns {[string, string]} */
export function scanned(snapshot, plate) {
  const code = plateCode(plate);
  if (!code) return ['', 'not_plate'];
  if (snapshot.recused.includes(code)) return [code, 'recused'];
  return snapshot.courtyards.some((each) => each.code === code) ? [code, ''] : ['', 'unknown'];
}

/** `plate` is what was read and could not be opened; '' before anything was. @param {{snapshot: Snapshot, plate?: string, notices?: string[]}} given */
export function scanPage({ snapshot, plate = '', notices = [] }) {
  const [code, problem] = plate ? scanned(snapshot, plate) : ['', ''];
  const found = snapshot.courtyards.find((each) => each.code === code);
  return {
    back_url: '/inspect/',
    find_url: '/inspect/',
    problem,
    number: found ? found.number : '',
    notices: noticesOf(notices),
  };
}
