// @ts-check
/** ZIP files whose members are stored as they are: photos are compressed already, and nothing has to be unpacked in memory. */

const [LOCAL, CENTRAL, END] = [0x04034b50, 0x02014b50, 0x06054b50];
const [LOCAL_BYTES, CENTRAL_BYTES, END_BYTES] = [30, 46, 22];
// 1 January 1980, the first day that the format knows: the manifest tells the time.
const NO_DAY = 0x0021;
const STORED = 0;

/** The bytes are no ZIP of this kind, or not all of one. */
export class NotAZip extends Error {}

/** @type {Uint32Array | undefined} */
let table;

/** @param {Uint8Array} bytes */
function crc32(bytes) {
  table = table || Uint32Array.from({ length: 256 }, (_, start) => {
    let value = start;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value;
  });
  let crc = 0xffffffff;
  for (let place = 0; place < bytes.length; place += 1) crc = table[(crc ^ bytes[place]) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** Collects members one by one; each becomes a part of the Blob at once, so that the browser may lay it on the disk. */
export function makeZip() {
  /** @type {BlobPart[]} */
  const parts = [];
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const directory = [];
  let offset = 0;
  return {
    /** @param {string} name ASCII @param {Uint8Array<ArrayBuffer>} bytes */
    add(name, bytes) {
      const about = [20, 0, STORED, 0, NO_DAY].map((number) => u16(number)).concat(u32(crc32(bytes)), u32(bytes.length), u32(bytes.length), u16(name.length), u16(0));
      const named = new TextEncoder().encode(name);
      const head = join([u32(LOCAL), ...about, named]);
      parts.push(new Blob([head, bytes]));
      directory.push(join([u32(CENTRAL), u16(20), ...about, u16(0), u16(0), u16(0), u32(0), u32(offset), named]));
      offset += head.length + bytes.length;
    },
    finish() {
      const size = directory.reduce((sum, { length }) => sum + length, 0);
      const counts = [0, 0, directory.length, directory.length].map((number) => u16(number));
      const end = join([u32(END), ...counts, u32(size), u32(offset), u16(0)]);
      return new Blob([...parts, ...directory, end], { type: 'application/zip' });
    },
  };
}

/**
 * The members by name, each read only when it is asked for; null for one that is damaged.
 * @param {Blob} file
 * @returns {Promise<(name: string) => Promise<Uint8Array<ArrayBuffer> | null>>}
 */
export async function openZip(file) {
  const end = await viewOf(file, Math.max(file.size - END_BYTES, 0), END_BYTES);
  if (end.getUint32(0, true) !== END) throw new NotAZip();
  const [count, size, start] = [end.getUint16(10, true), end.getUint32(12, true), end.getUint32(16, true)];
  const directory = await viewOf(file, start, size);
  /** @type {Map<string, {crc: number, bytes: number, offset: number}>} */
  const members = new Map();
  for (let place = 0, at = 0; place < count; place += 1) {
    if (at + CENTRAL_BYTES > size || directory.getUint32(at, true) !== CENTRAL) throw new NotAZip();
    const [flags, method, length] = [8, 10, 28].map((field) => directory.getUint16(at + field, true));
    const [crc, packed, bytes, offset] = [16, 20, 24, 42].map((field) => directory.getUint32(at + field, true));
    if (flags & 1 || method !== STORED || packed !== bytes || at + CENTRAL_BYTES + length > size) throw new NotAZip();
    const name = new TextDecoder().decode(new Uint8Array(directory.buffer, at + CENTRAL_BYTES, length));
    if (members.has(name)) throw new NotAZip();
    members.set(name, { crc, bytes, offset });
    at += CENTRAL_BYTES + length + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true);
  }
  return async (name) => {
    const member = members.get(name);
    return member ? read(file, member) : null;
  };
}

/** @param {Blob} file @param {{crc: number, bytes: number, offset: number}} member */
async function read(file, { crc, bytes, offset }) {
  if (offset + LOCAL_BYTES + bytes > file.size) return null;
  const head = await viewOf(file, offset, LOCAL_BYTES);
  const start = offset + LOCAL_BYTES + head.getUint16(26, true) + head.getUint16(28, true);
  const data = new Uint8Array(await file.slice(start, start + bytes).arrayBuffer());
  return head.getUint32(0, true) === LOCAL && data.length === bytes && crc32(data) === crc ? data : null;
}

/** @param {Blob} file @param {number} start @param {number} length */
async function viewOf(file, start, length) {
  const buffer = await file.slice(start, start + length).arrayBuffer();
  if (buffer.byteLength !== length) throw new NotAZip();
  return new DataView(buffer);
}

/** @param {number} number */
function u16(number) {
  return Uint8Array.of(number & 0xff, number >>> 8);
}

/** @param {number} number */
function u32(number) {
  return Uint8Array.of(number & 0xff, (number >>> 8) & 0xff, (number >>> 16) & 0xff, number >>> 24);
}

/** @param {Uint8Array[]} pieces */
function join(pieces) {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
