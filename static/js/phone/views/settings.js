// @ts-check
/** How pages look, who is signed in, what this phone holds; twin of `pages/settings_page.py`. */

import { noticesOf } from './notices.js';
import { UNSENT_STATES } from './own_checks.js';
import { isEnglish, sizeWords } from './words.js';

/** @import {Check, Deed, Snapshot} from './types.js' */

const THEMES = ['auto', 'light', 'dark', 'sun'];
const SIZES = ['normal', 'elder'];
const LANGUAGES = ['zh_CN', 'en'];

/**
 * `theme` is '' for the device's own; `storage` is null where nothing is stored.
 * @param {{snapshot: Snapshot, checks: Check[], deeds?: Deed[], theme: string, size: string, language: string,
 *   storage?: {used: number, photos: number, is_kept: boolean} | null, notices?: string[]}} given
 */
export function settingsPage({ snapshot, checks, deeds = [], theme, size, language, storage = null, notices = [] }) {
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
    is_kept: Boolean(storage && storage.is_kept),
    notices: noticesOf(notices),
  };
}

/** @param {string[]} codes @param {string} chosen */
function choices(codes, chosen) {
  return codes.map((code) => ({ code, is_chosen: code === chosen }));
}
