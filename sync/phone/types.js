// @ts-check
/** The shapes that the modules of the wire share; this file holds types only. */

/** @typedef {{zh: string, en: string}} Label */
/** @typedef {{code: string, from_lane: boolean, severity?: {code: string}[], count?: {most: number}}} Item */
/** @typedef {{code: string, judged: string}} Obstacle */
/** @typedef {{version: number, items: Item[], obstacles: Obstacle[]}} RuleBook what an entry needs of the snapshot's */

/** @typedef {{latitude: number, longitude: number, accuracy: number}} Position microdegrees and metres */
/** @typedef {{sha256: string, bytes: number, type: string, taken_at: number, shows: string, position?: Position|null, proof?: boolean}} PhotoClaim `proof`: taken to show that a finding was put right; a draft's, never on the wire */
/**
 * @typedef {object} DraftItem
 * @property {string} result 'pass' or 'fault'
 * @property {boolean} [fixed]
 * @property {boolean} [third_party]
 * @property {boolean} [not_applicable]
 * @property {string[]} [phrases]
 * @property {string} [note]
 * @property {PhotoClaim[]} [photos]
 * @property {string} [severity] a code of the item's, where it asks how bad
 * @property {number} [count] where it asks how many; 0 while nothing was said
 */
/**
 * @typedef {object} Draft
 * @property {string} id
 * @property {string} courtyard
 * @property {number} opened_at
 * @property {string|null} [replaces]
 * @property {string} [obstacle] a code, or '' for none
 * @property {string} [at] the item last touched, to which the inspector is led back
 * @property {boolean} [withdrawn] the check takes back the one it replaces
 * @property {Record<string, DraftItem>} items only the items that were touched
 */
/** @typedef {{walk: string, day: string, savedAt: number, position?: Position|null, companions?: string[]}} Saving companions: the ids of who came along */
/** @typedef {{id: string, courtyard: string, deed: string, points: number, happened_on: string, note: string, replaces?: string|null, withdrawn?: boolean}} Deed */

/** @typedef {{id: string, digest: string, text: string, device?: string, seal?: string}} Entry `device` and `seal` only where another phone made it */
/**
 * @typedef {object} Receipt
 * @property {string} id
 * @property {string} digest
 * @property {'accepted'|'duplicate'|'conflict'|'rejected'} outcome
 * @property {string|null} state
 * @property {string[]} missing
 * @property {string|null} reason
 * @property {string|null} [field]
 */
/** @typedef {{delivery_entries: number, delivery_bytes: number, chunk_bytes: number, open_uploads: number}} Limits those that sending keeps to */

/**
 * @typedef {object} Photo
 * @property {string} sha256
 * @property {number} bytes
 * @property {string} type
 * @property {ArrayBuffer} data
 * @property {string|null} [location] where an upload was begun
 */
/** @typedef {Omit<Photo, 'data'> & {data: ArrayBuffer | (() => Promise<ArrayBuffer|null>)}} StoredPhoto */
/** @typedef {{location: string|null, offset: number}} Progress */

/** @typedef {(url: string, options?: RequestInit) => Promise<Response>} Fetch */
/**
 * @typedef {object} Net the line and the clock, handed in so that tests can hand in others
 * @property {Fetch} fetch
 * @property {string} base '/api/v1', or an absolute address that ends so
 * @property {() => number} now milliseconds
 * @property {number} [timeout] milliseconds that one request may take
 */
/** @typedef {{pause: 'sign-in', reason: string}} Pause sending rests until the person signs in */
/**
 * @typedef {object} Retry
 * @property {true} retry
 * @property {string} reason
 * @property {number|null} after milliseconds that the server asked for
 * @property {boolean} unanswered nothing came back: the line, or this one request
 * @property {boolean} busy the server as a whole asks to wait
 */

export {};
