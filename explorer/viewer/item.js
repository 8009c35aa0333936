// An item: its picture whole, its record, and where to go from it. In a dialog over the page, or
// as a part of the page.

import { appearances } from "./appearances.js";
import { address, fileAddress, link } from "./address.js";
import { begin, dateText, dress, el, fill, icon, put, raise, readJson, webAddress } from "./dom.js";
import { licenceOr } from "./licences.js";
import { boarding } from "./item-board.js";
import { beside, hanging } from "./sequence.js";
import { takeHome } from "./take-home.js";

/** @typedef {import("./address.js").Emit} Emit */
/** @typedef {import("./address.js").Props} Props */
/** @typedef {import("./items.js").Listed} Listed */

const CROSS = "M6 6l12 12M18 6 6 18";
const BEFORE = "M15 5l-7 7 7 7";
const AFTER = "M9 5l7 7-7 7";

/**
 * props.item: the identifier, or "" for none; props.itemAddress: address of an
 * answer with its record first, or "" when there is no such item;
 * props.dialog: over the page; props.level: level of its heading on the page.
 * @param {ShadowRoot} root
 * @param {any} props
 * @param {(name: string, value: any) => void} emit
 */
export async function mount(root, props, emit) {
  await dress(root, import.meta.url, "base.css", "item.css", ...(props.code ? ["take-home.css"] : []));
  const item = new Item(root, props.dialog, emit);
  item.update(props);
  return { update: (/** @type {Props} */ now) => item.update(now), destroy: () => item.destroy() };
}

class Item {
  /**
   * @param {ShadowRoot} root
   * @param {boolean} dialog
   * @param {Emit} emit
   */
  constructor(root, dialog, emit) {
    this.emit = emit;
    /** @type {Props} */
    this.props = { base: "", lang: "", texts: {} };
    /** @type {string | undefined} */
    this.asked = undefined;
    /** @type {string | undefined} the arrow that was stepped by */
    this.stepped = undefined;
    this.shown = false;
    this.body = el("div", { class: dialog ? "item inside" : "item" });
    this.whole = this.body;
    if (dialog) {
      this.whole = el("dialog", {
        class: "dialog", closedby: "any", keydown: (/** @type {KeyboardEvent} */ event) => this.key(event),
        close: () => this.closed(),
        click: (/** @type {MouseEvent} */ event) => event.target === this.whole && this.whole.close(),
      }, this.body);
    }
    /** @type {HTMLDialogElement | null} */
    this.dialog = dialog ? this.whole : null;
    this.renew = () => this.renewTools();
    hanging.addEventListener("change", this.renew);
    root.append(this.whole);
  }

  /** @param {Props} props */
  async update(props) {
    const asked = `${props.item}|${props.itemAddress}`;
    this.props = props;
    if (this.dialog && !props.item) {
      this.asked = "";
      if (this.dialog.open) this.dialog.close();
      return;
    }
    if (asked === this.asked) return;
    this.asked = asked;
    if (this.dialog && !this.dialog.open) raise(this.dialog);
    this.body.setAttribute("aria-busy", "true");
    let said = props.texts.missing;
    let record = null;
    try {
      if (props.itemAddress) {
        record = (await readJson(fileAddress(props, props.itemAddress))).results[0];
      }
    } catch {
      said = props.texts.failed;
    }
    if (this.asked !== asked) return;
    this.body.removeAttribute("aria-busy");
    if (record) this.draw(record);
    else put(this.body, this.tools(), el("p", { class: "failed", role: "alert" }, said));
  }

