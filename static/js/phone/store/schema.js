/** The phone's database: its stores and their keys. It changes by addition only, because two versions of the app may be open. */

export const NAME = 'sanbao';
// 2 added `deeds`.
export const VERSION = 2;

/** Everything a person has is kept apart by the person's id, because phones are shared. */
/** @satisfies {Record<string, string | string[]>} */
const STORES = {
  settings: 'key',
  people: 'id',
  snapshots: 'person',
  drafts: ['person', 'courtyard'],
  checks: ['person', 'id'],
  outbox: ['person', 'id'],
  deeds: ['person', 'id'],
  walks: ['person', 'day'],
  // Photos have a store of their own and are ArrayBuffers, because WebKit loses Blobs in IndexedDB.
  photos: ['person', 'sha256'],
  uploads: ['person', 'sha256'],
};

/** @typedef {keyof typeof STORES} StoreName */

/** @param {import('idb').IDBPDatabase} database */
export function upgrade(database) {
  for (const [name, keyPath] of Object.entries(STORES)) {
    if (database.objectStoreNames.contains(name)) continue;
    database.createObjectStore(name, { keyPath });
  }
}

/** All keys of one person in a store partitioned by person. @param {string} person */
export function ofPerson(person) {
  return IDBKeyRange.bound([person], [person, []]);
}
