// @ts-check
/** A small server of the wire on real HTTP, kept in memory; `trouble` lets a test cut, lose, hold or replace answers. */

import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

/** @typedef {{method: string, path: string, headers: import('node:http').IncomingHttpHeaders, body: Buffer}} Asked */
/** @typedef {{status: number, headers?: Record<string, string | number>, json?: unknown, text?: string}} Answered */
/**
 * @typedef {object} Trouble what goes wrong with one request
 * @property {number} [cutAfter] bytes of the body that arrive before the line breaks
 * @property {boolean} [loseAnswer] all is done, but nobody hears of it
 * @property {boolean} [hang] no answer ever
 * @property {Answered} [answer] somebody else answers
 */
/** @typedef {{offset: number, length: number, sha256: string, bytes: Buffer}} Upload */

/** @param {Buffer | string} data */
export const sha256Of = (data) => createHash('sha256').update(data).digest('hex');

export class WireServer {
  token = 'secret';
  /** @type {Map<string, {digest: string, text: string}[]>} texts by id; the first stands */
  entries = new Map();
  /** @type {Map<string, Buffer>} */
  photos = new Map();
  /** @type {Map<string, Upload>} */
  uploads = new Map();
  /** @type {{method: string, path: string, bytes: number}[]} */
  requests = [];
  etag = '"1"';
  snapshot = { protocol: 1, rule_book: {}, courtyards: [] };
  mostEntries = 50;
  /** @type {(asked: Omit<Asked, 'body'> & {announced: number}) => Trouble | undefined} */
  trouble = () => undefined;
  /** @type {(text: string) => Answered | undefined} */
  onEntry = () => undefined;
  base = '';

  async start() {
    this.http = createServer((request, response) => void this.#serve(request, response));
    await new Promise((resolve) => this.http?.listen(0, '127.0.0.1', () => resolve(undefined)));
    const address = /** @type {import('node:net').AddressInfo} */ (this.http.address());
    this.base = `http://127.0.0.1:${address.port}/api/v1`;
    return this;
  }

  stop() {
    this.http?.closeAllConnections();
    return new Promise((resolve) => this.http?.close(resolve));
  }

  /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
  async #serve(request, response) {
    const { method = '', url: path = '', headers, socket } = request;
    const trouble = this.trouble({ method, path, headers, announced: Number(headers['content-length'] || 0) }) || {};
    const body = await bodyOf(request, trouble.cutAfter ?? Infinity);
    this.requests.push({ method, path, bytes: body.length });
    if (trouble.hang) return;
    // Bytes of a cut photo are kept; a cut delivery can't be read, so nothing of it happened.
    if (trouble.cutAfter !== undefined && !path.includes('/files/')) return void socket.destroy();
    const answered = trouble.answer || this.#answer({ method, path, headers, body });
    if (trouble.loseAnswer || trouble.cutAfter !== undefined) return void socket.destroy();
    const { status, headers: named = {}, json, text } = answered;
    response.writeHead(status, json ? { 'Content-Type': 'application/json', ...named } : named);
    response.end(method === 'HEAD' ? undefined : json ? JSON.stringify(json) : text);
  }

