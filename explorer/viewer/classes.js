// Classes in words: choose a set, see what falls into each class, correct it by hand, hold it
// against the truth, keep it as a facet. What is asked for and kept goes over the routes.

import { cardsOf } from "./class-cards.js";
import { Changed, Desk } from "./class-desk.js";
import { facetOf } from "./class-facet.js";
import { deafOf, headOf, runningOf } from "./class-head.js";
import { Scope } from "./class-scope.js";
import { Sets } from "./class-sets.js";
import { settingsOf } from "./class-settings.js";
import { truthOf } from "./class-truth.js";
import { ClassWall } from "./class-wall.js";
import { wordsForm } from "./class-words.js";
import { begin, dress, el, fill, put, readJson } from "./dom.js";

/** @typedef {import("./address.js").Emit} Emit */
/** @typedef {import("./address.js").Props} Props */

/** In the address, in the place of a class: none of these. */
const NONE = "-";

/** Milliseconds for which one line is shown. */
const READ = 5000;

/**
 * props.set, props.class, props.order, props.truth, props.filter: what the address says;
 * props.address: where sets are; props.facets: where filters are; props.headers: who asks;
 * props.languages: [{code, label}]; props.columns: what columns are called; props.writable.
 * Tells `changed` when what is drawn elsewhere of the answers has to be drawn again.
 * @param {ShadowRoot} root
 * @param {any} props
 * @param {(name: string, value: any) => void} emit
 */
export async function mount(root, props, emit) {
  await dress(root, import.meta.url, "base.css", "classes.css");
  const page = new ClassesPage(root, emit);
  page.update(props);
  return { update: (/** @type {Props} */ now) => page.update(now), destroy: () => page.destroy() };
}

class ClassesPage {
  /**
   * @param {ShadowRoot} root
   * @param {Emit} emit
   */
  constructor(root, emit) {
    this.root = root;
    this.emit = emit;
    /** @type {Props} */
    this.props = { base: "", lang: "", texts: {} };
    this.desk = new Desk(() => this.props);
    /** @type {any} the set */
    this.doc = null;
    this.version = "";
    /** @type {any} */
    this.results = null;
    /** @type {any} */
    this.measures = null;
    /** @type {any} how far a run has come, or null */
    this.progress = null;
    this.stopped = false;
    this.trouble = "";
    this.said = "";
    this.mapping = false;
    this.allValues = false;
    this.settings = false;
    /** @type {HTMLElement | null} */
    this.form = null;
    this.key = "";
    this.shown = "";
    this.drawn = "";
    this.told = "";
    this.times = 0;
    /** @type {number | undefined} */
    this.silence = undefined;
    /** @type {Promise<void>} */
    this.saving = Promise.resolve();
    /** @type {AbortController | null} */
    this.reading = null;
    this.scope = new Scope(this);
    this.sets = new Sets(this);
    this.wall = new ClassWall(this);
    this.live = el("p", { class: "live", role: "status" });
    this.alert = el("p", { class: "trouble", role: "alert", hidden: true });
    this.body = el("div", { class: "body" });
    this.whole = el("div", { class: "page" }, this.body, this.alert, this.live, this.sets.file);
    root.append(this.whole);
  }

  /** @param {Props} props */
  update(props) {
    const before = this.props;
    this.props = props;
    const key = JSON.stringify([props.collection, props.version, props.set, props.filter, props.lang]);
    if (key !== this.key) {
      const other = before.set !== props.set || before.collection !== props.collection;
      this.key = key;
      this.measures = null;
      this.results = null;
      this.trouble = "";
      this.said = "";
      this.sets.sure = "";
      this.form = null;
      if (other) {
        this.doc = null;
        this.allValues = false;
      }
      this.load();
    }
    this.draw();
  }

  /** Read everything about the set anew. */
  async load() {
    const { key, props } = this;
    try {
      const [sets, set] = await Promise.all([readJson(this.desk.url("")), this.desk.read(props.set)]);
      if (key !== this.key) return;
      this.sets.listed = sets.sets;
      this.doc = set.doc;
      this.version = set.version;
      if (Object.keys(parseFilter(props.filter)).length) this.scope.read();
      this.draw();
      await this.look();
    } catch (error) {
      if (key === this.key) this.fail(error);
    }
  }

