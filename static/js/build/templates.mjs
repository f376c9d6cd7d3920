/** Compiles the templates that the phone shares with Flask, so that no template is read or evaluated on the phone. */

import { readFile, readdir } from 'node:fs/promises';
import nunjucks from '@11ty/nunjucks';

export const TEMPLATES = new URL('../../../templates/', import.meta.url);
// The phone's pages and what they extend and include.
const FOLDERS = ['inspect', 'components', 'layouts'];
/** Pages that are fetched later than the others: they come with `dist/finding.js`. */
const FINDING = 'inspect/finding';
const LAYOUTS = ['layouts/base.html', 'layouts/phone.html'];

/** @returns {Promise<string[]>} names as the templates call each other, sorted so that builds are the same everywhere */
export async function templateNames() {
  const names = [];
  for (const folder of FOLDERS) {
    for (const file of await readdir(new URL(`${folder}/`, TEMPLATES))) names.push(`${folder}/${file}`);
  }
  return needed(names.filter((name) => name.endsWith('.html') && (!name.startsWith('layouts/') || LAYOUTS.includes(name))).sort());
}

/** The pages that find a courtyard, without what they extend and include: the shared file has that. @returns {Promise<string[]>} */
export async function findingNames() {
  return (await readdir(new URL(`${FINDING}/`, TEMPLATES))).sort().map((file) => `${FINDING}/${file}`);
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

/** @param {string[]} [names] @returns {Promise<string>} a module whose default export holds the compiled templates by name */
export async function templatesModule(names) {
  const parts = [];
  for (const name of names || (await templateNames())) {
    const text = await readFile(new URL(name, TEMPLATES), 'utf8');
    parts.push(nunjucks.precompileString(text, { name, wrapper }));
  }
  return `export default {\n${parts.join(',\n')}\n};\n`;
}

/** @param {{name: string, template: string}[]} templates */
function wrapper(templates) {
  return templates.map(({ name, template }) => `${JSON.stringify(name)}: (function() {\n${lean(template)}\n})()`).join(',\n');
}

/** Without the places that only a developer's error message would name: a tenth of the file. @param {string} template */
function lean(template) {
  return template.replace(/\(lineno = \d+, colno = \d+, /g, '(');
}
