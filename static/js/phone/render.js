/** Renders the templates that Flask renders too, from their compiled form, in the person's language. */

import nunjucks from '@11ty/nunjucks/browser/nunjucks-slim.js';
import { translator } from './words.js';

/**
 * @typedef {object} Materials what the build step makes
 * @property {Record<string, unknown>} templates compiled, by name
 * @property {Record<string, string>} messages English by Chinese
 */
/** @typedef {(name: string, context: Record<string, unknown>, language: string) => string} Render */

/** @param {Materials} materials @param {{strict?: boolean}} [options] `strict`: printing what is not there is an error @returns {Render} */
export function makeRender({ templates, messages }, { strict = false } = {}) {
  /** @type {Map<string, any>} */
  const environments = new Map();
  const make = (/** @type {string} */ language) => {
    const loader = new nunjucks.PrecompiledLoader(templates);
    const environment = new nunjucks.Environment(loader, { autoescape: true, throwOnUndefined: strict });
    environment.addGlobal('_', translator(language, messages));
    environments.set(language, environment);
    return environment;
  };
  return (name, context, language) => (environments.get(language) || make(language)).render(name, context);
}
