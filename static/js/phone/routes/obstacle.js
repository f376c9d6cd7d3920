/** POST …/obstacle/: keeps why a courtyard can't be judged whole, or that it can. */

import { withObstacle } from '../drafts.js';
import { show } from '../visit.js';
import { checkView } from './check.js';
import { courtyardToCheck } from './courtyard.js';
import { keep } from './keep.js';
import { readSent } from './sent.js';

/** @import {Visit} from '../visit.js' */

/** @param {Visit} visit */
export async function obstacle(visit) {
  courtyardToCheck(visit);
  const draft = await keep(visit, (kept) => withObstacle(kept, visit.form));
  return show(visit, 'inspect/check.html', checkView(visit, draft, await readSent(visit)));
}
