/** Puts the phone's choice of theme, size and language on the page, and tells Flask's pages by cookie. */

/** @import {Look} from '../store/settings.js' */

const YEAR = 31_536_000;

/** How Flask's page looks: what a new phone begins with. @returns {Record<string, string>} */
export function lookOfPage() {
  const { dataset, lang } = document.documentElement;
  return { theme: dataset.theme || '', size: dataset.size || 'normal', language: lang === 'en' ? 'en' : 'zh_CN' };
}

/** @param {Look} look */
export function rememberLook(look) {
  for (const [name, value] of Object.entries(look)) {
    const age = value ? YEAR : 0;
    document.cookie = `${name}=${value}; Path=/; Max-Age=${age}; SameSite=Lax${location.protocol === 'https:' ? '; Secure' : ''}`;
  }
}

/** Takes over what stands outside the part that is swapped. @param {Document} made */
export function takeFrame(made) {
  const html = document.documentElement;
  for (const name of ['lang', 'data-theme', 'data-size']) {
    const value = made.documentElement.getAttribute(name);
    if (value === null) html.removeAttribute(name);
    else html.setAttribute(name, value);
  }
  const [skip, wanted] = [document, made].map((each) => each.querySelector('.skip'));
  if (skip && wanted) skip.textContent = wanted.textContent;
  document.title = made.title;
}
