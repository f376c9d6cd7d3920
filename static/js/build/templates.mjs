/** Compiles the templates that the phone shares with Flask to functions, so that no template is read or evaluated on the phone. */

import { readFile, readdir } from 'node:fs/promises';
import { compile, nameOf } from './compile.mjs';

export const TEMPLATES = new URL('../../../templates/', import.meta.url);
// The phone's pages and what they extend and include.
const FOLDERS = ['inspect', 'inspect/finding', 'components', 'layouts'];
const LAYOUTS = ['layouts/base.html', 'layouts/phone.html'];

/** @returns {Promise<string[]>} names as the templates call each other, sorted so that builds are the same everywhere */
export async function templateNames() {
  const names = [];
  for (const folder of FOLDERS) {
    for (const file of await readdir(new URL(`${folder}/`, TEMPLATES))) names.push(`${folder}/${file}`);
  }
  return needed(names.filter((name) => name.endsWith('.html') && (!name.startsWith('layouts/') || LAYOUTS.includes(name))).sort());
}

/** Leaves out components that no page of the phone names. @param {string[]} names */
async function needed(names) {
  const wanted = new Set(names.filter((name) => name.startsWith('inspect/')).concat(LAYOUTS));
  for (const name of wanted) {
    const text = await readFile(new URL(name, TEMPLATES), 'utf8');
    for (const [, called] of text.matchAll(/\{%-?\s*(?:include|import|from|extends)\s+"([^"]+)"/g)) wanted.add(called);
  }
  return names.filter((name) => wanted.has(name));
}

/**
 * A module whose default export makes the templates: from a way to print and one to translate to functions by name.
 * @returns {Promise<string>}
 */
export async function templatesModule() {
  const names = await templateNames();
  const made = await Promise.all(names.map(async (name) => compile(await readFile(new URL(name, TEMPLATES), 'utf8'), name)));
  return `export default (print, translate, each) => {
${made.join('\n')}
return {${names.map((name) => `${JSON.stringify(name)}: ${nameOf(name)}`).join(', ')}};
};
`;
}
