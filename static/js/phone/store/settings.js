/** What belongs to the phone and not to a person: its id, who uses it now, how pages look. */

/** @import {Transaction} from './connection.js' */
/** @typedef {{theme: '' | 'light' | 'dark' | 'sun', size: 'normal' | 'elder', language: 'zh_CN' | 'en'}} Look */

export const THEMES = ['', 'light', 'dark', 'sun'];
export const SIZES = ['normal', 'elder'];
export const LANGUAGES = ['zh_CN', 'en'];

/** @type {Look} */
export const DEFAULT_LOOK = { theme: '', size: 'normal', language: 'zh_CN' };

/** Whether photos wait for Wi-Fi. */
export const WIFI = 'wifi';
/** Whether the app opens here without a line, and when that was last verified. */
export const OFFLINE = 'offline';
/** @typedef {{person: string, at: number, lack: '' | 'files' | 'list' | 'page'}} Verified `lack`: what is missing */

/** @param {Transaction} transaction @param {string} key @returns {Promise<any>} undefined when it was never set */
export async function readSetting(transaction, key) {
  const row = await transaction.objectStore('settings').get(key);
  return row && row.value;
}

/** All of them by key, in one answer of the store. @param {Transaction} transaction @returns {Promise<Map<string, any>>} */
export async function readSettings(transaction) {
  const rows = await transaction.objectStore('settings').getAll();
  return new Map(rows.map(({ key, value }) => [key, value]));
}

/** @param {Transaction} transaction @param {string} key @param {unknown} value */
export async function saveSetting(transaction, key, value) {
  await transaction.objectStore('settings').put({ key, value });
}

/** @param {Map<string, any>} settings @returns {Look} */
export function lookOf(settings) {
  return { ...DEFAULT_LOOK, ...settings.get('look') };
}

/** @param {Transaction} transaction @returns {Promise<Look>} */
export async function readLook(transaction) {
  return lookOf(await readSettings(transaction));
}

/** Keeps only what is a known choice. @param {Transaction} transaction @param {Record<string, string>} chosen */
export async function saveLook(transaction, chosen) {
  const look = /** @type {Record<string, string>} */ (await readLook(transaction));
  for (const [name, choices] of Object.entries({ theme: THEMES, size: SIZES, language: LANGUAGES })) {
    if (choices.includes(chosen[name])) look[name] = chosen[name];
  }
  await saveSetting(transaction, 'look', look);
}
