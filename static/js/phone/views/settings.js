// @ts-check
/** How pages look, who is signed in, what this phone holds; twin of `pages/settings_page.py`. */

import { communityDay } from '../../../../sync/phone/day.js';
import { UNSENT_STATES } from '../owed.js';
import { noticesOf } from './notices.js';
import { isEnglish, sizeWords, whenWords } from './words.js';

/** @import {Check, Deed, Snapshot} from './types.js' */

const THEMES = ['auto', 'light', 'dark', 'sun'];
const SIZES = ['normal', 'elder'];
const LANGUAGES = ['zh_CN', 'en'];
const SENDINGS = ['any', 'wifi'];

/**
 * What the phone's store holds, in bytes; `asked` is 'asking' or 'refused' when the browser was asked to keep it; `waits`: photos wait for Wi-Fi.
 * @typedef {{used: number, quota?: number, photos: number, is_kept: boolean, asked?: string, waits?: boolean, offline?: {at: number, lack: string} | null}} Storage
 */
/**
 * `theme` is '' for the device's own; `storage` is null where nothing is stored.
 * @param {{snapshot: Snapshot, checks: Check[], deeds?: Deed[], theme: string, size: string, language: string,
 *   now?: number, storage?: Storage | null, notices?: string[]}} given
 */
export function settingsPage({ snapshot, checks, deeds = [], theme, size, language, now = 0, storage = null, notices = [] }) {
  const zone = snapshot.community.timezone;
  return {
    url: '/inspect/settings/',
    back_url: '/inspect/',
    sign_out_url: '/auth/sign-out',
    person: snapshot.person.name,
    person_number: snapshot.person.number,
    community: snapshot.community.name,
    themes: choices(THEMES, theme || 'auto'),
    sizes: choices(SIZES, size),
    languages: choices(LANGUAGES, isEnglish(language) ? 'en' : 'zh_CN'),
    unsent: [...checks, ...deeds].filter(({ state }) => UNSENT_STATES.includes(state)).length,
    has_storage: storage !== null,
    used: storage ? sizeWords(storage.used) : '',
    photos: storage ? storage.photos : 0,
    left: storage && storage.quota ? sizeWords(Math.max(storage.quota - storage.used, 0)) : '',
    is_kept: Boolean(storage && storage.is_kept),
    asked: (storage && storage.asked) || '',
    sendings: choices(SENDINGS, storage && storage.waits ? 'wifi' : 'any'),
    ...verified(storage && storage.offline, communityDay(now, zone), zone, language),
    notices: noticesOf(notices),
  };
}

/** Whether the app would open without a line: 'ready', what it lacks, or 'unknown'; and when that was seen. @param {Storage['offline']} offline @param {string} today @param {string} zone @param {string} language */
function verified(offline, today, zone, language) {
  if (!offline) return { offline: 'unknown', offline_at: '' };
  return { offline: offline.lack || 'ready', offline_at: whenWords(offline.at, today, zone, language) };
}

/** @param {string[]} codes @param {string} chosen */
function choices(codes, chosen) {
  return codes.map((code) => ({ code, is_chosen: code === chosen }));
}
