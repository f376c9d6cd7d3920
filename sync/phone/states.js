// @ts-check
/** The states of a check as the inspector sees them; twin of `sync/states.py`. */

/** @import {Receipt} from './types.js' */

export const AT_THE_SERVER = ['received', 'complete', 'approved', 'returned'];

export const STATES = ['phone', ...AT_THE_SERVER, 'conflict', 'rejected', 'dismissed'];

// Staff may decide anew, and may settle what was kept aside; nothing goes back to the phone alone.
/** @type {Record<string, string[]>} */
export const TRANSITIONS = {
  phone: [...AT_THE_SERVER, 'conflict', 'rejected'],
  received: ['complete', 'approved', 'returned'],
  complete: ['approved', 'returned'],
  approved: ['returned'],
  returned: ['approved'],
  conflict: [...AT_THE_SERVER, 'dismissed'],
  rejected: [...AT_THE_SERVER, 'conflict', 'dismissed'],
  dismissed: [],
};

/**
 * The state to show when the server tells one; an answer that comes late never turns a check back.
 * @param {string} current
 * @param {string} told
 */
export function stateAfter(current, told) {
  return TRANSITIONS[current].includes(told) ? told : current;
}

/** The state that a receipt tells. @param {Pick<Receipt, 'outcome' | 'state'>} receipt @returns {string} */
export function stateOfReceipt({ outcome, state }) {
  if (outcome === 'conflict' || outcome === 'rejected') return outcome;
  return state && STATES.includes(state) ? state : 'received';
}
