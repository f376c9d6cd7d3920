/** What only some walks need: nearby, map, scan. The page fetches it when it is first asked for, the worker keeps it. */

import messages from 'sanbao:later-messages';
import templates from 'sanbao:later-templates';
import { watchScanner } from './finding/scanner.js';
import { addPages } from './local.js';

export { map, nearby, scan } from './finding/pages.js';

addPages({ templates, messages });
watchScanner();
