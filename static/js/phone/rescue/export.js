// @ts-check
/** Writes what the server has no receipt for into files that another phone, or staff, can take in. Nothing leaves the phone's store. */

import { communityDay } from '../../../../sync/phone/day.js';
import { sha256Hex } from '../../../../sync/phone/digest.js';
import { sealer } from '../../../../sync/phone/seal.js';
import { isOwed } from '../owed.js';
import { readChecks } from '../store/checks.js';
import { readDeeds } from '../store/deeds.js';
import { readDrafts } from '../store/drafts.js';
import { waitingEntries } from '../store/outbox.js';
import { readPerson } from '../store/people.js';
import { readPhoto } from '../store/photos.js';
import { readSnapshot } from '../store/snapshots.js';
import { makeZip } from './zip.js';

/** @import {Check} from '../store/checks.js' */
/** @import {Connection} from '../store/connection.js' */
/** @import {KeptDraft} from '../store/drafts.js' */
/** @import {Person} from '../store/people.js' */
/** @typedef {{id: string, digest: string, text: string, device?: string, seal?: string}} Made */
/** @typedef {{sha256: string, type: string}} Named */
/** @typedef {{person: Person, community: string, zone: string, device: string, entries: Made[], deeds: number, photos: Named[], drafts: KeptDraft[]}} Parcel what one phone made */
/** @typedef {{files: File[], checks: number, deeds: number, photos: number, lost: number}} Exported `lost` photos are named, but not on this phone */

const ENDINGS = /** @type {Record<string, string>} */ ({ 'image/png': 'png', 'image/webp': 'webp', 'image/heic': 'heic', 'image/heif': 'heif' });

/** @param {Connection} connection @param {string} id of the person @param {number} now @returns {Promise<Exported>} */
export async function exportWork(connection, id, now) {
  const exported = { files: /** @type {File[]} */ ([]), checks: 0, deeds: 0, photos: 0, lost: 0 };
  const parcels = await readParcels(connection, id);
  for (const [place, parcel] of parcels.entries()) {
    const { manifest, blob } = await pack(connection, parcel, now);
    const day = communityDay(now, parcel.zone);
    const name = `sanbao-${parcel.person.number.replace(/[^0-9A-Za-z]/g, '') || 'x'}-${day}${place ? `-${place + 1}` : ''}.zip`;
    exported.files.push(new File([blob], name, { type: 'application/zip' }));
    exported.checks += manifest.entries.length - parcel.deeds;
    exported.deeds += parcel.deeds;
    exported.photos += manifest.photos.length;
    exported.lost += parcel.photos.length - manifest.photos.length;
  }
  return exported;
}

/** One parcel for each phone that made something: what was carried here keeps the seals of its own. @param {Connection} connection @param {string} id @returns {Promise<Parcel[]>} */
async function readParcels(connection, id) {
  const found = await connection.read(['people', 'snapshots', 'checks', 'deeds', 'outbox', 'drafts'], async (transaction) => ({
    person: await readPerson(transaction, id),
    kept: await readSnapshot(transaction, id),
    checks: (await readChecks(transaction, id)).filter(isOwed),
    deeds: (await readDeeds(transaction, id)).filter(isOwed),
    waiting: await waitingEntries(transaction, id),
    drafts: await readDrafts(transaction, id),
  }));
  const { person, kept, checks, deeds, waiting, drafts } = found;
  if (!person) return [];
  const own = person.device || kept?.snapshot.device || '';
  /** @type {Map<string, Made>} */
  const made = new Map([...waiting, ...deeds, ...checks].map((each) => [each.id, each]));
  const devices = new Set([...made.values()].map(({ device }) => device || own));
  if (drafts.length) devices.add(own);
  return [...devices].map((device) => {
    const mine = drafts.filter(() => device === own);
    const photos = [...checks.filter((check) => (check.device || own) === device).flatMap(owedPhotos), ...mine.flatMap(photosOfDraft)];
    const entries = [...made.values()].filter((each) => (each.device || own) === device);
    const theirs = deeds.filter((deed) => entries.some((entry) => entry.id === deed.id)).length;
    const { slug, timezone } = kept ? kept.snapshot.community : { slug: person.community || '', timezone: 'Asia/Shanghai' };
    return { person, community: slug, zone: timezone, device, entries, deeds: theirs, drafts: mine, photos: [...new Map(photos.map((photo) => [photo.sha256, photo])).values()] };
  });
}

/** @param {Connection} connection @param {Parcel} parcel @param {number} now */
async function pack(connection, { person, community, device, entries, photos, drafts }, now) {
  const zip = makeZip();
  const seal = await sealer(person.token);
  const { id, number, name } = person;
  const manifest = {
    sanbao: 1, made_at: now, device_time: now, community, person: { id, number, name }, device,
    entries: /** @type {object[]} */ ([]), photos: /** @type {object[]} */ ([]), drafts: /** @type {object[]} */ ([]),
  };
  for (const entry of entries) {
    const file = `entries/${entry.id}.json`;
    zip.add(file, bytesOf(entry.text));
    manifest.entries.push({ id: entry.id, digest: entry.digest, seal: entry.seal || (await seal(entry.digest)), file });
  }
  for (const { sha256 } of photos) {
    // One at a time: the phone's memory holds one photo, the Blob the others.
    const kept = await connection.read(['photos'], (transaction) => readPhoto(transaction, id, sha256));
    if (!kept) continue;
    const file = `photos/${sha256}.${ENDINGS[kept.type] || 'jpg'}`;
    zip.add(file, new Uint8Array(kept.data));
    manifest.photos.push({ sha256, bytes: kept.data.byteLength, type: kept.type, file });
  }
  for (const { person: _, ...draft } of drafts) {
    const [file, bytes] = [`drafts/${draft.courtyard}.json`, bytesOf(JSON.stringify(draft))];
    zip.add(file, bytes);
    manifest.drafts.push({ courtyard: draft.courtyard, sha256: await sha256Hex(bytes), file });
  }
  zip.add('manifest.json', bytesOf(JSON.stringify(manifest)));
  return { manifest, blob: zip.finish() };
}

/** @param {Check} check @returns {Named[]} */
function owedPhotos({ photos }) {
  return photos.filter(({ received }) => !received);
}

/** @param {KeptDraft} draft @returns {Named[]} */
function photosOfDraft({ items }) {
  return Object.values(items).flatMap(({ photos }) => photos || []);
}

/** @param {string} text */
function bytesOf(text) {
  return new TextEncoder().encode(text);
}
