/** "Ready for offline" as the worker has last seen it, kept with the settings and told once. */

import { OFFLINE, readSetting, saveSetting } from '../local.js';

/** @import {Connection} from '../store/connection.js' */
/** @import {Found} from './offline.js' */

/** @param {Connection} connection @param {(notice: string, holds?: boolean) => void} note @param {() => void} fetchSnapshot */
export function makeReady(connection, note, fetchSnapshot) {
  const isVerified = () => connection.read(['settings'], async (transaction) => {
    const [before, person] = [await readSetting(transaction, OFFLINE), await readSetting(transaction, 'person')];
    return Boolean(before && before.person === person && !before.lack);
  });
  /** What the worker has just seen to be true, for the person who is here. @param {Found} found */
  const onVerified = async ({ person, lack }) => {
    const wasReady = await isVerified();
    await connection.write(['settings'], (transaction) => saveSetting(transaction, OFFLINE, { person, lack, at: Date.now() }));
    if (lack === 'list') fetchSnapshot();
    note('unready', Boolean(person && lack));
    if (person && !lack && !wasReady) note('ready');
  };
  return { isVerified, onVerified };
}
