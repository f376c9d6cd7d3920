/** Who is here, whether the phone has what they need to work with, and how they leave. */

import { leave, readDrafts, settlePerson, whose } from '../local.js';
import { isLocalPage } from './start.js';

/** @import {Desk} from '../signin.js' */

/** @param {Desk} desk @param {() => Promise<void>} fetchSnapshot */
export function makePerson(desk, fetchSnapshot) {
  const { connection } = desk;
  /** Whether there is somebody here, and enough on the phone. */
  const settle = async () => {
    const person = await settlePerson({ ...desk, isHeard: !isLocalPage() }, document.body.dataset.person || '');
    if (!person) return false;
    if (!(await whose(connection)).kept) await fetchSnapshot();
    return Boolean((await whose(connection)).kept);
  };
  const hasDrafts = async () => {
    const { person } = await whose(connection);
    return person ? (await connection.read(['drafts'], (transaction) => readDrafts(transaction, person.id))).length > 0 : false;
  };
  /** Signing out hides the data here first, so that it also works without a line. */
  const watchSignOut = () => {
    document.addEventListener('submit', (event) => {
      const form = /** @type {HTMLFormElement} */ (event.target);
      if (new URL(form.action).pathname !== '/auth/sign-out') return;
      event.preventDefault();
      event.stopImmediatePropagation();
      whose(connection)
        .then(({ person }) => leave(desk, person ? person.id : ''))
        .then(desk.onLeft)
        .catch(() => form.submit());
    }, true);
  };
  return { settle, hasDrafts, watchSignOut };
}
