/** GET /inspect/outbox/ shows where each check is; POST /inspect/outbox/send/ tries now. */

import { seeOther } from '../answers.js';
import { outboxPage } from '../views/outbox.js';
import { show } from '../visit.js';
import { toastOf } from './notices.js';
import { readSent } from './sent.js';

/** @import {Visit} from '../visit.js' */

/** @param {Visit} visit */
export async function outbox(visit) {
  const { app, person, snapshot, look, now } = visit;
  const { checks, deeds } = await readSent(visit);
  const sending = { ...app.sending(), online: app.isOnline(), paused: person.paused || '', sent_at: person.sentAt };
  const view = outboxPage({ snapshot, checks, deeds, sending, now, language: look.language, toast: toastOf(visit, checks) });
  return show(visit, 'inspect/outbox.html', view);
}

/** @param {Visit} visit */
export async function send({ app }) {
  app.changed('send');
  return seeOther('/inspect/outbox/');
}
