/** GET /inspect/companions/ shows who comes along today; POST keeps it for the day. */

import { seeOther } from '../answers.js';
import { changeWalk } from '../store/walks.js';
import { companionsPage } from '../views/companions.js';
import { show } from '../visit.js';

/** @import {Visit} from '../visit.js' */

/** @param {Visit} visit */
export async function companions(visit) {
  const { snapshot, today, look, companions: along } = visit;
  const view = companionsPage({ snapshot, along: along.map(({ id }) => id), today, can_keep: true, language: look.language });
  return show(visit, 'inspect/companions.html', view);
}

/** @param {Visit} visit */
export async function keepCompanions({ app, form, person, snapshot, today }) {
  const known = (snapshot.companions || []).map((/** @type {{id: string}} */ { id }) => id);
  const chosen = form.getAll('along').map(String).filter((id) => known.includes(id));
  await app.connection.write(['walks'], (transaction) => changeWalk(transaction, person.id, today, { companions: chosen }));
  app.changed('draft');
  return seeOther('/inspect/');
}
