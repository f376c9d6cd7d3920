// @ts-check
/** The way from an account's published figures to the root of the publication, as webapp/domain/months/root.py makes it. */

/**
 * @typedef {{account: number, month: string, number: number, assessed: boolean, base: number | null, bonus: number | null,
 *   total: number | null, commended: boolean, lines: string}} Shown
 * @typedef {{side: string, digest: string}} Step
 * @typedef {{salt: string, shown: Shown, path: Step[]}} Proof
 */

const SHORT = 16;

/** @param {string} hex */
function bytes(hex) {
  return Uint8Array.from(hex.match(/../g) || [], (pair) => parseInt(pair, 16));
}

/** @param {Uint8Array[]} parts */
async function hash(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', whole));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** One field a line, each with its length in bytes before it. @param {string} salt @param {Shown} shown */
function leafText(salt, shown) {
  const { account, month, number, assessed, base, bonus, total, commended, lines } = shown;
  const fields = ['sanbao account 1', salt, account, month, number, assessed ? 1 : 0, base, bonus, total, commended ? 1 : 0, lines];
  return fields.map((field) => String(field ?? '')).map((text) => `${new TextEncoder().encode(text).length}:${text}\n`).join('');
}

/** @param {string} salt @param {Shown} shown */
export function leafHash(salt, shown) {
  return hash(Uint8Array.of(0), new TextEncoder().encode(leafText(salt, shown)));
}

/** The root that a leaf leads to. @param {string} leaf @param {Step[]} path */
export async function climb(leaf, path) {
  let digest = leaf;
  for (const step of path) {
    const [left, right] = step.side === 'left' ? [step.digest, digest] : [digest, step.digest];
    digest = await hash(Uint8Array.of(1), bytes(left), bytes(right));
  }
  return digest;
}

/** @param {Proof} proof */
export async function rootOf(proof) {
  return climb(await leafHash(proof.salt, proof.shown), proof.path);
}

/**
 * A fingerprint as somebody typed it from paper, beside a root: too short, or none at all, the same, or another.
 * @param {string} typed @param {string} root @returns {'short' | 'same' | 'other'}
 */
export function compare(typed, root) {
  const plain = typed.normalize('NFKC').replace(/\s/g, '').toLowerCase();
  if (plain.length < SHORT || plain.length > root.length || /[^0-9a-f]/.test(plain)) return 'short';
  return root.startsWith(plain) ? 'same' : 'other';
}
