/** The English of what the phone says, out of the catalogue that Flask uses too. */

import { readFile, readdir } from 'node:fs/promises';
import { TEMPLATES, templateNames } from './templates.mjs';

const CATALOGUE = new URL('../../../webapp/translations/en/LC_MESSAGES/messages.po', import.meta.url);
const VIEWS = new URL('../phone/views/', import.meta.url);

/** @returns {Promise<string>} JSON: English by Chinese */
export async function englishWords() {
  const source = await sources();
  const english = parse(await readFile(CATALOGUE, 'utf8').catch(absent));
  const used = Object.entries(english).filter(([chinese]) => says(source, chinese)).sort(([one], [other]) => (one < other ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(used), null, 1)}\n`;
}

/** Messages of a .po file that have a translation and no mark "fuzzy". @param {string} text @returns {Record<string, string>} */
export function parse(text) {
  /** @type {Record<string, string>} */
  const messages = {};
  for (const block of text.split(/\n\s*\n/)) {
    const [id, translation] = [field(block, 'msgid'), field(block, 'msgstr')];
    if (id && translation && !/^#,.*fuzzy/m.test(block)) messages[id] = translation;
  }
  return messages;
}

/** The strings after a keyword, joined. @param {string} block @param {string} keyword */
function field(block, keyword) {
  const found = new RegExp(`^${keyword} ((?:"(?:[^"\\\\]|\\\\.)*"\\s*)+)`, 'm').exec(block);
  if (!found) return '';
  return [...found[1].matchAll(/"(?:[^"\\]|\\.)*"/g)].map(([literal]) => JSON.parse(literal)).join('');
}

/** A message counts as used when it stands somewhere as a literal; it may be chosen by a view and translated by a template. @param {string} source @param {string} message */
function says(source, message) {
  const escaped = message.replace(/\\/g, '\\\\').replace(/\n/g, '\\n');
  return ['"', "'", '`'].some((quote) => source.includes(quote + escaped.replaceAll(quote, `\\${quote}`) + quote));
}

async function sources() {
  const views = (await readdir(VIEWS)).sort().map((name) => new URL(name, VIEWS));
  const templates = (await templateNames()).map((name) => new URL(name, TEMPLATES));
  return (await Promise.all([...views, ...templates].map((url) => readFile(url, 'utf8')))).join('\n');
}

/** A new language begins without a catalogue; anything else that goes wrong is told. @param {NodeJS.ErrnoException} error */
function absent(error) {
  if (error.code !== 'ENOENT') throw error;
  return '';
}
