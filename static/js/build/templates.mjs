/** Compiles the templates that the phone shares with Flask, so that no template is read or evaluated on the phone. */

import { readFile, readdir } from 'node:fs/promises';
import nunjucks from '@11ty/nunjucks';

export const TEMPLATES = new URL('../../../templates/', import.meta.url);
// The phone's pages and what they extend and include.
const FOLDERS = ['inspect', 'components', 'layouts'];
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

/** @returns {Promise<string>} a module whose default export holds the compiled templates by name */
export async function templatesModule() {
  const parts = [];
  for (const name of await templateNames()) {
    const text = await readFile(new URL(name, TEMPLATES), 'utf8');
    parts.push(nunjucks.precompileString(text, { name, wrapper }));
  }
  return `${SHORT}export default {\n${parts.join(',\n')}\n};\n`;
}

/** @param {{name: string, template: string}[]} templates */
function wrapper(templates) {
  return templates.map(({ name, template }) => `${JSON.stringify(name)}: (function() {\n${lean(template)}\n})()`).join(',\n');
}

/** What the compiler spells out at every place, by short names: a quarter of the file. The runtime is that of the call. */
const SHORT = `let R;
const L = (context, frame, name) => R.contextOrFrameLookup(context, frame, name);
const M = (object, name) => R.memberLookup(object, name);
const C = (called, context, args) => R.callWrap(called, "", context, args);
const W = (context, frame, args) => C(L(context, frame, "_"), context, args);
const S = (value) => R.suppressValue(value, true);
const K = (named) => R.makeKeywordArgs(named);
`;
/** @type {[RegExp, string][]} in this order */
const SPELLED_OUT = [
  // Places that only a developer's error message would name.
  [/\(lineno = \d+, colno = \d+, /g, '('],
  [/var lineno = \d+;\nvar colno = \d+;\n/g, 'R = runtime;\n'],
  [/runtime\.handleError\(e, lineno, colno\)/g, 'R.handleError(e, 0, 0)'],
  [/runtime\.callWrap\(runtime\.contextOrFrameLookup\(context, frame, "_"\), "_", context, /g, 'W(context, frame, '],
  [/runtime\.contextOrFrameLookup\(/g, 'L('],
  [/runtime\.memberLookup\(/g, 'M('],
  [/runtime\.callWrap\((\w+|L\(context, frame, "\w+"\)), "\w+", context, /g, 'C($1, context, '],
  [/runtime\.makeKeywordArgs\(/g, 'K('],
  [/runtime\.suppressValue\((.*), env\.opts\.autoescape\);/g, 'S($1);'],
];

/** @param {string} template */
function lean(template) {
  // No template of the phone asks where it is in a loop.
  const looped = template.includes('"loop"') ? template : template.replace(/frame\.set\("loop\.\w+", .*\);\n/g, '');
  return SPELLED_OUT.reduce((text, [long, short]) => text.replace(long, short), looped);
}
