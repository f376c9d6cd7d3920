/** The answers of the phone's own server; the same headers as Flask's pages. */

// The same words as CONTENT_SECURITY_POLICY in webapp/security.py; a test compares them.
export const CONTENT_SECURITY_POLICY =
  "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};

const PICTURE = /^image\/(jpeg|png|webp|hei[cf])$/;

/** @param {string} text @param {number} [status] @param {Record<string, string>} [headers] */
export function html(text, status = 200, headers = {}) {
  return new Response(text, { status, headers: { ...HEADERS, 'Content-Type': 'text/html; charset=utf-8', ...headers } });
}

/** @param {string} location */
export function seeOther(location) {
  return new Response(null, { status: 303, headers: { ...HEADERS, Location: location } });
}

/** @param {ArrayBuffer} data @param {string} type */
export function bytes(data, type) {
  // Bytes named by their hash never change, but they are a person's: kept by this page only.
  const shown = PICTURE.test(type) ? type : 'application/octet-stream';
  return new Response(data, { headers: { ...HEADERS, 'Content-Security-Policy': "default-src 'none'; sandbox", 'Content-Type': shown } });
}
