// @ts-check
/** What the engine asks of a phone's store, kept in memory. */

import { applyDelta } from '../../../sync/phone/delta.js';

/** @import {Store} from '../../../sync/phone/engine.js' */
/** @import {Entry, Limits, Progress, Receipt} from '../../../sync/phone/types.js' */
/** @typedef {{sha256: string, bytes: number, type: string, data: ArrayBuffer, location: string | null}} Kept */

/** @implements {Store} */
export class Outbox {
  /** @type {string | null} */
  secret = 'secret';
  /** @type {Map<string, Entry>} */
  waiting = new Map();
  /** @type {Map<string, Kept>} */
  photos = new Map();
  /** @type {Map<string, Receipt>} */
  receipts = new Map();
  /** @type {('sign-in' | null)[]} */
  pauses = [];
  why = '';
  /** @type {{snapshot: any, etag: string | null}} */
  latest = { snapshot: null, etag: null };

  /** @param {Entry} entry @param {Omit<Kept, 'location'>[]} [photos] */
  put(entry, photos = []) {
    this.waiting.set(entry.id, entry);
    for (const photo of photos) this.photos.set(photo.sha256, { ...photo, location: null });
  }

  token() {
    return this.secret;
  }

  /** @type {Partial<Limits>} */
  announced = { delivery_entries: 50, delivery_bytes: 1_048_576, chunk_bytes: 1024 };

  limits() {
    return this.announced;
  }

  waitingEntries() {
    return [...this.waiting.values()];
  }

  /** @param {Receipt[]} receipts */
  saveReceipts(receipts) {
    for (const receipt of receipts) {
      this.receipts.set(receipt.id, receipt);
      this.waiting.delete(receipt.id);
    }
  }

  photosToSend() {
    return [...this.photos.values()];
  }

  /** @param {string} sha256 @param {Progress} progress */
  savePhotoProgress(sha256, { location }) {
    Object.assign(this.photos.get(sha256) || {}, { location });
  }

  /** @param {string} sha256 */
  photoReceived(sha256) {
    this.photos.delete(sha256);
  }

  /** @param {'sign-in' | null} reason @param {string} [why] */
  setPaused(reason, why = '') {
    this.pauses.push(reason);
    this.why = why;
  }

  etag() {
    return this.latest.etag;
  }

  cursor() {
    return this.latest.snapshot?.cursor ?? null;
  }

  /** @param {any} delta @param {string | null} etag */
  saveDelta(delta, etag) {
    const snapshot = applyDelta(this.latest.snapshot, delta);
    if (snapshot) this.latest = { snapshot, etag };
    return Boolean(snapshot);
  }

  /** @param {any} snapshot @param {string | null} etag */
  saveSnapshot(snapshot, etag) {
    this.latest = { snapshot, etag };
  }
}
