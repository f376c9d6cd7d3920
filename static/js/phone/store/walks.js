/** The day's walk: named once, at its first entry, and who comes along; a new day starts a new walk. */

/** @import {Transaction} from './connection.js' */
/** @typedef {{walk?: string, companions?: string[]}} Walk companions by their ids */

/** @param {Transaction} transaction @param {string} person @param {string} day @returns {Promise<Walk>} */
export async function readWalk(transaction, person, day) {
  return (await transaction.objectStore('walks').get([person, day])) || {};
}

/** @param {Transaction} transaction @param {string} person @param {string} day @param {Walk} changes */
export async function changeWalk(transaction, person, day, changes) {
  await transaction.objectStore('walks').put({ ...(await readWalk(transaction, person, day)), person, day, ...changes });
}
