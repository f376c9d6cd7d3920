/** Nunjucks without what the phone never uses: no compiler, no filters, no tests, no Express. A third of its slim build. */

import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const ENTRY = `
const { Environment } = require('@11ty/nunjucks/src/environment');
const { PrecompiledLoader } = require('@11ty/nunjucks/src/precompiled-loader');
module.exports = { Environment, PrecompiledLoader };`;

/** What stands in for a module that is left out. The shared subset of the templates has no filters and no tests; its linter says so. */
const STANDINS = {
  '/compiler': 'module.exports = {};',
  '/filters': 'module.exports = {};',
  '/tests': 'module.exports = {};',
  '/globals': 'module.exports = () => ({});',
  '/express-app': 'module.exports = () => undefined;',
  '/loaders': 'module.exports = {};',
  // A plain function, because nunjucks calls it without `new`.
  events: 'module.exports = function () {}; Object.assign(module.exports.prototype, { on() {}, emit() {} });',
  path: 'module.exports = {};',
};

/** @type {import('esbuild').Plugin} */
export const leanNunjucks = {
  name: 'lean-nunjucks',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /nunjucks-slim\.js$/ }, () => ({ path: 'entry', namespace: 'nunjucks' }));
    onResolve({ filter: /^(\.\/(compiler|filters|tests|globals|express-app|loaders)|events|path)$/ }, ({ path, importer }) =>
      (importer.includes('nunjucks') ? { path: path.replace('.', ''), namespace: 'nunjucks' } : undefined));
    onLoad({ filter: /.*/, namespace: 'nunjucks' }, ({ path }) => ({
      contents: path === 'entry' ? ENTRY : STANDINS[/** @type {keyof typeof STANDINS} */ (path)], resolveDir: ROOT,
    }));
  },
};
