/** Writing tours: what a curator does with a tour, from a new or brought one to a saved one. */

import { fill } from "./dom.js";
import { Pen } from "./pen.js";
import { goTo, presentView } from "./stop-view.js";
import { blank, fileName, format, MOST, newId, parse, stopAt } from "./tour.js";
import { forget, recall, TourDraft } from "./tour-draft.js";
import { TourEditor } from "./tour-editor.js";
import { Conflict, Declined } from "./tours.js";

/** @typedef {import("./stage.js").Stage} Stage */
/** @typedef {import("./tour.js").Stop} Stop */
/** @typedef {import("./tour.js").Tour} Tour */

/**
 * @typedef {object} Told
 * @property {() => Stage | null} stage
 * @property {() => string[]} selected ids of the pictures that a stop could light
 * @property {(tour: Tour, n: number) => void} preview
 * @property {(stops: Stop[], n: number) => void} regions of the tour that is written, and which is meant
 * @property {(items: string[]) => void} light
 * @property {() => void} surround the editor came, went or changed its size
 * @property {() => void} listed the tours are others than before: show their list
 */

export class Writing {
  /**
   * @param {object} options
   * @param {HTMLElement} options.holder
   * @param {Record<string, any>} options.texts
   * @param {string} options.lang
   * @param {import("./tours.js").Tours} options.tours
   * @param {Told} options.told
   */
  constructor({ holder, texts, lang, tours, told }) {
    this.holder = holder;
    this.texts = texts;
    this.lang = lang;
    this.tours = tours;
    this.told = told;
    /** @type {TourDraft | null} */
    this.draft = null;
    /** @type {Pen | null} */
    this.pen = null;
    this.busy = false;
    this.editor = new TourEditor({
      holder, texts, lang,
      asked: {
        close: () => this.close(),
        add: () => this.#add(),
        show: (stop) => this.#show(stop),
        view: (stop) => this.#view(stop),
        draw: (stop, framed) => this.#draw(stop, framed),
        light: (stop) => this.#light(stop),
        selected: () => Math.min(MOST.items, told.selected().length),
        save: () => void this.save(),
        preview: () => this.#preview(),
        send: () => this.#send(),
        remove: () => void this.#remove(),
      },
    });
  }

  get open() {
    return this.editor.open;
  }

  /** What this tab keeps and no server has. @returns {Tour[]} */
  get kept() {
    return recall(this.tours.collection).map(({ tour }) => tour);
  }

  destroy() {
    this.pen?.close();
  }

  create() {
    this.#begin(blank(this.tours.collection), null, false);
  }

  /**
   * Go on with what was written in this tab, or with what the server has.
   * @param {string} id
   * @returns {Promise<boolean>} false when there is neither
   */
  async edit(id) {
    const kept = recall(this.tours.collection).find(({ tour }) => tour.id === id);
    const held = kept ?? (await this.tours.take(id).catch(() => null));
    if (held) this.#begin(held.tour, held.mark, kept !== undefined);
    return held !== null;
  }

  /**
   * Open a file as a tour to be looked at, and saved.
   * @param {File} file
   * @returns {Promise<string>} what is wrong with it, in one line; empty when nothing is
   */
  async bring(file) {
    const { texts } = this;
    if (file.size > MOST.bytes) return texts.tour_file.large;
    const { tour, problem, n } = parse(await file.text(), this.tours.collection);
    if (!tour) return fill(texts.tour_file[problem], { n: n ?? 0 });
    this.#begin(tour, null, true);
    return "";
  }

  /** Show the editor again, as it was. */
  resume() {
    if (!this.draft) return;
    this.editor.element.hidden = false;
    this.#changed();
    this.editor.focus();
  }

  /** Hide the editor for a while. */
  away() {
    this.editor.element.hidden = true;
  }

  close() {
    if (!this.draft) return;
    this.pen?.close();
    this.draft = null;
    this.editor.hide();
    this.told.regions([], -1);
    this.told.light([]);
    this.told.listed();
  }

  /** Write the tour to the server. */
  async save() {
    const { draft, editor, texts } = this;
    if (!draft?.dirty || this.busy) return;
    this.busy = true;
    const { tour } = draft;
    editor.say(texts.tour_saving);
    try {
      draft.saved(tour, await this.tours.save(tour, draft.mark));
      if (!draft.dirty) editor.say(texts.tour_saved);
    } catch (error) {
      if (error instanceof Conflict) this.#disagree(draft);
      else if (error instanceof Declined) editor.say(error.message || texts.tour_not_saved);
      else throw error;
    } finally {
      this.busy = false;
    }
  }

