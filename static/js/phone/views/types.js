// @ts-check
/** The shapes that the pages are made from; this file holds types only. The templates see strings, integers and booleans. */

/** @typedef {import('./words.js').Label} Label */
/** @typedef {{code: string, group: string, short: Label, sentence: Label, fault: Label, from_lane: boolean, in_season: boolean, phrases: Label[], example?: string, severity?: {code: string, label: Label}[], count?: {label: Label, most: number}}} Item */
/** @typedef {{version: number, judges?: number, groups: {code: string, label: Label}[], items: Item[], obstacles: {code: string, judged: string, label: Label}[], deeds?: {code: string, label: Label, least: number, most: number}[]}} RuleBook */
/** @typedef {{day: string, faults: string[], judged: string, said?: {item: string, phrases: string[]}[]}} Last the last approved check */
/** @typedef {{code: string, number: string, lane: string, grid: string, surname: string, latitude: number | null, longitude: number | null, last: Last | null, done: Done | null}} Courtyard */
/** @typedef {{day: string, faults: number, others?: number}} Done this week's latest check; how many other inspectors looked */
/** @typedef {{courtyard: string, item: string, until: string, found: string, phrases?: string[], note?: string, by?: string, photo?: string | null}} Finding */
/** @typedef {string | {code: string, text: string} | null} Reason */
/** @typedef {{id: string, courtyard: string, day: string, state: string, reason: Reason, replaces?: string | null, judged?: string}} OwnCheck */
/** @typedef {{id: string, name: string, number: string, recused: string[]}} Companion */
/** @typedef {{id: string, courtyard: string, day: string, deed: string, points: number, happened_on: string, note: string, replaces: string | null, withdrawn: boolean, state: string, reason: string | null}} OwnDeed */
/** @typedef {{text: string, state: string, reason: string, saved_at: number}} Deed a row of this phone's */
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
 * @property {Companion[]} [companions] not in what an older server told
 * @property {OwnDeed[]} [own_deeds]
 * @property {{day: string, name: string}[]} [free_days] days without patrol, of the next two weeks
 */
/** @typedef {{sha256: string, bytes: number, sent: number, received: boolean}} CheckPhoto */
/** @typedef {{id: string, courtyard: string, day: string, text: string, saved_at: number, state: string, reason: Reason, replaces: string | null, photos: CheckPhoto[]}} Check */
/** @typedef {import('../../../../sync/phone/types.js').Draft} Draft */
/** @typedef {import('../../../../sync/phone/types.js').DraftItem} DraftItem */
/** @typedef {{item: string, result: string, phrases?: string[], note?: string, photos?: {sha256: string, shows: string, taken_at: number}[], severity?: string, count?: number}} Result */
/** @typedef {{judged: string, obstacle: string | null, results: Result[], position?: {accuracy: number} | null}} Statement */

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
 * @property {string} companion the name of who comes along and may not check it, or ''
 * @property {Draft | null} draft
 * @property {Finding | null} finding
 */
/** @typedef {{latitude: number, longitude: number, accuracy: number, at: number}} Fix where the phone is: microdegrees, metres; since when, in milliseconds */
/** @typedef {{kind: string, id: string, number: string} | null} Toast what has just happened to a check */

export {};
