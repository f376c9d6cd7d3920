// @ts-check
/** Joins the style sheets of each audience into one file, because on a thin line every request costs more than its bytes. */

import { readFile, writeFile, mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';

const HERE = new URL('./', import.meta.url);
const DIST = new URL('../dist/', import.meta.url);
const ENGINES = ['chrome72', 'firefox67', 'safari12'];

/** @returns {Promise<Record<string, string>>} text of each bundle by its file name */
export async function bundleStyles() {
  /** @type {Record<string, string[]>} */
  const bundles = JSON.parse(await readFile(new URL('bundles.json', HERE), 'utf8'));
  const made = Object.entries(bundles).map(async ([name, parts]) => [name, await joined(parts)]);
  return Object.fromEntries(await Promise.all(made));
}

/** @param {string[]} parts */
async function joined(parts) {
  const texts = await Promise.all(parts.map((part) => readFile(new URL(`${part}.css`, HERE), 'utf8')));
  const { code } = await transform(texts.join('\n'), { loader: 'css', minify: true, target: ENGINES, charset: 'utf8' });
  return code;
}

/** Writes every bundle to static/dist/. */
export async function writeStyles() {
  await mkdir(DIST, { recursive: true });
  for (const [name, text] of Object.entries(await bundleStyles())) await writeFile(new URL(name, DIST), text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeStyles();
