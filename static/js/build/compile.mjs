/**
 * Writes a shared template as a plain JavaScript expression. Nunjucks' parser reads it; its compiler and its runtime
 * are left out, because the shared subset needs neither frames nor callbacks, and the phone carries every byte.
 */

import nunjucks from '@11ty/nunjucks';

/** @typedef {any} Node of Nunjucks' parser */
/**
 * @typedef {object} Scope
 * @property {string[]} locals names that are not the context's: loop variables, arguments
 * @property {Map<string, string>} macros imported and own macros: the expression that each is called by
 */

const GETTEXT = '_';
const EQUAL = /** @type {Record<string, string>} */ ({ '==': '===', '!=': '!==' });
const IMPORTING = ['FromImport', 'Macro', 'Extends'];

/**
 * `(c, b) => text` of a template: `c` the context, `b` the blocks of the template that extends it.
 * Free names: what `nameOf` gives templates and macros, and `print` (escapes), `translate`, `each`.
 * @param {string} text
 * @param {string} name
 * @returns {string} declarations of the template and its macros
 */
export function compile(text, name) {
  const root = nunjucks.parser.parse(text);
  const scope = { locals: [], macros: imported(root, name) };
  const own = root.children.filter((/** @type {Node} */ { typename }) => typename === 'Macro');
  const macros = own.map((/** @type {Node} */ macro) => `const ${nameOf(name, macro.name.value)} = ${macroOf(macro, scope)};`);
  return [...macros, `const ${nameOf(name)} = ${pageOf(root, scope)};`].join('\n');
}

/** What a template, or a macro of it, is called in the module; a minifier makes it short. @param {string} template @param {string} [macro] */
export function nameOf(template, macro = '') {
  return `${template.replace(/\W/g, '_')}$${macro}`;
}

/** @param {Node} root @param {Scope} scope */
function pageOf(root, scope) {
  const blocks = blocksOf(root).map(({ name, body }) => `${name.value}: (c, b) => ${textOf(body, scope)}`);
  const parent = root.children.find((/** @type {Node} */ { typename }) => typename === 'Extends');
  const all = `{${[...blocks, '...b'].join(', ')}}`;
  if (parent) return `(c, b) => ${nameOf(parent.template.value)}(c, ${all})`;
  return blocks.length ? `(c, b) => ((b) => ${textOf(root, scope)})(${all})` : `(c) => ${textOf(root, scope)}`;
}

/** Every block, also one inside another. @param {Node} node @returns {Node[]} */
function blocksOf(node) {
  return node.findAll(nunjucks.nodes.Block);
}

/** Which expression calls each macro that the template knows. @param {Node} root @param {string} name */
function imported(root, name) {
  const macros = new Map();
  for (const { typename, template, names, name: own } of root.children) {
    if (typename === 'Macro') macros.set(own.value, nameOf(name, own.value));
    if (typename !== 'FromImport') continue;
    for (const { value } of names.children) macros.set(value, nameOf(template.value, value));
  }
  return macros;
}

/** @param {Node} macro @param {Scope} scope */
function macroOf({ args, body }, scope) {
  const names = args.children.map((/** @type {Node} */ { value }) => value);
  return `(${names.join(', ')}) => ${textOf(body, { ...scope, locals: [...scope.locals, ...names] })}`;
}

/** A node that prints, as a template literal. @param {Node} node @param {Scope} scope */
function textOf(node, scope) {
  return `\`${partOf(node, scope)}\``;
}

/** What stands between the backticks. @param {Node} node @param {Scope} scope @returns {string} */
function partOf(node, scope) {
  if (!node || IMPORTING.includes(node.typename)) return '';
  const write = WRITERS[node.typename];
  if (write) return write(node, scope);
  return `\${${shown(node, scope)}}`;
}

/** @type {Record<string, (node: Node, scope: Scope) => string>} */
const WRITERS = {
  Root: all,
  NodeList: all,
  Output: all,
  TemplateData: ({ value }) => escaped(squeezed(value)),
  Block: ({ name }) => `\${b.${name.value}(c, b)}`,
  Include: ({ template }, { locals }) => {
    const context = locals.length ? `{...c, ${locals.join(', ')}}` : 'c';
    return `\${${nameOf(template.value)}(${context})}`;
  },
  If: ({ cond, body, else_ }, scope) => `\${${valueOf(cond, scope)} ? ${textOf(body, scope)} : ${else_ ? textOf(else_, scope) : '""'}}`,
  For: ({ arr, name, body }, scope) => {
    const inner = { ...scope, locals: [...scope.locals, name.value] };
    return `\${each(${valueOf(arr, scope)}, (${name.value}) => ${textOf(body, inner)})}`;
  },
};

/** @param {Node} node @param {Scope} scope */
function all({ children }, scope) {
  return children.map((/** @type {Node} */ child) => partOf(child, scope)).join('');
}

/** A macro gives markup; everything else is text, and escaped. @param {Node} node @param {Scope} scope */
function shown(node, scope) {
  const isMarkup = node.typename === 'FunCall' && scope.macros.has(node.name.value);
  return isMarkup ? valueOf(node, scope) : `print(${valueOf(node, scope)})`;
}

/** @param {Node} node @param {Scope} scope @returns {string} */
function valueOf(node, scope) {
  const write = VALUES[node.typename];
  if (!write) throw new Error(`${node.typename} is outside of the shared subset`);
  return write(node, scope);
}

/** @type {Record<string, (node: Node, scope: Scope) => string>} */
const VALUES = {
  Literal: quoted,
  Symbol: ({ value }, { locals }) => (locals.includes(value) ? value : `c.${value}`),
  LookupVal: ({ target, val }, scope) => `${valueOf(target, scope)}.${val.value}`,
  Not: ({ target }, scope) => `!${valueOf(target, scope)}`,
  And: ({ left, right }, scope) => `(${valueOf(left, scope)} && ${valueOf(right, scope)})`,
  Or: ({ left, right }, scope) => `(${valueOf(left, scope)} || ${valueOf(right, scope)})`,
  Group: ({ children }, scope) => `(${valueOf(children[0], scope)})`,
  Compare: ({ expr, ops: [{ type, expr: other }] }, scope) => `(${valueOf(expr, scope)} ${EQUAL[type]} ${valueOf(other, scope)})`,
  FunCall: ({ name, args }, scope) => `${calleeOf(name.value, scope)}(${args.children.map((/** @type {Node} */ arg) => valueOf(arg, scope)).join(', ')})`,
  KeywordArgs: ({ children }, scope) =>
    `{${children.map((/** @type {Node} */ { key, value }) => `${key.value}: ${valueOf(value, scope)}`).join(', ')}}`,
};

/** @param {string} name @param {Scope} scope */
function calleeOf(name, { macros }) {
  const callee = name === GETTEXT ? 'translate' : macros.get(name);
  if (!callee) throw new Error(`${name}() is neither a macro nor _()`);
  return callee;
}

/** @param {Node} literal */
function quoted({ value }) {
  return JSON.stringify(value);
}

/** Spaces around a line break say no more than the break. @param {string} text */
function squeezed(text) {
  return text.replace(/\s*\n\s*/g, '\n');
}

/** As it stands between backticks. @param {string} text */
function escaped(text) {
  return text.replace(/[\\`]|\$\{/g, '\\$&');
}
