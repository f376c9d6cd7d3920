/** A walk is named once, at its first check; a new day starts a new walk. */

/** @import {Transaction} from './connection.js' */

/** @param {Transaction} transaction @param {string} person @param {string} day @returns {Promise<string | undefined>} */
export async function readWalk(transaction, person, day) {
  const row = await transaction.objectStore('walks').get([person, day]);
  return row && row.walk;
}

/** @param {Transaction} transaction @param {string} person @param {string} day @param {string} walk */
export async function saveWalk(transaction, person, day, walk) {
  await transaction.objectStore('walks').put({ person, day, walk });
}
