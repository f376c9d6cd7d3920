/** What the worker keeps for the time without a line, and a version that changes with any of it. */

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

const STATIC = new URL('../../', import.meta.url);

/** Everything a page of the phone names; a house test compares this with the pages. */
export const PRECACHED = [
  'dist/phone.css',
  'dist/page.js',
  'dist/local.js',
  'dist/camera.js',
  'vendor/htmx.min.js',
  'img/icons.svg',
  'img/icon.svg',
  'img/icon-192.png',
  'manifest.webmanifest',
];

/**
 * Kept in this order as soon as the app would open without a line, or once it was fetched: what not every walk needs, too much
 * for the first load over a thin line. The reader of QR codes is the largest and comes last.
 * @type {string[]}
 */
export const LATER = ['dist/en.json', 'img/examples.svg', 'dist/scan.js', 'dist/rescue.js', 'dist/reader.js', 'vendor/zxing_reader.wasm'];

/** Where a file is asked for, if not below /static/: the worker answers only for scripts of workers within its own folder. @type {Record<string, string>} */
const ADDRESSES = { 'dist/reader.js': '/inspect/reader.js' };

/**
 * @param {string} sources text that is built into the worker itself
 * @param {Record<string, string>} fresh files of this build that are not written yet
 */
export async function assetsModule(sources, fresh) {
  const hash = createHash('sha256').update(sources);
  for (const path of [...PRECACHED, ...LATER]) hash.update(path).update(fresh[path] || (await readFile(new URL(path, STATIC))));
  const [paths, later] = [PRECACHED, LATER].map((names) => JSON.stringify(names.map((path) => ADDRESSES[path] || `/static/${path}`)));
  return `export const version = ${JSON.stringify(hash.digest('hex').slice(0, 12))};\nexport const paths = ${paths};\nexport const later = ${later};\n`;
}
