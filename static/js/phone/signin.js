/** Makes the person whom Flask's page names the phone's current one, with a token of their own. */

import { uuidv7 } from '../../../sync/phone/uuid7.js';
import { currentPerson, readPerson, signIn, signOut } from './store/people.js';
import { readSetting, saveSetting } from './store/settings.js';

/** @import {Connection} from './store/connection.js' */
/** @import {Person} from './store/people.js' */
/**
 * @typedef {object} Desk
 * @property {Connection} connection
 * @property {typeof fetch} fetch
 * @property {() => number} now
 * @property {(count: number) => Uint8Array} randomBytes
 * @property {string} name what the person may call this phone by
 * @property {boolean} [isHeard] whether the page that names the person has just come from the server
 * @property {() => void} onLeft the server has ended the session: what it showed must go
 */

/**
 * @param {Desk} desk
 * @param {string} named the person's id on Flask's page, '' for none
 * @returns {Promise<Person | null>} whose data is shown from now on
 */
export async function settlePerson(desk, named) {
  const { connection } = desk;
  const { current, known, leaving } = await connection.read(['settings', 'people'], async (transaction) => ({
    current: await currentPerson(transaction),
    known: named ? await readPerson(transaction, named) : undefined,
    leaving: await readSetting(transaction, 'leaving'),
  }));
  if (!named) return current;
  // Signed out on the phone while there was no line: the server learns of it now.
  if (leaving === named) {
    await leave(desk, named);
    return null;
  }
  if (!known || !known.token || known.paused) return (await register(desk)) || (known ? switchTo(connection, named) : null);
  // Signing in opens a phone that was away too long: the server has just spoken to this person.
  if (desk.isHeard) return switchTo(connection, named, { contactAt: desk.now() });
  return current && current.id === named ? current : switchTo(connection, named);
}

/** Hides the person's data at once; the server hears of it now, or as soon as there is a line. @param {Pick<Desk, 'connection' | 'fetch' | 'onLeft'>} desk @param {string} person */
export async function leave({ connection, fetch, onLeft }, person) {
  await connection.write(['settings'], async (transaction) => {
    await signOut(transaction);
    await saveSetting(transaction, 'leaving', person);
  });
  const told = await fetch('/auth/sign-out', { method: 'POST', redirect: 'manual' }).catch(() => null);
  if (!told || told.status >= 500) return;
  await connection.write(['settings'], (transaction) => saveSetting(transaction, 'leaving', ''));
  onLeft();
}

/** @param {Desk} desk @returns {Promise<Person | null>} null when the server can't be asked, or knows nobody */
async function register({ connection, fetch, now, randomBytes, name }) {
  const phone = await phoneId(connection, uuidv7(now(), randomBytes));
  const asked = { method: 'POST', redirect: /** @type {const} */ ('manual'), headers: { 'Content-Type': 'application/json' } };
  const answer = await fetch('/auth/devices', { ...asked, body: JSON.stringify({ phone, name }) }).catch(() => null);
  if (!answer || answer.status !== 201) return null;
  const { device, token, person } = await answer.json();
  return connection.write(['settings', 'people'], async (transaction) => {
    const before = await readPerson(transaction, person.id);
    const kept = { sentAt: 0, ...before, ...person, device, token, paused: null, contactAt: now() };
    await signIn(transaction, kept);
    return kept;
  });
}

/** What is known of the person may have changed while the server was asked: it is read anew. @param {Connection} connection @param {string} id @param {Partial<Person>} [changes] @returns {Promise<Person | null>} */
async function switchTo(connection, id, changes = {}) {
  return connection.write(['settings', 'people'], async (transaction) => {
    const known = await readPerson(transaction, id);
    if (!known) return null;
    const person = { ...known, ...changes };
    await signIn(transaction, person);
    return person;
  });
}

/** One id for each installation, made once. @param {Connection} connection @param {string} fresh @returns {Promise<string>} */
async function phoneId(connection, fresh) {
  return connection.write(['settings'], async (transaction) => {
    const kept = await readSetting(transaction, 'phone');
    if (!kept) await saveSetting(transaction, 'phone', fresh);
    return kept || fresh;
  });
}
