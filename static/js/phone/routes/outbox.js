/** GET /inspect/outbox/ shows where each check is; POST /inspect/outbox/send/ tries now. */

import { seeOther } from '../answers.js';
import { isFreeLine, kindOfLine } from '../sending.js';
import { readChecks } from '../store/checks.js';
import { WIFI, readSetting } from '../store/settings.js';
import { UNSENT_STATES } from '../views/own_checks.js';
import { outboxPage } from '../views/outbox.js';
import { show } from '../visit.js';
import { isLocked, toastOf, warningsOf } from './notices.js';

/** @import {Visit} from '../visit.js' */
/** @import {Check} from '../store/checks.js' */

// A phone that is locked still shows what it owes: no name, and nothing that the server told.
const OWED = [...UNSENT_STATES, 'conflict', 'rejected'];

/** @param {Visit} visit */
export async function outbox(visit) {
  const { app, person, look, now } = visit;
  const [all, waits] = await app.connection.read(['checks', 'settings'], async (transaction) => [
    await readChecks(transaction, person.id),
    await readSetting(transaction, WIFI),
  ]);
  const { snapshot, checks } = isLocked(visit) ? onlyOwed(visit.snapshot, all) : { snapshot: visit.snapshot, checks: all };
  const status = app.sending();
  const line = { ...status, waits: Boolean(waits) && !status.free && !isFreeLine(), tells: kindOfLine() !== '' };
  const sending = { ...line, online: app.isOnline(), paused: person.paused || '', sent_at: person.sentAt };
  const view = outboxPage({
    snapshot, checks, sending, now, language: look.language, notices: warningsOf(visit, all), toast: toastOf(visit, checks),
  });
  return show(visit, 'inspect/outbox.html', view);
}

/** @param {Visit} visit */
export async function send({ app, form }) {
  app.changed(form.get('photos') ? 'photos' : 'send');
  return seeOther('/inspect/outbox/');
}

/** @param {any} snapshot @param {Check[]} checks */
function onlyOwed(snapshot, checks) {
  const courtyards = snapshot.courtyards.map((/** @type {object} */ courtyard) => ({ ...courtyard, surname: '' }));
  return { snapshot: { ...snapshot, courtyards, own_checks: [] }, checks: checks.filter(({ state }) => OWED.includes(state)) };
}
