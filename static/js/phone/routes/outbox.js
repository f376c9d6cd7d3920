/** GET /inspect/outbox/ shows where each check is; POST /inspect/outbox/send/ tries now. */

import { seeOther } from '../answers.js';
import { isOwed } from '../owed.js';
import { isFreeLine, kindOfLine } from '../sending.js';
import { readChecks } from '../store/checks.js';
import { readDeeds } from '../store/deeds.js';
import { carriedBy } from '../store/people.js';
import { SENT } from '../store/receipts.js';
import { WIFI, readSetting } from '../store/settings.js';
import { outboxPage } from '../views/outbox.js';
import { show } from '../visit.js';
import { isLocked, toastAsked, warningCodes } from './notices.js';
import { readSent } from './sent.js';

/** @import {Visit} from '../visit.js' */
/** @import {Check} from '../store/checks.js' */
/** @import {Deed} from '../store/deeds.js' */

/** @param {Visit} visit */
export async function outbox(visit) {
  const { app, person, look, now } = visit;
  const sent = await readSent(visit);
  const { waits, carried } = await app.connection.read(['settings', 'people', ...SENT], async (transaction) => ({
    waits: await readSetting(transaction, WIFI),
    carried: await Promise.all((await carriedBy(transaction, person.id)).map(async ({ id, number }) => ({ number, checks: [...(await readChecks(transaction, id)), ...(await readDeeds(transaction, id)).map((deed) => ({ ...deed, photos: [] }))] }))),
  }));
  const { snapshot, checks, deeds } = isLocked(visit) ? onlyOwed(visit.snapshot, sent) : { snapshot: visit.snapshot, ...sent };
  const status = app.sending();
  const line = { ...status, waits: Boolean(waits) && !status.free && !isFreeLine(), tells: kindOfLine() !== '' };
  const sending = { ...line, online: app.isOnline(), paused: person.paused || '', sent_at: person.sentAt };
  const notices = warningCodes(visit, [...sent.checks, ...sent.deeds]);
  const view = outboxPage({ snapshot, checks, deeds, sending, now, language: look.language, notices, toast: toastAsked(visit, checks), carried });
  return show(visit, 'inspect/outbox.html', view);
}

/** @param {Visit} visit */
export async function send({ app, form }) {
  app.changed(form.get('photos') ? 'photos' : 'send');
  return seeOther('/inspect/outbox/');
}

/** A phone that is locked still shows what it owes: no name, and nothing that the server told. @param {any} snapshot @param {{checks: Check[], deeds: Deed[]}} sent */
function onlyOwed(snapshot, { checks, deeds }) {
  const courtyards = snapshot.courtyards.map((/** @type {object} */ courtyard) => ({ ...courtyard, surname: '' }));
  return { snapshot: { ...snapshot, courtyards, own_checks: [], own_deeds: [] }, checks: checks.filter(isOwed), deeds: deeds.filter(isOwed) };
}
