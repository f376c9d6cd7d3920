/** GET /inspect/outbox/ shows where each check is; POST /inspect/outbox/send/ tries now. */

import { seeOther } from '../answers.js';
import { readChecks } from '../store/checks.js';
import { carriedBy } from '../store/people.js';
import { outboxPage } from '../views/outbox.js';
import { show } from '../visit.js';
import { toastOf } from './notices.js';

/** @import {Visit} from '../visit.js' */

/** @param {Visit} visit */
export async function outbox(visit) {
  const { app, person, snapshot, look, now } = visit;
  const { checks, carried } = await app.connection.read(['checks', 'people'], async (transaction) => ({
    checks: await readChecks(transaction, person.id),
    carried: await Promise.all((await carriedBy(transaction, person.id)).map(async ({ id, number }) => ({ number, checks: await readChecks(transaction, id) }))),
  }));
  const sending = { ...app.sending(), online: app.isOnline(), paused: person.paused || '', sent_at: person.sentAt };
  const view = outboxPage({ snapshot, checks, sending, now, language: look.language, toast: toastOf(visit, checks), carried });
  return show(visit, 'inspect/outbox.html', view);
}

/** @param {Visit} visit */
export async function send({ app }) {
  app.changed('send');
  return seeOther('/inspect/outbox/');
}