  /** @param {Listed} record */
  draw(record) {
    const { props } = this;
    const { texts } = props;
    const title = record.title || texts.untitled;
    const sides = [record.creator, dateText(record.date, texts)].filter(Boolean).join(", ");
    const level = this.dialog ? 2 : props.level ?? 2;
    const heading = el(`h${level}`, { id: "title" }, title);
    this.whole.setAttribute("aria-labelledby", "title");
    const known = facts(record, props);
    put(this.body,
      this.tools(),
      el("figure", { class: "picture" }, picture(record, props, title)),
      el("div", { class: "record" },
        heading,
        sides ? el("p", { class: "by" }, sides) : null,
        record.description ? el("p", { class: "description" }, record.description) : null,
        this.actions(record),
        appearances({
          props, texts: texts.appearances, id: record.id, level: level + 1,
          walk: (id) => this.emit(props.walk ? "go" : "address", props.walk ? { page: "similaires", params: { item: id } } : { item: id }),
          follow: (id) => this.emit("go", { page: "circulations", params: { family: id } }),
        }),
        this.themes(record),
        props.code ? takeHome({ ...props, text: texts.take_home, id: record.id }) : null,
        props.walk ? el("details", {}, el("summary", {}, texts.record), known) : known));
    this.body.scrollTop = 0;
    this.focus();
  }

  // Where the focus was: on the same arrow after a step, on the way out when the dialog opens.
  focus() {
    if (!this.dialog) {
      if (this.shown) begin(this.body.querySelector("#title"));
      this.shown = true;
      return;
    }
    const wanted = this.body.querySelector(`[data-focus="${this.stepped ?? "close"}"]:not(:disabled)`)
      ?? this.body.querySelector('[data-focus="close"]');
    wanted?.focus({ preventScroll: true, focusVisible: this.stepped !== undefined });
    this.stepped = undefined;
  }

  tools() {
    if (!this.dialog) return null;
    const { texts, item } = this.props;
    const { before, after } = beside(item);
    /**
     * @param {string} name
     * @param {string | undefined} to
     * @param {string} label
     * @param {string} path
     */
    const step = (name, to, label, path) => el("button", {
      type: "button", class: "tool", "aria-label": label, title: label, disabled: to === undefined,
      "data-focus": name,
      click: () => {
        this.stepped = name;
        this.emit("address", { item: to });
      },
    }, icon(path));
    return el("div", { class: "tools" },
      step("before", before, texts.before, BEFORE),
      step("after", after, texts.after, AFTER),
      el("button", {
        type: "button", class: "tool", "aria-label": texts.close, title: texts.close,
        "data-focus": "close", click: () => this.dialog?.close(),
      }, icon(CROSS)));
  }

  // An item opened by its link may be there before the wall that it hangs on.
  renewTools() {
    const old = this.body.querySelector(".tools");
    if (!old) return;
    const held = old.querySelector(":focus")?.dataset.focus;
    const now = this.tools();
    old.replaceWith(now);
    if (held) now.querySelector(`[data-focus="${held}"]`)?.focus();
  }

  /** @param {Listed} record */
  actions(record) {
    const { props } = this;
    const { texts } = props;
    /**
     * @param {string} page
     * @param {string} label
     */
    const on = (page, label, attributes = {}) => link(props, this.emit,
      { page, params: { item: record.id } }, { class: "button", ...attributes }, label);
    return el("div", { class: "actions" },
      props.walk ? null : on("similaires", texts.similar, { class: "button primary" }),
      on("", texts.map),
      props.site ? el("a", { class: "button", href: this.ownPage(record) }, texts.page) : null,
      props.keeps === false ? null : this.copy(record),
      props.boarding ? boarding(props, record.id) : null);
  }

  /**
   * The item's page that is written whole: what is shared shows the picture before it is opened.
   * @param {Listed} record
   */
  ownPage(record) {
    const { collection, lang } = this.props;
    const path = `c/${encodeURIComponent(collection ?? "")}/item/`;
    // As explorer/site/addresses.py has it: what may be taken for a way somewhere else is no path.
    const odd = /[/\\:\x00-\x1f\x7f]|^\.+$/.test(record.id);
    const url = new URL(fileAddress(this.props, odd ? path : path + encodeURIComponent(record.id)));
    if (odd) url.searchParams.set("id", record.id);
    url.searchParams.set("lang", lang);
    return url.href;
  }

