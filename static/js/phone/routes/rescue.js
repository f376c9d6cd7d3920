/** GET /inspect/rescue/ shows what could be exported; POST writes the files of a person, or takes a file in. */

import { isOwed } from '../owed.js';
import { readChecks } from '../store/checks.js';
import { readDeeds } from '../store/deeds.js';
import { readDrafts } from '../store/drafts.js';
import { everybody } from '../store/people.js';
import { rescuePage } from '../views/rescue.js';
import { Refusal, show } from '../visit.js';

/** @import {Transaction} from '../store/connection.js' */
/** @import {Person} from '../store/people.js' */
/** @import {Said} from '../views/rescue.js' */
/** @import {Rescue, Visit} from '../visit.js' */

/** @param {Visit} visit @param {Said[]} [said] */
export async function rescue(visit, said = []) {
  return show(visit, 'inspect/rescue.html', rescuePage({ snapshot: visit.snapshot, parcels: await shown(visit), said }));
}

/** @param {Visit} visit */
export async function useFile(visit) {
  const { app, form, person, snapshot, look, now } = visit;
  const fetched = /** @type {() => Promise<Rescue>} */ (app.rescue)();
  const tools = await fetched.catch(() => { throw new Refusal(503, 'no_tools'); });
  const chosen = (await shown(visit)).find(({ id }) => id === form.get('person'));
  if (chosen) return rescue(visit, await tools.giveOut(app.connection, chosen.id, now, look.language));
  const said = await tools.takeUp(app.connection, form.get('file'), snapshot && { person, community: snapshot.community.slug, now }, look.language);
  app.changed('saved');
  return rescue(visit, said);
}

/** One's own, and what one brings for others; where nobody is signed in, what anybody left unsent. @param {Visit} visit */
async function shown({ app, person }) {
  return app.connection.read(['people', 'checks', 'deeds', 'drafts'], async (transaction) => {
    const people = await everybody(transaction);
    const mine = people.filter(({ id, token, carrier }) => !person || id === person.id || (!token && carrier === person.id));
    return (await Promise.all(mine.map((each) => parcelOf(transaction, each)))).filter(({ checks, deeds, drafts }) => checks.length || deeds || drafts);
  });
}

/** @param {Transaction} transaction @param {Person} person */
async function parcelOf(transaction, { id, number }) {
  const checks = (await readChecks(transaction, id)).filter(isOwed);
  const deeds = (await readDeeds(transaction, id)).filter(isOwed).length;
  return { id, number, checks, deeds, drafts: (await readDrafts(transaction, id)).length };
}