  /** @param {Asked} asked @returns {Answered} */
  #answer(asked) {
    if (asked.path.startsWith('/api/v1/files/')) return this.#files(asked);
    if (asked.headers.authorization !== `Bearer ${this.token}`) return refused(401, 'sign_in_again');
    return asked.path.endsWith('/batches') ? this.#batches(asked) : this.#snapshot(asked);
  }

  /** @param {Asked} asked @returns {Answered} */
  #snapshot({ headers }) {
    if (headers['if-none-match'] === this.etag) return { status: 304 };
    return { status: 200, headers: { ETag: this.etag }, json: this.snapshot };
  }

  /** @param {Asked} asked @returns {Answered} */
  #batches({ body }) {
    const { entries } = JSON.parse(body.toString());
    if (entries.length > this.mostEntries) return refused(413, 'delivery_too_large');
    const receipts = [];
    for (const { digest, text } of entries) {
      const trouble = this.onEntry(text);
      if (trouble) return trouble;
      receipts.push(this.#receipt(digest, text));
    }
    return { status: 200, json: { server_time: 0, receipts } };
  }

  /** @param {string} digest @param {string} text */
  #receipt(digest, text) {
    const { id, refuse, photos = [] } = JSON.parse(text);
    if (refuse) return { id, digest, outcome: 'rejected', state: null, missing: [], reason: refuse };
    const known = this.entries.get(id) || [];
    this.entries.set(id, known.some((one) => one.digest === digest) ? known : [...known, { digest, text }]);
    const outcome = known.length === 0 ? 'accepted' : known[0].digest === digest ? 'duplicate' : 'conflict';
    const missing = photos.filter((/** @type {string} */ sha256) => !this.photos.has(sha256));
    return { id, digest, outcome, state: missing.length ? 'received' : 'complete', missing, reason: null };
  }

  /** @param {Asked} asked @returns {Answered} */
  #files(asked) {
    if (asked.method === 'OPTIONS') return { status: 204, headers: OF_TUS };
    if (asked.headers.authorization !== `Bearer ${this.token}`) return refused(401, 'sign_in_again');
    if (asked.method === 'POST') return this.#create(asked);
    const upload = this.uploads.get(asked.path);
    if (!upload) return refused(404, 'upload_unknown');
    const told = { ...OF_TUS, 'Upload-Offset': upload.offset, 'Upload-Length': upload.length };
    if (asked.method === 'HEAD') return { status: 200, headers: { ...told, ...receiptOf(this.photos, upload) } };
    if (Number(asked.headers['upload-offset']) !== upload.offset) return refused(409, 'upload_offset_differs');
    return this.#append(asked, upload, 204);
  }

  /** @param {Asked} asked @returns {Answered} */
  #create(asked) {
    const path = `/api/v1/files/${randomUUID()}`;
    const length = Number(asked.headers['upload-length']);
    const [, named] = /sha256 (\S+?),/.exec(String(asked.headers['upload-metadata'])) || [];
    const upload = { offset: 0, length, sha256: Buffer.from(named, 'base64').toString(), bytes: Buffer.alloc(length) };
    this.uploads.set(path, upload);
    if (this.photos.has(upload.sha256)) upload.offset = length;
    return this.#append({ ...asked, path }, upload, 201);
  }

  /** @param {Asked} asked @param {Upload} upload @param {number} status @returns {Answered} */
  #append({ path, body }, upload, status) {
    upload.offset += body.copy(upload.bytes, upload.offset);
    if (upload.offset === upload.length && !this.photos.has(upload.sha256)) {
      if (sha256Of(upload.bytes) !== upload.sha256) {
        this.uploads.delete(path);
        return refused(460, 'photo_hash_differs');
      }
      this.photos.set(upload.sha256, upload.bytes);
    }
    const headers = { ...OF_TUS, Location: path, 'Upload-Offset': upload.offset, ...receiptOf(this.photos, upload) };
    return { status, headers };
  }
}

const OF_TUS = { 'Tus-Resumable': '1.0.0' };

/** @param {Map<string, Buffer>} photos @param {Upload} upload @returns {Record<string, string>} */
function receiptOf(photos, { sha256 }) {
  return photos.has(sha256) ? { 'Photo-Receipt': sha256 } : {};
}

/** @param {number} status @param {string} reason @returns {Answered} */
export function refused(status, reason) {
  return { status, headers: OF_TUS, json: { code: status * 10, reason, message: '' } };
}

/** @param {import('node:http').IncomingMessage} request @param {number} most */
async function bodyOf(request, most) {
  const parts = [];
  let room = most;
  for await (const part of request) {
    parts.push(part.subarray(0, room));
    room -= part.length;
    if (room <= 0) break;
  }
  return Buffer.concat(parts);
}
