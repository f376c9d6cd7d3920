/** `_()` of the templates on the phone: message ids are the Chinese texts, placeholders are named. */

/** @typedef {(message: string, values?: Record<string, unknown>) => string} Translate */

/** @param {string} language 'zh_CN' or 'en' @param {Record<string, string>} english @returns {Translate} */
export function translator(language, english) {
  const isEnglish = language === 'en';
  return (message, values) => {
    const text = isEnglish ? english[message] || message : message;
    return values ? filled(text, values) : text;
  };
}

/** @param {string} text @param {Record<string, unknown>} values */
function filled(text, values) {
  return text.replace(/%(?:\((\w+)\)[sd]|%)/g, (whole, name) => (name === undefined ? '%' : String(values[name])));
}
