// @ts-check
/** What became of an export or an import, in words; only this bundle says them, so they stand here in both languages. */

/** @import {Exported} from './export.js' */
/** @import {Report} from './take.js' */
/** @typedef {{kind: string, icon: string, title: string, text: string}} Said a note above the page */
/** @typedef {[zh: string, en: string]} Both */

/** @type {Record<string, [title: Both, text: Both]>} why nothing, or not all, was taken */
export const PROBLEMS = {
  no_file: [['还没选文件', 'No file chosen'], ['选一个，再点一次。', 'Choose one and tap again.']],
  not_a_rescue: [
    ['这个文件读不了，一样也没有收', 'This file can’t be read; nothing was taken'],
    ['可能传到一半断了，或者不是手机导出来的原件。再传一次。', 'It may have been cut on the way, or is not the file the phone exported. Get it again.'],
  ],
  other_community: [
    ['这是别的社区的文件，没有收', 'This is another community’s file; it was not taken'],
    ['交给那个社区的人。', 'Give it to somebody there.'],
  ],
  full: [
    ['手机存满了，没有收完', 'The phone is full; not all was taken'],
    ['收进来的都在。先发走一些，再收一次这个文件。', 'What was taken is kept. Send some first, then take the file in again.'],
  ],
};

/** @param {Omit<Exported, 'files'>} exported @param {string} language @returns {Said[]} */
export function exportedWords({ checks, deeds, photos, lost }, language) {
  const say = speaker(language);
  const gone = lost ? say(`还有${lost}张照片本机没有了，不在文件里。`, ` ${lost} more photos are no longer on this phone and not in the file.`) : '';
  return [good(
    say('导出了', 'Exported ') + counted(checks, deeds, photos, language),
    say('本机的一样也没有删，有信号照样会发。', 'Nothing was deleted from this phone; it is still sent when there is a line.') + gone,
  )];
}

/** @param {Pick<Report, 'problem'> & Partial<Report>} report @param {string} language @returns {Said[]} */
export function takenWords({ problem, number, is_own, taken = 0, deeds = 0, known = 0, photos = 0, drafts = 0, broken = [] }, language) {
  const say = speaker(language);
  const said = [];
  if (taken || known || drafts) {
    const isNew = taken || drafts || photos;
    const more = [
      isNew && known && say(`${known}条本来就在这部手机上。`, `${known} were on this phone already. `),
      drafts && say(`还有${drafts}份草稿。`, `And ${drafts} drafts. `),
      is_own ? say('有信号就会发。', 'They are sent when there is a line.') : say('有信号就替他发。', 'They are sent for that person when there is a line.'),
    ];
    const whats = counted(taken - deeds, deeds, photos, language);
    const before = say(`${number}号的${known}条记录本来就在这部手机上`, `The ${known} records of inspector ${number} were on this phone already`);
    const title = isNew ? say(`收进了${number}号的${whats}`, `Took in ${whats} of inspector ${number}`) : before;
    said.push(good(title, more.filter(Boolean).join('')));
  } else if (!problem && !broken.length) {
    said.push(good(say('这个文件里没有要收的', 'There is nothing to take in this file'), ''));
  }
  if (problem) said.push({ kind: 'fault', icon: 'warn', title: say(...PROBLEMS[problem][0]), text: say(...PROBLEMS[problem][1]) });
  if (broken.length) {
    const title = say(`有${broken.length}件坏了，没有收，别的都收了`, `${broken.length} parts are broken and were left out; the rest was taken`);
    said.push({ kind: 'fault', icon: 'warn', title, text: broken.join(say('、', ', ')) });
  }
  return said;
}

/** 3次检查、1件好事，2张照片. @param {number} checks @param {number} deeds @param {number} photos @param {string} language */
function counted(checks, deeds, photos, language) {
  const say = speaker(language);
  return say(`${checks}次检查`, `${checks} checks`) + (deeds ? say(`、${deeds}件好事`, `, ${deeds} deeds`) : '') + say(`，${photos}张照片`, ` and ${photos} photos`);
}

/** @param {string} title @param {string} text @returns {Said} */
function good(title, text) {
  return { kind: 'good', icon: 'check', title, text };
}

/** @param {string} language @returns {(zh: string, en: string) => string} */
function speaker(language) {
  return (zh, en) => (language === 'en' ? en : zh);
}
