/** Reads QR codes for browsers that can't. A worker of its own, because only its policy lets it compile. */

import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill';

const WASM = '/static/vendor/zxing_reader.wasm';

prepareZXingModule({ overrides: { locateFile: (/** @type {string} */ path) => (path.endsWith('.wasm') ? WASM : path) } });
const detector = new BarcodeDetector({ formats: ['qr_code'] });

self.addEventListener('message', async ({ data: { id, image } }) => {
  /** @type {string[] | null} */
  let texts = null;
  try {
    texts = (await detector.detect(image)).map(({ rawValue }) => rawValue);
  } catch (error) {
    console.error(error);
  }
  self.postMessage({ id, texts });
});
