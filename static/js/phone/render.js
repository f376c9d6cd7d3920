/** Renders the templates that Flask renders too, from the functions that the build makes of them, in the person's language. */

import { translator } from './words.js';

/** @typedef {(context: Record<string, unknown>, blocks?: object) => string} Template */
/** @typedef {(print: (value: unknown) => string, translate: import('./words.js').Translate, each: typeof eachOf) => Record<string, Template>} MakeTemplates */
/**
 * @typedef {object} Materials what the build step makes
 * @property {MakeTemplates} templates
 * @property {Record<string, string>} messages English by Chinese
 */
/** @typedef {(name: string, context: object, language: string) => string} Render */

const ENTITIES = /** @type {Record<string, string>} */ ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' });

/** @param {Materials} materials @param {{strict?: boolean}} [options] `strict`: printing what is not there is an error @returns {Render} */
export function makeRender({ templates, messages }, { strict = false } = {}) {
  /** @type {Map<string, Record<string, Template>>} */
  const made = new Map();
  const print = strict ? printed : shown;
  const make = (/** @type {string} */ language) => {
    const all = templates(print, translator(language, messages), eachOf);
    made.set(language, all);
    return all;
  };
  return (name, context, language) => (made.get(language) || make(language))[name](/** @type {any} */ (context), {});
}

/** @param {unknown} value */
function shown(value) {
  return value === undefined || value === null ? '' : escaped(String(value));
}

/** Strings and integers look the same from Python; what does not is a mistake in a view. @param {unknown} value */
function printed(value) {
  if (typeof value !== 'string' && !Number.isInteger(value)) throw new TypeError(`a template prints ${value}`);
  return escaped(String(value));
}

/** @param {string} text */
function escaped(text) {
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (found) => ENTITIES[found]) : text;
}

/** @template T @param {T[]} things @param {(thing: T) => string} write */
function eachOf(things, write) {
  return things.map(write).join('');
}
