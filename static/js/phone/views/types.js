// @ts-check
/** The shapes that the pages are made from; this file holds types only. The templates see strings, integers and booleans. */

/** @typedef {import('./words.js').Label} Label */
/** @typedef {{code: string, group: string, short: Label, sentence: Label, fault: Label, from_lane: boolean, in_season: boolean, phrases: Label[]}} Item */
/** @typedef {{version: number, groups: {code: string, label: Label}[], items: Item[], obstacles: {code: string, judged: string, label: Label}[]}} RuleBook */
/** @typedef {{day: string, faults: string[], judged: string}} Last the last approved check */
/** @typedef {{code: string, number: string, lane: string, grid: string, surname: string, latitude: number | null, longitude: number | null, last: Last | null, done: {day: string, faults: number} | null}} Courtyard */
/** @typedef {{courtyard: string, item: string, until: string}} Finding */
/** @typedef {string | {code: string, text: string} | null} Reason */
/** @typedef {{id: string, courtyard: string, day: string, state: string, reason: Reason, replaces?: string | null, judged?: string}} OwnCheck */
/**
 * @typedef {object} Snapshot
 * @property {{name: string, timezone: string}} community
 * @property {{name: string, number: string}} person
 * @property {RuleBook} rule_book
 * @property {{code: string, name: string}[]} grids
 * @property {Courtyard[]} courtyards
 * @property {string[]} recused
 * @property {Finding[]} findings
 * @property {OwnCheck[]} own_checks
 */
/** @typedef {{sha256: string, bytes: number, sent: number, received: boolean}} CheckPhoto */
/** @typedef {{id: string, courtyard: string, day: string, text: string, saved_at: number, state: string, reason: Reason, replaces: string | null, photos: CheckPhoto[]}} Check */
/** @typedef {import('../../../../sync/phone/types.js').Draft} Draft */
/** @typedef {import('../../../../sync/phone/types.js').DraftItem} DraftItem */
/** @typedef {{item: string, result: string, phrases?: string[], note?: string, photos?: {sha256: string, shows: string, taken_at: number}[]}} Result */
/** @typedef {{judged: string, obstacle: string | null, results: Result[]}} Statement */

/**
 * @typedef {object} Own one of this inspector's checks, from this phone or from the snapshot
 * @property {string} id
 * @property {string} courtyard
 * @property {string} day
 * @property {string} state
 * @property {string} reason
 * @property {string} replaces
 * @property {string} judged
 * @property {string} obstacle
 * @property {number} faults
 * @property {number} fixed
 * @property {number} free
 * @property {number} saved_at
 * @property {CheckPhoto[]} photos
 * @property {Record<string, string>} items_of_photos
 * @property {boolean} is_here whether its text is on this phone
 * @property {boolean} is_counted whether the numbers of faults are known
 */
/**
 * @typedef {object} Look a courtyard with what is known of it today
 * @property {Courtyard} courtyard
 * @property {Own | null} latest
 * @property {Own | null} returned
 * @property {Own | null} this_week
 * @property {boolean} is_done
 * @property {boolean} is_rained_off
 * @property {boolean} is_recused
 * @property {Draft | null} draft
 * @property {Finding | null} finding
 */
/** @typedef {{kind: string, id: string, number: string} | null} Toast what has just happened to a check */

export {};
