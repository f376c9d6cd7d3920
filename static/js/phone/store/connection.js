/** The connection to IndexedDB: reads, strict writes, and a second try when iOS has killed the connection. */

import { openDB } from 'idb';
import { NAME, VERSION, upgrade } from './schema.js';

/** @import {IDBPDatabase, IDBPTransaction} from 'idb' */
/** @import {StoreName} from './schema.js' */
/** A reading one is typed as a writing one: IndexedDB itself refuses the wrong use. @typedef {IDBPTransaction<unknown, StoreName[], 'readwrite'>} Transaction */

/**
 * @typedef {object} Connection
 * @property {<Result>(names: StoreName[], work: (transaction: Transaction) => Promise<Result>) => Promise<Result>} read
 * @property {<Result>(names: StoreName[], work: (transaction: Transaction) => Promise<Result>) => Promise<Result>} write
 *   all of it or nothing; it resolves only when the phone says the bytes are on the disk
 * @property {() => Promise<void>} close
 */

/** @param {string} [name] @param {() => void} [onOutdated] a newer version of the app took the database over @returns {Connection} */
export function makeConnection(name = NAME, onOutdated = () => undefined) {
  /** @type {Promise<IDBPDatabase> | null} */
  let opened = null;
  const forget = () => { opened = null; };
  const connect = () => {
    opened = opened || openDatabase(name, forget, onOutdated);
    opened.catch(forget);
    return opened;
  };
  /** @type {(mode: IDBTransactionMode) => Connection['read']} */
  const transact = (mode) => async (names, work) => {
    try {
      return await runOnce(await connect(), names, mode, work);
    } catch (error) {
      if (!isDead(error)) throw error;
      forget();
      return runOnce(await connect(), names, mode, work);
    }
  };
  const close = async () => {
    if (opened) (await opened).close();
    forget();
  };
  return { read: transact('readonly'), write: transact('readwrite'), close };
}

/** @param {string} name @param {() => void} onClosed @param {() => void} onOutdated */
async function openDatabase(name, onClosed, onOutdated) {
  const database = await openDB(name, VERSION, {
    upgrade,
    // A newer version of the app waits in another tab: let it go on.
    blocking: () => { database.close(); onClosed(); onOutdated(); },
    terminated: onClosed,
  });
  return database;
}

/**
 * @template Result
 * @param {IDBPDatabase} database
 * @param {StoreName[]} names
 * @param {IDBTransactionMode} mode
 * @param {(transaction: Transaction) => Promise<Result>} work
 */
async function runOnce(database, names, mode, work) {
  /** @type {Transaction} */
  const transaction = /** @type {any} */ (database.transaction(names, mode, { durability: 'strict' }));
  const done = transaction.done;
  // Without a listener a failed transaction would also be reported as an unhandled rejection.
  done.catch(() => undefined);
  try {
    const result = await work(transaction);
    await done;
    return result;
  } catch (error) {
    abort(transaction);
    throw error;
  }
}

/** @param {Transaction} transaction */
function abort(transaction) {
  try {
    transaction.abort();
  } catch (error) {
    if (!isNamed(error, 'InvalidStateError')) throw error;
  }
}

/** Whether the connection is gone, as iOS does it in the background. @param {unknown} error */
function isDead(error) {
  return isNamed(error, 'InvalidStateError') || (isNamed(error, 'UnknownError') && /lost|clos/i.test(String(error)));
}

/** Whether there is no room left on the phone. @param {unknown} error */
export function isFull(error) {
  return isNamed(error, 'QuotaExceededError');
}

/** Whether a newer version of the app has changed the database: this one can't read it any more. @param {unknown} error */
export function isOutdated(error) {
  return isNamed(error, 'VersionError');
}

/** @param {unknown} error @param {string} name */
function isNamed(error, name) {
  return typeof error === 'object' && error !== null && /** @type {Error} */ (error).name === name;
}
