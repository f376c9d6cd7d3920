/** The people who use this phone, each with a token of their own. Signing out hides a person's data and deletes nothing. */

import { isOwed } from '../owed.js';
import { SENT } from './receipts.js';
import { ofPerson } from './schema.js';
import { readSetting, saveSetting } from './settings.js';

/** @import {Transaction} from './connection.js' */
/**
 * @typedef {object} Person
 * @property {string} id
 * @property {string} name
 * @property {string} number
 * @property {string} token
 * @property {'sign-in' | 'revoked' | null} paused why sending rests
 * @property {number} contactAt when the server was last heard, in milliseconds
 * @property {number} sentAt when something was last received there, 0 for never
 * @property {string} [device] this phone's name at the server
 * @property {string} [carrier] who brings this person's work and sends it, while there is no token of their own
 * @property {number} [carriedAt]
 * @property {string} [community]
 */

/** @param {Transaction} transaction @returns {Promise<Person | null>} whose data is shown */
export async function currentPerson(transaction) {
  const id = await readSetting(transaction, 'person');
  return id ? (await transaction.objectStore('people').get(id)) || null : null;
}

/** @param {Transaction} transaction @param {string} id @returns {Promise<Person | undefined>} */
export async function readPerson(transaction, id) {
  return transaction.objectStore('people').get(id);
}

/** @param {Transaction} transaction @returns {Promise<Person[]>} */
export async function everybody(transaction) {
  return transaction.objectStore('people').getAll();
}

/** @param {Transaction} transaction @param {Person} person */
export async function signIn(transaction, person) {
  await transaction.objectStore('people').put(person);
  await saveSetting(transaction, 'person', person.id);
}

/** @param {Transaction} transaction */
export async function signOut(transaction) {
  await saveSetting(transaction, 'person', '');
}

/** @param {Transaction} transaction @param {string} id @param {Partial<Person>} changes */
export async function changePerson(transaction, id, changes) {
  const people = transaction.objectStore('people');
  const person = await people.get(id);
  if (person) await people.put({ ...person, ...changes });
}

/** Makes room for somebody whose work is only brought by this phone. @param {Transaction} transaction @param {{person: {id: string, number: string, name?: string}, community: string}} brought @param {string} carrier @param {number} now */
export async function keepCarried(transaction, { person: { id, number, name = '' }, community }, carrier, now) {
  const fresh = { id, number, name, token: '', paused: null, contactAt: 0, sentAt: 0 };
  await transaction.objectStore('people').put({ ...fresh, ...(await readPerson(transaction, id)), community, carrier, carriedAt: now });
}

/** Those whose work this person brings. @param {Transaction} transaction @param {string} carrier @returns {Promise<Person[]>} */
export async function carriedBy(transaction, carrier) {
  return (await everybody(transaction)).filter((each) => !each.token && each.carrier === carrier);
}

const OF_PHOTOS = /** @type {const} */ (['photos', 'uploads']);
// As long as the outbox still tells that everything has arrived.
const BROUGHT_DAYS = 3;

/** Another's checks and deeds stay no longer than needed: once the server has receipted all of them, and the carrier has had time to see it. @param {Transaction} transaction @param {string} carrier @param {number} now */
export async function forgetBrought(transaction, carrier, now) {
  for (const { id, carriedAt = 0 } of await carriedBy(transaction, carrier)) {
    const rows = await Promise.all(SENT.map((name) => transaction.objectStore(name).getAll(ofPerson(id))));
    if (now - carriedAt < BROUGHT_DAYS * 86_400_000 || rows.flat().some(isOwed)) continue;
    // A draft that came along is their own to go on with.
    if (await transaction.objectStore('drafts').count(ofPerson(id))) continue;
    for (const name of [...SENT, ...OF_PHOTOS]) await transaction.objectStore(name).delete(ofPerson(id));
    await transaction.objectStore('people').delete(id);
  }
}