  /** See what falls into each class, and how right that is. */
  async look() {
    this.reading?.abort();
    const reading = new AbortController();
    this.reading = reading;
    const { signal } = reading;
    this.stopped = false;
    try {
      const results = await this.desk.results(this.props.set, signal, (progress) => {
        this.progress = progress;
        this.draw();
      });
      if (signal.aborted) return;
      this.progress = null;
      if (results.state !== "done") {
        this.stopped = true;
        if (results.state === "failed") this.trouble = this.props.texts.runFailed;
        this.draw();
        return;
      }
      this.results = results;
      this.draw();
      this.measures = await readJson(this.desk.among(`/${this.props.set}/measures`), { signal });
      if (signal.aborted) return;
      this.draw();
      this.tell();
    } catch (error) {
      if (signal.aborted) return;
      this.progress = null;
      this.fail(error);
    }
  }

  /** The confusion matrix is drawn by Python: it is told when there is another one. */
  tell() {
    const { measures, props } = this;
    const told = JSON.stringify([props.set, props.filter, props.lang, measures.confusion, measures.judged]);
    if (told === this.told) return;
    this.told = told;
    this.emit("changed", ++this.times);
  }

  async stop() {
    this.reading?.abort();
    this.progress = null;
    this.stopped = true;
    this.draw();
    await this.desk.write(this.desk.among(`/${this.props.set}/results`), "DELETE").catch(() => {});
  }

  /** @param {any} error */
  fail(error) {
    const { texts } = this.props;
    if (error instanceof TypeError || !error?.message) this.trouble = texts.failed;
    else this.trouble = fill(texts.refused, { reason: error.message });
    this.draw();
  }

  /** Change the set, keep it, and look again. @param {any} changes */
  change(changes) {
    this.doc = { ...this.doc, ...changes };
    this.said = "";
    this.trouble = "";
    this.draw();
    this.saving = this.saving.then(() => this.save());
  }

  async save() {
    const { doc, props } = this;
    if (!doc || doc.id !== props.set) return;
    try {
      const { version } = await this.desk.write(this.desk.url(`/${doc.id}`), "PUT", doc, { "If-Match": this.version });
      this.version = version;
      this.said = props.texts.kept;
      this.sets.kept(doc.id);
      this.wall.stale();
      await this.look();
    } catch (error) {
      if (!(error instanceof Changed)) {
        this.fail(error);
        return;
      }
      await this.load();
      this.trouble = props.texts.changed;
      this.draw();
    }
  }

  /** What a hand does with images; the hand wins. @param {{item: string, value: string, verdict: string}[]} moves */
  async move(moves) {
    const { props } = this;
    try {
      await this.desk.write(this.desk.url(`/${props.set}/hands`), "PUT", { moves: moves.slice(0, 500) });
      this.said = props.texts.handKept;
      this.wall.stale();
      await this.look();
    } catch (error) {
      this.fail(error);
    }
  }

  /** Keep the set as a facet, or take the facet away. @param {"PUT" | "DELETE"} method */
  async facet(method) {
    const { props } = this;
    try {
      const { told } = await this.desk.write(
        this.desk.url(`/${props.set}/facet`), method, method === "PUT" ? {} : undefined);
      this.results = { ...this.results, facet: told.facet };
      this.said = method === "PUT" ? props.texts.facetKept : props.texts.facetGone;
      this.draw();
    } catch (error) {
      this.fail(error);
    }
  }

  /** @param {any} doc */
  edit(doc) {
    const isNew = !doc.id;
    this.form = wordsForm(doc, this.props, {
      keep: (kept) => {
        if (isNew) {
          this.sets.create(kept);
          return;
        }
        this.form = null;
        this.change({ name: kept.name, classes: kept.classes });
      },
      cancel: () => {
        this.form = null;
        this.draw();
        /** @type {HTMLElement | null} */ (this.root.querySelector("[data-focus=edit]"))?.focus();
      },
    });
    this.draw();
    this.form.querySelector("input")?.focus();
  }

