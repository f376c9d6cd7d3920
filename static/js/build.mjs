/** Builds static/dist: style sheets, what page and worker share, the page, the worker. The same sources give the same bytes. */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { writeStyles } from '../css/build.mjs';
import { assetsModule } from './build/assets.mjs';
import { englishWords } from './build/messages.mjs';
import { templatesModule } from './build/templates.mjs';

const PHONE = new URL('phone/', import.meta.url);
const DIST = new URL('../dist/', import.meta.url);
// Hosts of the local server: secure contexts, htmx 4 and private fields already ask for engines of 2021.
const ENGINES = ['chrome85', 'firefox90', 'safari15'];
// Residents' pages are opened in old phones' WeChat, too.
// Safari has read destructuring since version 10; what esbuild minds in it are names used before they are set.
const OLD_ENGINES = { target: ['es2018', 'chrome72', 'firefox67', 'safari12'], supported: { destructuring: true } };
const SHARED = 'sanbaoPhone';
/** What the page imports only when it is asked for, each a file of its own; assets.mjs says when the worker keeps it. @type {string[]} */
const EXTRAS = ['camera', 'scan', 'rescue'];
/** How each host gets at the shared file: the page as a module, the worker as a script. */
const LOADERS = { page: "import '/static/dist/local.js';", worker: "importScripts('/static/dist/local.js');" };

/** @param {Record<string, () => Promise<string>>} modules made by the build, by name @returns {import('esbuild').Plugin} */
function madeHere(modules) {
  return {
    name: 'made',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^sanbao:/ }, ({ path }) => ({ path, namespace: 'made' }));
      onLoad({ filter: /.*/, namespace: 'made' }, async ({ path }) => ({ contents: await modules[path](), resolveDir: fileURLToPath(PHONE) }));
    },
  };
}

/** Replaces local.js by the global that the shared file makes. @param {'page' | 'worker'} host @param {string[]} names @returns {import('esbuild').Plugin} */
function shared(host, names) {
  return {
    name: 'shared',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.{1,2}\/local\.js$/ }, () => ({ path: 'local', namespace: 'shared' }));
      onResolve({ filter: /^\/static\// }, ({ path }) => ({ path, external: true }));
      onLoad({ filter: /.*/, namespace: 'shared' }, () => ({ contents: `${LOADERS[host]}\nexport const { ${names.join(', ')} } = self.${SHARED};` }));
    },
  };
}

/** @param {string} name @param {import('esbuild').BuildOptions} options */
async function bundle(name, options) {
  const entry = fileURLToPath(new URL(`${name}.js`, PHONE));
  const fixed = /** @type {const} */ ({ bundle: true, minify: true, charset: 'utf8', legalComments: 'none', write: false, metafile: true });
  const { outputFiles, metafile } = await build({ ...fixed, entryPoints: [entry], target: ENGINES, outfile: `${name}.js`, ...options });
  return { text: outputFiles?.[0].text || '', names: Object.values(metafile?.outputs || {})[0].exports };
}

/** The scripts of static/dist by name. The style sheets must be there already, because the worker's version covers them. @returns {Promise<Record<string, string>>} */
export async function buildScripts() {
  const templates = await templatesModule();
  const local = [madeHere({ 'sanbao:templates': async () => templates })];
  const { names } = await bundle('local', { format: 'esm', plugins: local });
  const footer = { js: `self.${SHARED}=${SHARED};` };
  const { text: localText } = await bundle('local', { format: 'iife', globalName: SHARED, footer, plugins: local });
  const { text: pageText } = await bundle('page', { format: 'esm', plugins: [shared('page', names)] });
  const extras = Object.fromEntries(await Promise.all(EXTRAS.map(async (name) => [`${name}.js`, (await bundle(name, { format: 'esm', plugins: [shared('page', names)] })).text])));
  const { text: readerText } = await bundle('reader', { format: 'iife' });
  const { text: speakText } = await bundle('../components/speak', { format: 'iife', ...OLD_ENGINES });
  const { text: chartsText } = await bundle('../charts/charts', { format: 'esm' });
  const { text: shrinkText } = await bundle('../components/shrink', { format: 'esm', ...OLD_ENGINES });
  const made = { 'en.json': await englishWords(), 'local.js': localText, 'page.js': pageText, 'reader.js': readerText, ...extras };
  const fresh = Object.fromEntries(Object.entries(made).map(([name, text]) => [`dist/${name}`, text]));
  const assets = await assetsModule(await readFile(new URL('worker.js', PHONE), 'utf8'), fresh);
  const worker = [shared('worker', names), madeHere({ 'sanbao:assets': async () => assets })];
  return { ...made, 'charts.js': chartsText, 'shrink.js': shrinkText, 'speak.js': speakText, 'worker.js': (await bundle('worker', { format: 'iife', plugins: worker })).text };
}

async function main() {
  await mkdir(DIST, { recursive: true });
  await writeStyles();
  for (const [name, text] of Object.entries(await buildScripts())) await writeFile(new URL(name, DIST), text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
