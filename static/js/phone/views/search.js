// @ts-check
/** Finding a courtyard by lane, number or surname; twin of `pages/search.py`. */

/** Every word of the query fits: one that begins with a figure is a door number, others are part of the name. @param {{lane: string, number: string, surname: string}} courtyard @param {string} query */
export function matches({ lane, number, surname }, query) {
  const name = plain(`${lane}${number}号院${surname}家`);
  return plain(query).split(/\s+/).filter(Boolean).every((word) => fits(word, name, plain(number)));
}

/** Full-width figures and letters made narrow, in lower case. @param {string} text */
export function plain(text) {
  return text.normalize('NFKC').toLowerCase();
}

/** @param {string} word @param {string} name @param {string} number */
function fits(word, name, number) {
  return /^[0-9]/.test(word) ? number.startsWith(word.replace(/[号院]+$/, '')) : name.includes(word);
}
