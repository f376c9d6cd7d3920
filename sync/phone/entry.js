// @ts-check
/** Makes the frozen text of a check out of a draft: every item of the rule book stated, in the rule book's order. */

import { sha256Hex } from './digest.js';
import { LIMITS } from './limits.js';

/** @import {Draft, DraftItem, Entry, Item, PhotoClaim, Position, RuleBook, Saving} from './types.js' */

/**
 * @param {Draft} draft
 * @param {RuleBook} ruleBook
 * @param {Saving} saving
 * @returns {Promise<Entry>}
 */
export async function makeEntry(draft, ruleBook, saving) {
  const text = JSON.stringify(checkOf(draft, ruleBook, saving));
  return { id: draft.id, digest: await sha256Hex(text), text };
}

/**
 * What is said on the wire, before it becomes a text.
 * @param {Draft} draft
 * @param {RuleBook} ruleBook
 * @param {Saving} saving
 */
export function checkOf(draft, ruleBook, saving) {
  const judged = judgedOf(draft, ruleBook);
  return {
    kind: 'check',
    id: draft.id,
    walk: saving.walk,
    day: saving.day,
    courtyard: draft.courtyard,
    rule_version: ruleBook.version,
    judged,
    obstacle: judged === 'lane' || judged === 'weather' ? draft.obstacle : null,
    replaces: draft.replaces || null,
    opened_at: draft.opened_at,
    saved_at: saving.savedAt,
    position: saving.position ? placeOf(saving.position) : null,
    ...(saving.companions && saving.companions.length ? { companions: saving.companions } : {}),
    results: ruleBook.items.map((item) => resultOf(item, draft.items[item.code], judged)),
  };
}

/**
 * Text as the wire takes it: trimmed, printable, at most `longest` code points.
 * @param {string} text
 * @param {number} longest
 */
export function cleanText(text, longest) {
  const wellFormed = new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text));
  const printable = wellFormed.replace(/\r\n?/g, '\n').replace(/[\x00-\x08\x0b-\x1f\x7f]/g, '');
  return [...printable.trim()].slice(0, longest).join('');
}

/** @param {Draft} draft @param {RuleBook} ruleBook */
function judgedOf(draft, ruleBook) {
  if (draft.withdrawn) return 'withdrawn';
  const obstacle = ruleBook.obstacles.find(({ code }) => code === draft.obstacle);
  return obstacle ? obstacle.judged : 'whole';
}

/** @param {Item} item @param {DraftItem | undefined} found @param {string} judged */
function resultOf(item, found, judged) {
  if (judged === 'withdrawn') return { item: item.code, result: 'withdrawn' };
  if (judged === 'weather') return { item: item.code, result: 'not_assessed' };
  if (found && found.result === 'fault') {
    const result = kindOfFault(found);
    return { item: item.code, result, ...contentOf(found), ...(result === 'not_applicable' ? {} : gradeOf(item, found)) };
  }
  if (judged === 'lane' && !item.from_lane) return { item: item.code, result: 'not_assessed' };
  const photos = photosSaid(found).map(claimOf);
  return { item: item.code, result: 'pass', ...(photos.length ? { photos } : {}) };
}

/** What a fault was given stays in the draft when it is taken back; a pass says nothing of it, but what proves it. @param {DraftItem | undefined} found */
export function photosSaid(found) {
  const { result = 'pass', photos = [] } = found || {};
  return result === 'fault' ? photos : photos.filter(({ proof }) => proof);
}

/** How bad or how many, where the item asks for it; what nobody tapped is the mildest, and one. @param {Item} item @param {Pick<DraftItem, 'severity' | 'count'>} found */
export function gradeOf(item, { severity, count }) {
  if (item.severity) return { severity: (item.severity.find(({ code }) => code === severity) || item.severity[0]).code };
  return item.count ? { count: Math.min(Math.max(count || 1, 1), item.count.most) } : {};
}

/** @param {DraftItem} found */
function kindOfFault(found) {
  if (found.not_applicable) return 'not_applicable';
  if (found.third_party) return 'third_party';
  return found.fixed ? 'fixed' : 'fault';
}

/** @param {DraftItem} found */
function contentOf(found) {
  const phrases = (found.phrases || []).map((phrase) => cleanText(phrase, LIMITS.phrase_characters)).filter(Boolean);
  const note = cleanText(found.note || '', LIMITS.note_characters);
  return { phrases: phrases.slice(0, LIMITS.phrases_per_item), note, photos: (found.photos || []).map(claimOf) };
}

/** The draft's photo may know more; the text says this and no more. @param {PhotoClaim} photo @returns {PhotoClaim} */
function claimOf({ sha256, bytes, type, taken_at, shows, position }) {
  return { sha256, bytes, type, taken_at, shows, ...(position && { position: placeOf(position) }) };
}

/** @param {Position} position @returns {Position} */
function placeOf({ latitude, longitude, accuracy }) {
  return { latitude, longitude, accuracy };
}