  /**
   * @param {Tour} tour
   * @param {string | null} mark
   * @param {boolean} dirty
   */
  #begin(tour, mark, dirty) {
    this.draft = new TourDraft({ tour, mark, dirty, changed: () => this.#changed() });
    this.editor.show(this.draft);
    this.#changed();
    this.editor.focus();
  }

  #changed() {
    const { draft, editor } = this;
    if (!draft) return;
    const { stops } = draft.tour;
    this.told.regions(stops, stops.findIndex(({ id }) => id === editor.opened));
    editor.state();
    this.told.surround();
  }

  #add() {
    const stage = this.told.stage();
    if (!stage || !this.draft || this.draft.tour.stops.length >= MOST.stops) return;
    const stop = stopAt(presentView(stage), { items: this.told.selected().slice(0, MOST.items) });
    this.draft.set({ stops: [...this.draft.tour.stops, stop] });
    this.editor.unfold(stop.id, "name-fr");
  }

  /** @param {Stop | null} stop */
  #show(stop) {
    const stage = this.told.stage();
    this.#changed();
    this.told.light(stop?.items ?? []);
    if (stage && stop) goTo(stage, stop);
  }

  /** @param {Stop} stop */
  #view(stop) {
    const stage = this.told.stage();
    if (!stage || !this.draft) return;
    const view = presentView(stage);
    // A region lies in one layout; in another one it would encircle other pictures.
    const stays = view.split("/")[0] === stop.view.split("/")[0];
    this.draft.setStop(stop.id, stays ? { view } : { view, region: null });
    this.editor.draw();
    this.editor.say(this.texts.tour_view_taken);
  }

  /**
   * @param {Stop} stop
   * @param {boolean} framed
   */
  #draw(stop, framed) {
    const stage = this.told.stage();
    const { draft } = this;
    if (!stage || !draft || this.pen) return;
    stage.motion.grab();
    stage.motion.release(0, 0);
    this.away();
    this.holder.classList.add("penning");
    this.told.surround();
    this.pen = new Pen({
      holder: this.holder, stage, texts: this.texts, framed,
      done: (region) => {
        this.pen = null;
        this.holder.classList.remove("penning");
        this.editor.element.hidden = false;
        this.told.surround();
        if (region) draft.setStop(stop.id, { region, view: presentView(stage) });
        this.editor.unfold(stop.id, region ? "name-fr" : "draw");
      },
    });
  }

  /** @param {Stop} stop */
  #light(stop) {
    const items = this.told.selected().slice(0, MOST.items);
    this.draft?.setStop(stop.id, { items });
    this.editor.draw();
    this.told.light(items);
  }

  #preview() {
    const { draft, editor } = this;
    if (!draft?.tour.stops.length) return;
    const n = draft.tour.stops.findIndex(({ id }) => id === editor.opened);
    this.told.preview(draft.tour, Math.max(0, n));
  }

  #send() {
    if (!this.draft) return;
    const { tour } = this.draft;
    const url = URL.createObjectURL(new Blob([format(tour)], { type: "application/json" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = fileName(tour, { word: this.texts.tour_file_name, lang: this.lang });
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }

  async #remove() {
    const { draft, editor, texts } = this;
    if (!draft) return;
    try {
      if (draft.mark) await this.tours.remove(draft.tour.id, draft.mark);
    } catch (error) {
      if (error instanceof Conflict) editor.say(texts.tour_delete_conflict);
      else if (error instanceof Declined) editor.say(error.message || texts.tour_not_saved);
      else throw error;
      return;
    }
    draft.drop();
    this.close();
  }

  /** @param {TourDraft} draft */
  #disagree(draft) {
    const { editor, texts, tours } = this;
    editor.say(texts.tour_unsaved);
    editor.disagree({
      copy: () => {
        forget(draft.tour);
        draft.mark = null;
        draft.set({ id: newId() });
        void this.save();
      },
      replace: async () => {
        const theirs = await tours.take(draft.tour.id).catch(() => null);
        draft.mark = theirs?.mark ?? null;
        void this.save();
      },
      theirs: async () => {
        const theirs = await tours.take(draft.tour.id).catch(() => null);
        if (!theirs) return editor.say(texts.tour_unknown);
        draft.set(theirs.tour); // what was written is one step back
        draft.mark = theirs.mark;
        editor.show(draft);
        this.#changed();
      },
    });
  }
}
