/** A request to the phone's own server that brings its form as it is. */

/**
 * WebKit can't read back a body with a picture that was made in the page; and no photo needs to be copied on its way to the next room.
 * @param {string | URL} url
 * @param {{method?: string, headers?: HeadersInit, body?: BodyInit | null}} [options]
 */
export function localRequest(url, { body, ...options } = {}) {
  if (!(body instanceof FormData)) return new Request(url, { ...options, body });
  return Object.assign(new Request(url, options), { formData: async () => body });
}
