// @ts-check
/**
 * Reads sentences aloud that the server wrote into the page (`data-speak`), and shows which one it is at.
 * The section stays hidden where the browser cannot speak or has no voice for the page's language.
 */

const SLOW = 0.7;
const USUAL = 0.95;
// Cantonese: sentences written for Mandarin are not understood in it.
const OTHER = /^(yue|zh[-_]hk|zh[-_]mo)/i;

/**
 * The voice for a language: one of the phone itself rather than one that needs a line.
 * @param {SpeechSynthesisVoice[]} voices
 * @param {string} language as on <html>
 */
function voiceFor(voices, language) {
  const start = language.slice(0, 2).toLowerCase();
  /** @param {string} lang */
  const fits = (lang) => (lang.toLowerCase().startsWith(start) || (start === "zh" && /^cmn/i.test(lang))) && !OTHER.test(lang);
  const fit = voices.filter((each) => fits(each.lang));
  return fit.find((each) => each.localService) || fit[0];
}

/**
 * @param {HTMLElement} section
 * @param {SpeechSynthesis} mouth
 */
function reader(section, mouth) {
  const list = /** @type {HTMLElement} */ (section.querySelector("ol"));
  const sentences = Array.from(list.children);
  let at = 0;
  let turn = 0; // what was begun in an earlier turn has no say any more
  let rate = USUAL;

  /** @param {string} name @returns {HTMLButtonElement} */
  const button = (name) => /** @type {HTMLButtonElement} */ (section.querySelector(`[data-do=${name}]`));

  /** @param {boolean} isSpeaking */
  function show(isSpeaking) {
    button("start").hidden = isSpeaking;
    button("pause").hidden = !isSpeaking;
    button("stop").hidden = list.hidden;
    /** @type {HTMLElement} */ (button("start").lastElementChild).textContent = button("start").dataset[at ? "again" : "first"] || "";
    sentences.forEach((each, place) => {
      if (place === at && !list.hidden) each.setAttribute("aria-current", "true");
      else each.removeAttribute("aria-current");
    });
  }

  function hush() {
    turn += 1;
    mouth.cancel();
  }

  function say() {
    hush();
    const mine = turn;
    const words = new SpeechSynthesisUtterance(sentences[at].textContent || "");
    words.lang = document.documentElement.lang;
    words.voice = voiceFor(mouth.getVoices(), words.lang) || null;
    words.rate = rate;
    words.onend = () => mine === turn && next();
    words.onerror = () => mine === turn && pause();
    list.hidden = false;
    show(true);
    sentences[at].scrollIntoView({ block: "nearest" });
    mouth.speak(words);
  }

  function next() {
    at += 1;
    if (at < sentences.length) say();
    else stop();
  }

  // The pause of some phones is a stop: so this stops, and begins the sentence again afterwards.
  function pause() {
    hush();
    show(false);
  }

  function stop() {
    hush();
    at = 0;
    list.hidden = true;
    show(false);
  }

  function slow() {
    rate = rate === SLOW ? USUAL : SLOW;
    button("slow").setAttribute("aria-pressed", String(rate === SLOW));
    if (button("start").hidden) say();
  }

  button("start").addEventListener("click", say);
  button("pause").addEventListener("click", pause);
  button("stop").addEventListener("click", stop);
  button("slow").addEventListener("click", slow);
  window.addEventListener("pagehide", hush);
}

/** Shows the buttons once there is a voice; many phones learn of theirs only after a moment. @param {SpeechSynthesis} mouth */
function begin(mouth) {
  for (const section of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-speak][hidden]"))) {
    if (!voiceFor(mouth.getVoices(), document.documentElement.lang)) return;
    section.hidden = false;
    reader(section, mouth);
  }
}

const mouth = window.speechSynthesis;
if (mouth && "SpeechSynthesisUtterance" in window) {
  begin(mouth);
  if (mouth.addEventListener) mouth.addEventListener("voiceschanged", () => begin(mouth));
  else mouth.onvoiceschanged = () => begin(mouth);
}
