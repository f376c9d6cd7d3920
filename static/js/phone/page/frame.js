/** The finger sees its tap before anything begins to work on it. */

// A page in the background gets no frames.
const LONGEST_FRAME = 50;

/** Resolves once the next frame is on the screen. @returns {Promise<void>} */
export function painted() {
  return new Promise((resolve) => {
    globalThis.requestAnimationFrame?.(() => setTimeout(resolve));
    setTimeout(resolve, LONGEST_FRAME);
  });
}
