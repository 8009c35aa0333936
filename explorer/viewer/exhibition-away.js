/** Beside the editor: the exhibition to take away, as a site, on paper, as tables, for other programs. */

import { fileAddress } from "./address.js";
import { el, fill, put } from "./dom.js";
import { Refusal } from "./exhibitions-server.js";

/** How often one looks how far a site is, in milliseconds. */
const AGAIN = 700;

/** @typedef {{state: string, folder: string, part?: string, done?: number, total?: number, why?: string, error?: string, works?: number, bytes?: number, left_out?: {gone: number, unclear: number}, map?: boolean}} Printing */

export class Away {
  /** @param {any} editor */
  constructor(editor) {
    this.editor = editor;
    this.turn = 0;
    this.language = "";
    this.version = 0;
    this.address = "";
    this.map = true;
    this.unclear = false;
    this.status = el("p", { role: "status", class: "said" });
    this.trouble = el("p", { role: "alert", class: "warning", hidden: true });
    this.bar = el("progress", { hidden: true });
    this.counted = el("span", { class: "muted counted" });
    /** @type {AbortController | null} of the file that is waited for */
    this.waiting = null;
    this.stop = el("button", { type: "button", hidden: true, "data-focus": "away-stop", click: () => void this.#stop() }, editor.page.props.texts.away_stop);
    /** @type {HTMLElement[]} what waits while something is made */
    this.buttons = [];
    this.working = false;
  }

  get texts() {
    return this.editor.page.props.texts;
  }

  /** What the panel holds. @returns {Promise<HTMLElement[]>} */
  async parts() {
    this.leave();
    const { editor, texts } = this;
    const { props, server } = editor.page;
    const { id, languages } = editor.exhibition;
    const { entry } = editor;
    const last = entry?.version ?? 0;
    const versions = [...new Set([entry?.published, last].filter(Boolean))];
    if (!versions.includes(this.version)) this.version = versions[0] ?? 0;
    if (!languages.includes(this.language)) this.language = languages.includes(props.lang) ? props.lang : languages[0];
    const { left_out: left, sections } = await server.shown(id, { version: this.version });
    const hung = sections.reduce((/** @type {number} */ n, /** @type {any} */ one) => n + one.exhibits.length, 0);
    const told = new Intl.DisplayNames(props.lang, { type: "language" });
    this.buttons = [];
    this.working = false;
    this.status.textContent = "";
    this.trouble.hidden = true;
    this.bar.hidden = true;
    this.stop.hidden = true;
    if (!sections.length && !left.gone && !left.unclear) return [el("h2", { tabindex: "-1" }, texts.away), el("p", {}, texts.away_empty)];
    const works = hung + left.unclear + left.gone > 0;
    const made = [
      el("h2", { tabindex: "-1" }, texts.away),
      el("p", { class: "muted" }, entry?.published ? (entry.changed ? texts.away_changed : texts.away_published) : texts.away_draft),
      left.unclear ? el("p", { class: "warning" }, fill(texts.away_unclear, { n: left.unclear })) : null,
      left.gone ? el("p", { class: "warning" }, fill(texts.away_gone, { n: left.gone })) : null,
      el("div", { class: "away-how" },
        versions.length > 1 ? this.#choice("away_version", versions.map((n) => ({
          value: String(n), label: n === last ? texts.away_last : texts.away_seen,
        })), String(this.version), (value) => {
          this.version = Number(value);
          void editor.release.update();
        }) : null,
        languages.length > 1 ? this.#choice("away_language", languages.map((/** @type {string} */ code) => ({ value: code, label: told.of(code) ?? code })),
          this.language, (value) => {
            this.language = value;
          }) : null,
        el("label", { class: "field address" }, el("span", {}, texts.away_address), el("input", {
          type: "url", value: this.address, placeholder: "https://", maxlength: 2000, autocomplete: "off", spellcheck: "false", "data-focus": "away-address",
          input: (/** @type {any} */ event) => {
            this.address = event.target.value.trim();
          },
        }))),
      this.#group(texts.away_site, texts.away_site_how,
        this.#check("map", texts.away_map), left.unclear ? this.#check("unclear", texts.away_with_unclear) : null,
        el("p", { class: "tools" },
          this.#file("site-zip", texts.away_zip, "site.zip", () => ({ map: Number(this.map), unclear: Number(this.unclear) })),
          props.writable ? this.#button("site-folder", texts.away_folder, () => void this.#write()) : null)),
      this.#group(texts.away_paper, works ? "" : texts.away_nothing_hung, works ? el("p", { class: "tools" },
        ...["small", "medium", "large"].map((size) => this.#file(`labels-${size}`, texts[`away_labels_${size}`], "labels.pdf", () => ({ size }))),
        this.#file("checklist", texts.away_checklist, "checklist.pdf"),
        this.#file("contact", texts.away_contact, "contact.pdf"),
        this.#file("codes", texts.away_codes, "codes.pdf")) : null),
      works ? this.#group(texts.away_tables, "", el("p", { class: "tools" },
        this.#file("checklist-csv", texts.away_checklist, "checklist.csv"),
        this.#file("omeka", texts.away_omeka, "omeka.csv"))) : null,
      hung ? this.#group(texts.away_iiif, "", el("p", { class: "tools" },
        this.#file("manifest", texts.away_manifest, "manifest.json")),
        entry?.published ? el("p", { class: "muted" }, texts.away_manifest_at, " ", el("a", {
          href: this.#manifestAddress(id), target: "_blank", rel: "noopener",
        }, this.#manifestAddress(id))) : null) : null,
      el("div", { class: "away-told" }, this.status, this.bar, this.counted, this.stop, this.trouble),
    ];
    void this.#look();
    return /** @type {HTMLElement[]} */ (made.filter(Boolean));
  }

  /** Nobody looks any more. */
  leave() {
    this.turn += 1;
    if (this.waiting && !this.waiting.signal.aborted) {
      this.waiting.abort();
      // Nobody takes it any more, and others wait for their turn.
      void this.editor.page.server.stop(this.editor.exhibition.id).catch(() => {});
    }
  }

  /** @param {string} id */
  #manifestAddress(id) {
    const { props } = this.editor.page;
    return fileAddress(props, `iiif/${encodeURIComponent(props.collection)}/exhibitions/${encodeURIComponent(id)}/manifest.json`);
  }

  /** @param {string} heading @param {string} how @param {(HTMLElement | null)[]} parts */
  #group(heading, how, ...parts) {
    return el("div", { class: "away-group", role: "group", "aria-label": heading }, el("h3", {}, heading), how ? el("p", { class: "muted" }, how) : null, ...parts);
  }

  /** @param {string} name @param {{value: string, label: string}[]} options @param {string} value @param {(value: string) => void} choose */
  #choice(name, options, value, choose) {
    return el("label", { class: "field" }, el("span", {}, this.texts[name]), el("select", {
      "data-focus": name, change: (/** @type {any} */ event) => choose(event.target.value),
    }, ...options.map((one) => el("option", { value: one.value, selected: one.value === value }, one.label))));
  }

  /** @param {"map" | "unclear"} name @param {string} label */
  #check(name, label) {
    const box = el("input", {
      type: "checkbox", checked: this[name], "data-focus": `away-${name}`, change: () => {
        this[name] = box.checked;
      },
    });
    return el("label", { class: "check" }, box, el("span", {}, label));
  }

  /** @param {string} name @param {string} label @param {() => void} click */
  #button(name, label, click) {
    const button = el("button", {
      type: "button", "data-focus": `away-${name}`, click: () => {
        if (!this.working) click();
      },
    }, label);
    this.buttons.push(button);
    return button;
  }

  /** A file that is made and kept. @param {string} name @param {string} label @param {string} file @param {() => Record<string, any>} [how] */
  #file(name, label, file, how = () => ({})) {
    return this.#button(name, label, () => void this.#take(label, file, how()));
  }

  /** @param {string} label @param {string} file @param {Record<string, any>} how */
  async #take(label, file, how) {
    const { editor, texts } = this;
    const { server } = editor.page;
    const { turn } = this;
    const waiting = new AbortController();
    this.waiting = waiting;
    this.#busy(fill(texts.away_making, { what: label }), 0, 0);
    if (file === "site.zip") void this.#watch(waiting.signal);
    try {
      const { body, name } = await server.file(editor.exhibition.id, file, {
        lang: this.language, version: this.version, address: this.address, ...how,
      }, waiting.signal);
      if (turn !== this.turn) return;
      this.#done(fill(texts.away_made, { what: label, size: this.#size(body.size) }));
      const address = URL.createObjectURL(body);
      el("a", { href: address, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    } catch (error) {
      if (turn === this.turn && !waiting.signal.aborted) this.#failed(error);
    } finally {
      waiting.abort();
    }
  }

  /** How far the file is that is waited for. @param {AbortSignal} signal */
  async #watch(signal) {
    const { server } = this.editor.page;
    while (!signal.aborted) {
      await new Promise((done) => setTimeout(done, AGAIN));
      const now = await server.written(this.editor.exhibition.id).catch(() => null);
      if (!signal.aborted && now?.state === "working" && now.part) this.#part(now);
    }
  }

  /** What is being made is not wanted any more. */
  async #stop() {
    const { editor, texts, waiting, turn } = this;
    this.status.textContent = texts.away_stopping;
    try {
      await editor.page.server.stop(editor.exhibition.id);
    } catch (error) {
      if (turn === this.turn) this.#failed(error);
      return;
    }
    // Who writes into the folder is asked until it has ended.
    if (!waiting || waiting.signal.aborted || turn !== this.turn) return;
    waiting.abort();
    // It ends when it says next how far it is; before, nothing else could be begun.
    while ((await editor.page.server.written(editor.exhibition.id).catch(() => null))?.state === "working") {
      await new Promise((done) => setTimeout(done, AGAIN / 3));
    }
    if (turn === this.turn) this.#done(texts.away_stopped);
  }

  /** Let the server write the site into its folder. */
  async #write() {
    const { editor, texts } = this;
    const { server } = editor.page;
    const { turn } = this;
    this.#busy(fill(texts.away_making, { what: texts.away_folder }), 0, 0);
    try {
      const printing = await server.write(editor.exhibition.id, this.version, { map: this.map, unclear: this.unclear, address: this.address });
      if (turn === this.turn) this.#told(printing, turn);
    } catch (error) {
      if (turn === this.turn) this.#failed(error);
    }
  }

  /** How far a site is that somebody has asked for. @param {boolean} [asked] it was asked for here */
  async #look(asked = false) {
    const { editor } = this;
    const { turn } = this;
    try {
      const printing = await editor.page.server.written(editor.exhibition.id);
      if (turn === this.turn && (asked || printing.state === "working")) this.#told(printing, turn);
    } catch (error) {
      if (turn === this.turn) this.#failed(error);
    }
  }

  /** @param {Printing} now @param {number} turn */
  #told(now, turn) {
    const { texts } = this;
    if (now.state === "working") {
      this.#part(now);
      setTimeout(() => {
        if (turn === this.turn) void this.#look(true);
      }, AGAIN);
    } else if (now.state === "done") {
      const { gone, unclear } = now.left_out ?? { gone: 0, unclear: 0 };
      this.#done([
        fill(texts.away_written, { folder: now.folder, n: now.works ?? 0, size: this.#size(now.bytes ?? 0) }),
        gone + unclear ? fill(texts.left_out, { gone, unclear }) : "",
        this.map && !now.map ? texts.away_no_map : "",
      ].filter(Boolean).join(" "));
    } else if (now.state === "failed") this.#failed(new Refusal(texts[`away_why_${now.why}`] ?? now.error ?? texts.failed, 0));
    else this.#done(now.state === "stopped" ? texts.away_stopped : "");
  }

  /** @param {Printing} now */
  #part({ part, done = 0, total = 0 }) {
    this.#busy(this.texts[`away_part_${part}`] ?? this.texts.away_begun, done, total);
  }

  /** @param {string} said @param {number} done @param {number} total 0 where nobody knows */
  #busy(said, done, total) {
    this.trouble.hidden = true;
    this.status.textContent = said;
    this.bar.hidden = false;
    this.stop.hidden = false;
    this.bar.setAttribute("aria-label", said);
    if (total > 1) {
      this.bar.max = total;
      this.bar.value = done;
    } else this.bar.removeAttribute("value");
    // Beside what is read out at every change.
    this.counted.textContent = total > 1 ? `${done} / ${total}` : "";
    this.#wait(true);
  }

  /** What is waited for keeps its focus. @param {boolean} working */
  #wait(working) {
    this.working = working;
    for (const button of this.buttons) button.setAttribute("aria-disabled", String(working));
  }

  /** @param {string} said */
  #done(said) {
    this.bar.hidden = true;
    this.counted.textContent = "";
    if (/** @type {ShadowRoot} */ (this.stop.getRootNode()).activeElement === this.stop) this.buttons[0]?.focus();
    this.stop.hidden = true;
    this.status.textContent = said;
    this.#wait(false);
  }

  /** @param {any} error */
  #failed(error) {
    this.#done("");
    const said = error.status === 503 ? this.texts.away_busy : error.status === 422 && this.address ? this.texts.away_no_address : error.message;
    put(this.trouble, said || this.texts.failed);
    this.trouble.hidden = false;
  }

  /** @param {number} bytes */
  #size(bytes) {
    const large = bytes >= 1e6;
    const { lang } = this.editor.page.props;
    return new Intl.NumberFormat(lang, {
      style: "unit", unit: large ? "megabyte" : "kilobyte", maximumFractionDigits: large ? 1 : 0,
    }).format(bytes / (large ? 1e6 : 1e3));
  }
}