  /** @param {Listed} record */
  copy(record) {
    const { texts } = this.props;
    const url = this.props.site ? this.ownPage(record)
      : address(this.props, "recherche", { item: record.id });
    const button = el("button", {
      type: "button", click: async () => {
        button.textContent = (await copyText(url)) ? texts.copied : url;
        setTimeout(() => { button.textContent = texts.copy; }, 4000);
      },
    }, texts.copy);
    return el("span", { role: "status" }, button);
  }

  /** @param {Listed} record */
  themes(record) {
    const { props } = this;
    const named = record.themes.filter((theme) => theme.label);
    if (!named.length) return null;
    return el("div", { class: "themes" }, el("p", { class: "muted" }, props.texts.themes), el("ul", {},
      ...named.map((theme) => el("li", {}, link(props, this.emit,
        { page: "themes", params: { theme: theme.id } }, {}, theme.label)))));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { before, after } = beside(this.props.item);
    /** @type {Record<string, string | undefined>} */
    const ways = { ArrowLeft: before, ArrowRight: after };
    const to = ways[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.emit("address", { item: to });
  }

  closed() {
    if (!this.asked) return;
    this.asked = "";
    this.emit("address", { item: null });
  }

  destroy() {
    hanging.removeEventListener("change", this.renew);
    this.asked = "";
    if (this.dialog?.open) this.dialog.close();
    this.whole.remove();
  }
}

/**
 * @param {Listed} record
 * @param {Props} props
 * @param {string} title
 */
function picture(record, props, title) {
  const large = Math.min(1, 1024 / Math.max(record.width, record.height));
  return el("img", {
    src: fileAddress(props, record.thumbs["1024"]), alt: record.alt || title,
    width: Math.max(1, Math.round(record.width * large)),
    height: Math.max(1, Math.round(record.height * large)),
    style: { backgroundColor: /^#[0-9a-f]{6}$/i.test(record.colour) ? record.colour : "" },
    load: (/** @type {Event & {target: HTMLElement}} */ event) => { event.target.style.backgroundColor = ""; },
  });
}

/**
 * @param {Listed} record
 * @param {Props} props
 */
function facts(record, props) {
  const { texts, lang, links } = props;
  const { fields } = texts;
  const number = new Intl.NumberFormat(lang);
  const rows = [
    [fields.technique, record.technique.join(", ")],
    [fields.subject, record.subject.join(", ")],
    [fields.category, record.category.join(", ")],
    [fields.folder, record.folder],
    [fields.place, record.place],
    ...Object.entries(record.extra).map(([name, value]) => [name, value]),
    [fields.credit, record.credit],
    [fields.rights, record.rights || texts.unknown],
    [fields.source, record.source],
    [fields.id, record.id],
    [fields.size, fill(texts.pixels, {
      width: number.format(record.width), height: number.format(record.height),
    })],
  ].filter(([, value]) => value);
  return el("dl", {}, ...rows.flatMap(([name, value]) => [
    el("dt", {}, name), el("dd", {}, linked(String(value), links))]), ...iiif(record, props));
}

/**
 * What viewers of other houses open: the manifest, and a link that leads back here.
 * @param {Listed} record
 * @param {Props} props
 */
function iiif(record, props) {
  if (!record.iiif || !props.links) return [];
  const { fields } = props.texts;
  const to = (/** @type {string} */ path, /** @type {string} */ label) => el("a", {
    href: fileAddress(props, path), target: "_blank", rel: "noopener",
  }, label);
  return [el("dt", {}, "IIIF"), el("dd", {},
    to(record.iiif.manifest, fields.manifest), " · ", to(record.iiif.state, fields.state))];
}

/**
 * @param {string} value
 * @param {boolean} links
 */
function linked(value, links) {
  const url = links ? webAddress(value) : null;
  const named = licenceOr(value);
  return url ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, named) : named;
}

/** @param {string} text */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // Not allowed, or not a secure address: the link is then shown to be copied.
  }
}