  /** @param {string} id of a class, or empty */
  nameOf(id) {
    const { lang, texts } = this.props;
    if (!id || id === NONE) return this.doc?.several ? texts.nowhere : texts.noneOfThese;
    const name = this.doc?.classes.find((/** @type {any} */ one) => one.id === id)?.name ?? {};
    return String(name[lang] || name.en || name.fr || Object.values(name)[0] || id);
  }

  /** @param {string} name */
  columnName(name) {
    return this.props.columns[name] ?? name.charAt(0).toUpperCase() + name.slice(1);
  }

  draw() {
    const { props } = this;
    const focused = /** @type {any} */ (this.root.activeElement)?.dataset?.focus;
    this.say();
    this.alert.textContent = this.trouble || props.trouble;
    this.alert.hidden = !this.alert.textContent;
    const { class: open } = props;
    const shown = JSON.stringify([props.set, open, props.truth, Boolean(this.form)]);
    const wall = Boolean(open && this.doc && this.results && !this.form);
    if (this.form) {
      if (shown !== this.shown || !this.body.contains(this.form)) put(this.body, headOf(this), this.form);
    } else if (wall) {
      const id = open === NONE ? "" : open;
      this.wall.show({
        id, name: this.nameOf(id), order: props.order || "sure",
        truth: props.truth ? (props.truth === NONE ? "" : props.truth) : null,
      });
      if (!this.body.contains(this.wall.element)) put(this.body, this.wall.element);
    } else {
      put(this.body, headOf(this), ...this.sections());
    }
    if (wall && shown !== this.shown && this.shown) {
      begin(this.wall.element.querySelector("h1"));
    } else if (focused && /** @type {any} */ (this.root.activeElement)?.dataset?.focus !== focused) {
      /** @type {HTMLElement | null} */ (this.root.querySelector(
        `[data-focus="${CSS.escape(focused)}"]:not(:disabled)`))?.focus({ preventScroll: true });
    }
    this.shown = shown;
  }

  /** Say what was kept, for as long as one needs to read it. */
  say() {
    if (this.live.textContent === this.said) return;
    this.live.textContent = this.said;
    window.clearTimeout(this.silence);
    this.silence = window.setTimeout(() => {
      this.said = "";
      this.live.textContent = "";
    }, READ);
  }

  sections() {
    const { doc, props, results, progress } = this;
    const { texts } = props;
    if (!doc) return [this.trouble ? null : el("p", { class: "muted" }, texts.reading)];
    if (!doc.classes.length) return [el("p", { class: "lead" }, texts.noClasses)];
    return [
      this.scope.draw(),
      el("details", {
        class: "panel", open: this.settings,
        toggle: (/** @type {any} */ event) => {
          this.settings = event.target.open;
        },
      }, el("summary", {}, texts.settings), settingsOf(doc, props, (changes) => this.change(changes))),
      progress || (!results && !this.stopped && !this.trouble) ? runningOf(this, progress) : null,
      this.stopped && !results ? el("p", { class: "line" }, el("span", {}, texts.stoppedHow),
        el("button", { type: "button", "data-focus": "go", click: () => this.look() }, texts.go)) : null,
      results ? this.section("classes", texts.found, deafOf(this),
        cardsOf(results, doc, props, {
          open: (id) => this.emit("address", { class: id || NONE, order: null, truth: null }),
          threshold: (id, value) => this.change({
            classes: doc.classes.map((/** @type {any} */ one) => (one.id === id ? { ...one, threshold: value } : one)),
          }),
        }), el("p", {}, el("a", {
          class: "button", href: this.desk.among(`/${props.set}/answers.csv`).href, download: "",
        }, texts.answersFile))) : null,
      results ? this.section("facet", texts.facet, ...facetOf(this)) : null,
      results && this.measures ? this.section("truth", texts.truth, truthOf(this.measures, this)) : null,
    ];
  }

  /** @param {string} name @param {string} title @param {...(Node | null)} content */
  section(name, title, ...content) {
    return el("section", { class: name }, el("h2", {}, title), ...content);
  }

  destroy() {
    window.clearTimeout(this.silence);
    this.reading?.abort();
    this.wall.destroy();
    this.whole.remove();
  }
}

/** @param {string} text */
function parseFilter(text) {
  return Object.fromEntries(new URLSearchParams(text ?? ""));
}
