/** GET nearby/, map/ and scan/: what only some walks need comes with a file of its own. */

import { Refusal, show } from '../visit.js';
import { noticesOf } from './notices.js';

/** @import {Visit} from '../visit.js' */

/** @param {'nearby' | 'map' | 'scan'} page */
export function finding(page) {
  return async (/** @type {Visit} */ visit) => {
    const { app } = visit;
    // The worker can't fetch a script later than it began: it opens the page, and the page asks itself.
    if (!app.finding) return show(visit, 'inspect/opening.html', {});
    const pages = await app.finding().catch(() => { throw new Refusal(503, 'not_fetched'); });
    return pages[page](visit, noticesOf(visit));
  };
}
