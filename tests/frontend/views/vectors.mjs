/** Reads the cases of the view models that Python made and Python checks too. */

import { readFile } from 'node:fs/promises';

const FOLDER = new URL('../vectors/', import.meta.url);

/** @param {string} page */
export async function casesOf(page) {
  const [cases, ruleBook] = await Promise.all([read(page), read('rule_book')]);
  return cases.map(({ given, ...rest }) => ({ ...rest, given: { ...given, snapshot: { rule_book: ruleBook, ...given.snapshot } } }));
}

/** @param {string} name */
export async function read(name) {
  return JSON.parse(await readFile(new URL(`${name}.json`, FOLDER), 'utf8'));
}
