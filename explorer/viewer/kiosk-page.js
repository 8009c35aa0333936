/**
 * The page of a kiosk, whatever it shows: nobody is there any more, the server is not, somebody looks
 * for a way out, somebody types. It stands beside Streamlit, so that it holds when that does not.
 */

import { Curtain } from "./curtain.js";
import { dress, fill } from "./dom.js";
import { fence } from "./fence.js";
import { forget } from "./forgetting.js";
import { Heartbeat } from "./heartbeat.js";
import { Idle } from "./idle.js";
import { Keyboard } from "./keyboard.js";
import { clean, isNobody, left, someone, visitOver } from "./nobody.js";
import { begin } from "./way-back.js";

/**
 * @typedef {object} Told what the document says of the kiosk
 * @property {number} seconds without a touch until it is asked whether somebody is there
 * @property {number} countdown seconds in which they can say so
 * @property {string} home path of the page that visits begin with
 * @property {string} language the one that visits begin in
 * @property {boolean} text whether words can be typed
 * @property {Record<string, Record<string, string>>} texts by language
 */

/** Milliseconds after which a server that does not answer is asked again. */
const AGAIN = 1200;

class KioskPage {
  /**
   * @param {Told} told
   * @param {ShadowRoot} root
   */
  constructor(told, root) {
    this.told = told;
    this.base = new URL("../", import.meta.url);
    this.asked = new Curtain(root, "asked");
    this.lost = new Curtain(root, "lost");
    /** The visit is over, and the server must be waited for to begin the next one. */
    this.over = false;
    this.left = 0;
    /** @type {number | undefined} */
    this.timer = undefined;
    begin();
    this.heartbeat = new Heartbeat({
      address: new URL("api/kiosk/beat", this.base).href,
      lost: () => this.#say(),
      back: () => this.#back(),
    });
    this.touched = performance.now();
    this.idle = new Idle({
      seconds: told.seconds,
      act: () => this.#ask(),
      seen: () => {
        this.touched = performance.now();
        // Over the loop, it is the loop that says so: it takes the first touch.
        if (!isNobody()) someone();
        if (!isNobody() && this.heartbeat.isLost) this.#say();
      },
      woken: () => this.#stay(),
    });
    if (told.text) this.keyboard = new Keyboard(root, () => this.texts, () => this.lang);
  }

  get lang() {
    const { lang } = document.documentElement;
    return lang in this.told.texts ? lang : this.told.language;
  }

  get texts() {
    return this.told.texts[this.lang];
  }

  /** Nothing was touched for a while: is somebody there? */
  #ask() {
    if (isNobody()) return;
    this.left = this.told.countdown;
    this.#count();
  }

  #count() {
    window.clearTimeout(this.timer);
    if (this.left <= 0) {
      void this.#anew();
      return;
    }
    const { texts, lang } = this;
    this.asked.draw({
      lang, title: texts.still_there, text: fill(texts.begin_anew, { n: this.left }), button: texts.stay,
    });
    this.left -= 1;
    this.timer = window.setTimeout(() => this.#count(), 1000);
  }

  /** Somebody is there. */
  #stay() {
    window.clearTimeout(this.timer);
    // Until the finger is lifted: what lies under it was not meant.
    window.setTimeout(() => this.asked.drawBack(), 250);
  }

  /** Nothing of the visit stays: another session, in the first language, on the first page. */
  async #anew() {
    const over = visitOver(performance.now() - this.touched, this.lang);
    forget();
    left(over);
    this.over = true;
    // A browser that cannot reach the server would show a page of its own, for ever.
    while (!(await this.heartbeat.answers())) {
      this.#say();
      await new Promise((resolve) => {
        window.setTimeout(resolve, AGAIN);
      });
    }
    this.#home();
  }

  #home() {
    window.location.replace(new URL(this.told.home, this.base));
  }

  /** The server is lost. While the loop plays for nobody, it plays on. */
  #say() {
    if (isNobody() && !this.over) return;
    this.asked.drawBack();
    const { texts, lang } = this;
    this.lost.draw({ lang, title: texts.lost, text: texts.lost_how });
  }

  /** The server is back; the session that this page had is not. */
  #back() {
    if (this.over || isNobody()) this.#home();
    else window.location.reload();
  }
}

// At once: what the page shows is made of what is kept.
clean(forget);

async function stand() {
  const told = JSON.parse(document.getElementById("cimaise-kiosk")?.textContent ?? "null");
  if (!told) return;
  fence();
  const host = document.createElement("div");
  host.id = "cimaise-kiosk-page";
  const root = host.attachShadow({ mode: "open" });
  await dress(root, import.meta.url, "base.css", "kiosk-page.css");
  document.body.append(host);
  /** @type {any} */ (window).kioskPage = new KioskPage(told, root);
}

void stand();
