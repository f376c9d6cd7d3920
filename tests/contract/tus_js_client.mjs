// @ts-check
/** Somebody else's client, unmodified: reads an order from stdin, uploads, and tells on stdout how it ended. */

import { json } from 'node:stream/consumers';
import { Upload } from 'tus-js-client';

const order = /** @type {any} */ (await json(process.stdin));
const upload = new Upload(Buffer.from(order.picture, 'base64'), {
  endpoint: order.endpoint,
  uploadUrl: order.url,
  headers: order.headers,
  metadata: order.metadata,
  chunkSize: order.chunk || Infinity,
  uploadDataDuringCreation: Boolean(order.during),
  retryDelays: order.retries ? Array(order.retries).fill(50) : null,
  onSuccess: () => tell({ status: 200, url: upload.url }),
  onError: (error) => tell({ status: ('originalResponse' in error && error.originalResponse?.getStatus()) || 0 }),
});
upload.start();

/** @param {{status: number, url?: string | null}} ended */
function tell(ended) {
  process.stdout.write(JSON.stringify(ended));
}
