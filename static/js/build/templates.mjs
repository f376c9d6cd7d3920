/** Compiles the templates that the phone shares with Flask, so that no template is read or evaluated on the phone. */

import { readFile, readdir } from 'node:fs/promises';
import nunjucks from '@11ty/nunjucks';

export const TEMPLATES = new URL('../../../templates/', import.meta.url);
// The phone's pages and what they extend and include.
const FOLDERS = ['inspect', 'components', 'layouts'];
const LAYOUTS = ['layouts/base.html', 'layouts/phone.html'];

/** Pages that travel with an extra instead of being shared, by the extra's name. @type {Record<string, string[]>} */
const OF_EXTRAS = { camera: ['inspect/camera.html', 'inspect/_shots.html', 'inspect/kept_shots.html'] };

/**
 * Those that page and worker share, or those of one extra.
 * @param {string} [extra]
 * @returns {Promise<string[]>} names as the templates call each other, sorted so that builds are the same everywhere
 */
export async function templateNames(extra = '') {
  if (extra) return OF_EXTRAS[extra] || [];
  const names = [];
  for (const folder of FOLDERS) {
    for (const file of await readdir(new URL(`${folder}/`, TEMPLATES))) names.push(`${folder}/${file}`);
  }
  const apart = Object.values(OF_EXTRAS).flat();
  return needed(names.filter((name) => name.endsWith('.html') && !apart.includes(name) && (!name.startsWith('layouts/') || LAYOUTS.includes(name))).sort());
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

/** @param {string} [extra] @returns {Promise<string>} a module whose default export holds the compiled templates by name */
export async function templatesModule(extra = '') {
  const parts = [];
  for (const name of await templateNames(extra)) {
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
