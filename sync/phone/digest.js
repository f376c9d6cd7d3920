// @ts-check
/** SHA-256 of bytes, or of a text's UTF-8 bytes, as lower-case hex. */

/**
 * In a text a lone surrogate counts as U+FFFD, as everywhere on the wire.
 * @param {ArrayBuffer | ArrayBufferView<ArrayBuffer> | string} data
 * @returns {Promise<string>}
 */
export async function sha256Hex(data) {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  return hexOf(await crypto.subtle.digest('SHA-256', bytes));
}

/** @param {ArrayBuffer} buffer */
export function hexOf(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
