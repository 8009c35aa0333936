/** Beside the editor: what is to be settled before publishing, publishing itself, the history. */

import { el, fill, put } from "./dom.js";
import { Away } from "./exhibition-away.js";
import { Settle } from "./exhibition-settle.js";

/** @typedef {import("./exhibitions-server.js").Unsettled} Unsettled */

export class Release {
  /** @param {any} editor */
  constructor(editor) {
    this.editor = editor;
    this.what = "";
    this.away = new Away(editor);
    this.settle = new Settle(editor);
    this.element = el("section", { class: "release", hidden: true });
  }

  close() {
    this.what = "";
    this.away.leave();
    this.element.hidden = true;
  }

  /** @param {"release" | "history" | "away"} what */
  async open(what) {
    const { editor } = this;
    if (this.what === what) {
      this.close();
      editor.draw();
      return;
    }
    if (!await editor.save()) return;
    this.away.leave();
    this.what = what;
    this.element.hidden = false;
    editor.draw();
    await this.update();
    this.element.querySelector("h2")?.focus();
  }

  async update() {
    const { editor } = this;
    try {
      if (this.what === "history") await this.#history();
      else if (this.what === "away") put(this.element, ...await this.away.parts());
      else await this.#settle();
    } catch (error) {
      editor.fail(error);
    }
  }

  async #settle() {
    const { editor } = this;
    const { props, server } = editor.page;
    const { texts } = props;
    const { id } = editor.exhibition;
    const { version, unsettled } = await server.unsettled(id);
    const blocked = unsettled.some((/** @type {Unsettled} */ one) => one.blocks);
    const { entry } = editor;
    const act = async (/** @type {() => Promise<any>} */ done, /** @type {string} */ said) => {
      try {
        editor.entry = await done();
        editor.draw();
        await this.update();
        editor.say(said);
      } catch (error) {
        editor.fail(error);
      }
    };
    this.settle.draw(unsettled);
    put(this.element, el("h2", { tabindex: "-1" }, entry?.published && !blocked ? texts.could_settle : texts.to_settle),
      el("p", { class: "tools" },
        el("button", {
          type: "button", class: "primary", "data-focus": "publish", disabled: blocked || entry?.published === version || !props.writable,
          click: () => void act(() => server.publish(id, version), texts.published),
        }, entry?.published ? texts.publish_again : texts.publish),
        entry?.published ? el("button", {
          type: "button", "data-focus": "withdraw", click: () => void act(() => server.withdraw(id), texts.withdrawn),
        }, texts.withdraw) : props.deletes ? this.#remove(id) : null),
      unsettled.length ? el("p", { class: "muted" }, blocked ? texts.blocked : texts.not_blocked) : el("p", {}, texts.all_settled),
      this.settle.element);
  }

  /** One that is not published is deleted when one has said so twice. @param {string} id */
  #remove(id) {
    const { editor } = this;
    const { page } = editor;
    const { texts } = page.props;
    const button = el("button", {
      type: "button", class: "danger", "data-focus": "delete",
      click: async () => {
        if (button.textContent !== texts.really) {
          button.textContent = texts.really;
          return;
        }
        try {
          await page.server.remove(id);
          editor.draft?.drop();
          page.go("");
        } catch (error) {
          editor.fail(error);
        }
      },
    }, texts.delete);
    return button;
  }

  async #history() {
    const { editor } = this;
    const { props, server } = editor.page;
    const { texts, lang } = props;
    const { id } = editor.exhibition;
    const { versions } = await server.versions(id);
    const when = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short" });
    put(this.element, el("h2", { tabindex: "-1" }, texts.history), el("ol", { class: "versions" }, ...versions.map(
      (/** @type {any} */ one, /** @type {number} */ i) => el("li", {},
        el("span", {}, when.format(new Date(one.updated))), el("span", { class: "muted" }, one.who || texts.nobody),
        el("span", { class: "muted" }, fill(texts.version_has, { sections: one.sections, items: one.items })),
        one.version === editor.entry?.published ? el("strong", {}, texts.is_public) : null,
        el("span", { class: "tools" },
          el("button", { type: "button", click: () => editor.page.go(id, "look", one.version) }, texts.look_at),
          i && props.writable ? el("button", { type: "button", click: () => void this.#restore(id, one.version) }, texts.restore) : null)))));
  }

  /** @param {string} id @param {number} version */
  async #restore(id, version) {
    const { editor } = this;
    const { server, props } = editor.page;
    try {
      await server.restore(id, version);
      await editor.page.refresh();
      const found = await server.take(id);
      if (!found) return;
      editor.open(found.exhibition, found.mark, false);
      editor.say(props.texts.restored);
    } catch (error) {
      editor.fail(error);
    }
  }
}
