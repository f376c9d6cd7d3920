/** Phones that export and take in work, and a server that takes everything: for the tests of the last rescue. */

import { createHash } from 'node:crypto';
import { test } from 'node:test';
import * as rescue from '../../../static/js/phone/rescue.js';
import { everybody, signOut } from '../../../static/js/phone/store/people.js';
import { makePhone, openedForm, pictureFile } from './phone.mjs';
import { SNAPSHOT } from './snapshot.mjs';

export const DEVICE = '6f1c9d3e-0000-4000-8000-000000000007';
export const sha256 = (/** @type {Uint8Array} */ bytes) => createHash('sha256').update(bytes).digest('hex');
export const textOf = (/** @type {Uint8Array} */ bytes) => new TextDecoder().decode(bytes);

/** A phone whose tools hand over to the test. @param {string} id @param {string} name */
export async function makePerson(id = '7', name = '王志远') {
  const files = [];
  const give = async (given) => { files.push(...given); return true; };
  const tools = { ...rescue, giveOut: (connection, person, now, language) => rescue.giveOut(connection, person, now, language, give) };
  const phone = await makePhone({ rescue: async () => tools });
  await phone.connection.write(['settings'], signOut);
  await phone.connection.write(['settings', 'people', 'snapshots', 'checks', 'deeds'], async (transaction) => transaction.objectStore('people').delete('7'));
  await phone.signIn(id, name, { ...SNAPSHOT, device: DEVICE.replace(/7$/, id) });
  return Object.assign(phone, { files, people: () => phone.connection.read(['people'], everybody) });
}

/** @param {any} phone @param {string} code @param {number[]} pictures */
export async function saveCheck(phone, code, ...pictures) {
  const form = await openedForm(phone, code);
  for (const seed of pictures) {
    await phone.post(`/inspect/courtyards/${code}/items/W2/photos/`, { ...form, 'result-W2': 'fault', 'photo-W2': pictureFile(seed) });
  }
  await phone.post(`/inspect/courtyards/${code}/`, pictures.length ? { ...form, 'result-W2': 'fault' } : form);
}

/** Three checks and two photos. */
export async function makeFull() {
  const phone = await makePerson();
  for (const [code, ...pictures] of [['YARD27', 1, 2], ['YARD29'], ['YARD33']]) await saveCheck(phone, code, ...pictures);
  return phone;
}

/** @param {any} phone */
export async function exported(phone, person = '7') {
  await phone.post('/inspect/rescue/', { person });
  return phone.files.at(-1);
}

/** @param {any} phone @param {File} file */
export async function take(phone, file) {
  return (await phone.post('/inspect/rescue/', { file })).text();
}

/** A server that takes everything and remembers it. */
export function makeFarEnd() {
  const posts = [];
  const fetch = async (url, options) => {
    const token = options.headers.Authorization;
    if (url.endsWith('/batches')) {
      const delivery = JSON.parse(options.body);
      posts.push({ token, ...delivery });
      const receipts = delivery.entries.map(({ digest, text }) => {
        const { id, results } = JSON.parse(text);
        const missing = results.flatMap(({ photos = [] }) => photos.map((photo) => photo.sha256));
        return { id, digest, outcome: 'accepted', state: missing.length ? 'received' : 'complete', missing, reason: null };
      });
      return Response.json({ server_time: 0, receipts });
    }
    if (url.includes('/files/')) {
      const bytes = new Uint8Array(options.body);
      posts.push({ token, photo: sha256(bytes) });
      const headers = { 'Tus-Resumable': '1.0.0', 'Upload-Offset': String(bytes.length), 'Photo-Receipt': sha256(bytes), Location: '/api/v1/files/x' };
      return new Response(null, { status: 201, headers });
    }
    return Response.json({ ...SNAPSHOT, person: { id: '8', name: '李国栋', number: '03' } }, { headers: { ETag: '"1"' } });
  };
  return { posts, fetch };
}

export const lineOf = (phone, far) => ({ connection: phone.connection, fetch: far.fetch, now: phone.app.now, onProgress: () => undefined });
