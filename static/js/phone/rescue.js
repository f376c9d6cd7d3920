/** The last rescue, fetched only when somebody asks for it: files out of this phone, and files of other phones into it. */

import { exportWork } from './rescue/export.js';
import { takeIn } from './rescue/take.js';
import { exportedWords, takenWords } from './rescue/words.js';

/** @import {Connection} from './store/connection.js' */
/** @import {Person} from './store/people.js' */
/** @import {Said} from './rescue/words.js' */

/** @param {Connection} connection @param {string} person @param {number} now @param {string} language @param {(files: File[]) => Promise<boolean>} [give] @returns {Promise<Said[]>} */
export async function giveOut(connection, person, now, language, give = handOver) {
  const { files, ...exported } = await exportWork(connection, person, now);
  return (await give(files)) ? exportedWords(exported, language) : [];
}

/** @param {Connection} connection @param {FormDataEntryValue | null} file @param {{person: Person, community: string, now: number} | null} here @param {string} language @returns {Promise<Said[]>} */
export async function takeUp(connection, file, here, language) {
  if (!here || !(file instanceof File) || !file.size) return takenWords({ problem: 'no_file' }, language);
  return takenWords(await takeIn(connection, file, here), language);
}

/** Gives the files to another app where the phone can, else to its downloads. @param {File[]} files @returns {Promise<boolean>} false when the person closed the phone's own dialog */
async function handOver(files) {
  const isPhone = matchMedia('(pointer: coarse)').matches;
  if (isPhone && navigator.canShare && navigator.canShare({ files })) {
    try {
      await navigator.share({ files });
      return true;
    } catch (error) {
      // Some phones promise to share such files and then refuse; the downloads always take them.
      if (/** @type {Error} */ (error).name === 'AbortError') return false;
    }
  }
  files.forEach(download);
  return true;
}

/** @param {File} file */
function download(file) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads the file after this returns.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
