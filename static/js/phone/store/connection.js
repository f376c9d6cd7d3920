/** The connection to IndexedDB: reads, strict writes, and a second try when the connection was killed or the phone is full. */

import { openDB } from 'idb';
import { makeReserve } from './reserve.js';
import { NAME, VERSION, upgrade } from './schema.js';

/** @import {IDBPDatabase, IDBPTransaction} from 'idb' */
/** @import {Reserve} from './reserve.js' */
/** @import {StoreName} from './schema.js' */
/** A reading one is typed as a writing one: IndexedDB itself refuses the wrong use. @typedef {IDBPTransaction<unknown, StoreName[], 'readwrite'>} Transaction */

/** `running` holds each transaction under way, with what fails it. @typedef {{database: IDBPDatabase, running: Set<{transaction: Transaction, fail: (error: Error) => void}>}} Opened */

/**
 * @typedef {object} Connection
 * @property {<Result>(names: StoreName[], work: (transaction: Transaction) => Promise<Result>) => Promise<Result>} read
 * @property {<Result>(names: StoreName[], work: (transaction: Transaction) => Promise<Result>) => Promise<Result>} write
 *   all of it or nothing; it resolves only when the phone says the bytes are on the disk; `work` may be called twice
 * @property {Connection['write']} writeBulky what must not use the reserve up, and is refused once that is gone
 * @property {() => Promise<boolean>} holdReserve see reserve.js
 * @property {() => Promise<void>} close
 * @property {() => Promise<void>} letGo ends what is under way; none of it was answered yet
 */

/** @param {string} [name] @param {Reserve} [reserve] @returns {Connection} */
export function makeConnection(name = NAME, reserve = makeReserve()) {
  /** @type {Promise<Opened> | null} */
  let opened = null;
  const connect = () => {
    if (opened) return opened;
    const opening = openDatabase(name, () => forget(opening));
    opening.catch(() => forget(opening));
    opened = opening;
    return opening;
  };
  // A connection that is reported dead late must not take its successor along.
  const forget = (/** @type {Promise<Opened> | null} */ which) => { if (opened === which) opened = null; };
  /** @type {(mode: IDBTransactionMode) => Connection['read']} */
  const transact = (mode) => async (names, work) => {
    const used = connect();
    try {
      return await runOnce(await used, names, mode, work);
    } catch (error) {
      if (!isDead(error)) throw error;
      forget(used);
      return runOnce(await connect(), names, mode, work);
    }
  };
  const writeBulky = transact('readwrite');
  /** @type {Connection['write']} */
  const write = async (names, work) => {
    try {
      return await writeBulky(names, work);
    } catch (error) {
      if (!isFull(error) || !(await reserve.giveUp())) throw error;
      return writeBulky(names, work);
    }
  };
  const close = async () => {
    if (opened) (await opened).database.close();
    opened = null;
  };
  const letGo = async () => {
    if (opened) for (const { transaction } of (await opened).running) abort(transaction);
  };
  return { read: transact('readonly'), write, writeBulky, holdReserve: reserve.hold, close, letGo };
}

/** @param {string} name @param {() => void} onClosed @returns {Promise<Opened>} */
async function openDatabase(name, onClosed) {
  /** @type {Opened['running']} */
  const running = new Set();
  const database = await openAny(name, {
    upgrade,
    // A newer version of the app waits in another tab: let it go on.
    blocking: () => { database.close(); onClosed(); },
    // Chromium leaves transactions begun at that moment without any answer.
    terminated: () => {
      onClosed();
      for (const { fail } of running) fail(new DOMException('the connection was closed', 'InvalidStateError'));
    },
  });
  return { database, running };
}

/** What a newer version of the app has added does not hinder this one. @param {string} name @param {import('idb').OpenDBCallbacks<unknown>} options */
async function openAny(name, options) {
  try {
    return await openDB(name, VERSION, options);
  } catch (error) {
    if (!isNamed(error, 'VersionError')) throw error;
    return openDB(name, undefined, options);
  }
}

/**
 * @template Result
 * @param {Opened} opened
 * @param {StoreName[]} names
 * @param {IDBTransactionMode} mode
 * @param {(transaction: Transaction) => Promise<Result>} work
 * @returns {Promise<Result>}
 */
async function runOnce({ database, running }, names, mode, work) {
  /** @type {Transaction} */
  const transaction = /** @type {any} */ (database.transaction(names, mode, { durability: 'strict' }));
  return new Promise((resolve, reject) => {
    const mine = { transaction, fail: reject };
    running.add(mine);
    run(transaction, work).then(resolve, reject).finally(() => running.delete(mine));
  });
}

/**
 * @template Result
 * @param {Transaction} transaction
 * @param {(transaction: Transaction) => Promise<Result>} work
 */
async function run(transaction, work) {
  const done = transaction.done;
  // Without a listener a failed transaction would also be reported as an unhandled rejection.
  done.catch(() => undefined);
  try {
    const result = await work(transaction);
    await done;
    return result;
  } catch (error) {
    abort(transaction);
    // A request only tells that its transaction was aborted, the transaction tells why.
    throw (isNamed(error, 'AbortError') && transaction.error) || error;
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
