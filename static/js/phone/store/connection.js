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
 * @property {() => void} letGo ends what is under way; none of it was answered yet
 */

/** @param {string} [name] @returns {Connection} */
export function makeConnection(name = NAME) {
  /** @type {Promise<IDBPDatabase> | null} */
  let opened = null;
  /** @type {Set<Transaction>} */
  const open = new Set();
  const forget = () => { opened = null; };
  const connect = () => {
    opened = opened || openDatabase(name, forget);
    opened.catch(forget);
    return opened;
  };
  /** @type {(mode: IDBTransactionMode) => Connection['read']} */
  const transact = (mode) => async (names, work) => {
    try {
      return await runOnce(await connect(), open, names, mode, work);
    } catch (error) {
      if (!isDead(error)) throw error;
      forget();
      return runOnce(await connect(), open, names, mode, work);
    }
  };
  const close = async () => {
    if (opened) (await opened).close();
    forget();
  };
  const letGo = () => open.forEach(abort);
  return { read: transact('readonly'), write: transact('readwrite'), close, letGo };
}

/** @param {string} name @param {() => void} onClosed */
async function openDatabase(name, onClosed) {
  const database = await openDB(name, VERSION, {
    upgrade,
    // A newer version of the app waits in another tab: let it go on.
    blocking: () => { database.close(); onClosed(); },
    terminated: onClosed,
  });
  return database;
}

/**
 * @template Result
 * @param {IDBPDatabase} database
 * @param {Set<Transaction>} open
 * @param {StoreName[]} names
 * @param {IDBTransactionMode} mode
 * @param {(transaction: Transaction) => Promise<Result>} work
 */
async function runOnce(database, open, names, mode, work) {
  /** @type {Transaction} */
  const transaction = /** @type {any} */ (database.transaction(names, mode, { durability: 'strict' }));
  const done = transaction.done;
  // Without a listener a failed transaction would also be reported as an unhandled rejection.
  done.catch(() => undefined);
  open.add(transaction);
  try {
    const result = await work(transaction);
    await done;
    return result;
  } catch (error) {
    abort(transaction);
    throw error;
  } finally {
    open.delete(transaction);
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

/** @param {unknown} error @param {string} name */
function isNamed(error, name) {
  return typeof error === 'object' && error !== null && /** @type {Error} */ (error).name === name;
}
