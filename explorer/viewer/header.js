// The header: name, collection, pages, language, dark or light. On upright screens the pages
// stand at the bottom, within reach of a thumb and of a child.

import { address, link } from "./address.js";
import { dress, el, icon, isPlain } from "./dom.js";
import { Foldout } from "./foldout.js";
import { keptFilter, leave } from "./kept-filter.js";

/** @typedef {import("./address.js").Emit} Emit */
/** @typedef {import("./address.js").Props} Props */

/** @type {Record<string, string>} */
const ICONS = {
  "": "M9 4 3 6.5v13L9 17l6 2.5 6-2.5V4l-6 2.5L9 4zM9 4v13M15 6.5v13",
  recherche: "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.3 15.3 20.5 20.5",
  similaires: "M4 4h10v12H4zM10 16v4h10V8h-6",
  themes: "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z",
  circulations: "M6 5.5a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM18 3a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM18 17a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM8 7l8-1.7M7 9.3l9.5 8.2",
  concepts: "M4 12.5 9 17.5 20 6.5",
  classes: "M4 5h6v6H4zM4 14h6v6H4zM13 6.5h7M13 10h5M13 15.5h7M13 19h5",
  revue: "M5 4h11l3 3v13H5zM9 12.5l2.2 2.2L15.5 10",
  workshop: "M4 20l4.5-1 10-10-3.5-3.5-10 10zM13 7.5l3.5 3.5",
  expositions: "M3.5 5h17v12h-17zM3.5 21h17M8 17v4M16 17v4M7 13.5l3-3.5 2.5 2.5L15 9l2.5 4.5",
  tableau: "M4 5h16v14H4zM8 9h3v3H8zM13.5 9H17M13.5 12H17M8 15.5h9",
  "a-propos": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 11v5.5M12 7.6v.2",
  out: "M14 4h5v16h-5M10 8l-4 4 4 4M6 12h9",
  dark: "M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z",
  light: "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2"
    + "M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4",
};

/**
 * @param {ShadowRoot} root
 * @param {any} props
 * @param {(name: string, value: any) => void} emit
 */
export async function mount(root, props, emit) {
  await dress(root, import.meta.url, "base.css", "header.css");
  const holder = el("div");
  root.append(holder);

  /** @type {Foldout | null} */
  let workshop = null;
  const draw = (/** @type {Props} */ now) => {
    document.documentElement.lang = now.lang;
    // What scrolls is a stop for Tab by itself, where nothing in it seems to be one.
    document.querySelector("[data-testid=stMain]")?.setAttribute("tabindex", "-1");
    const focused = /** @type {any} */ (root.activeElement)?.dataset?.focus;
    workshop?.destroy();
    workshop = workshopOf(now, emit);
    holder.replaceChildren(skip(now, root), bar(now, emit, workshop));
    if (focused) holder.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
  };
  draw(props);
  return {
    update: draw,
    destroy: () => {
      workshop?.destroy();
      holder.remove();
    },
  };
}

/**
 * To the heading of what the page is about: Streamlit's frame would lead through this bar once more.
 * @param {Props} props
 * @param {ShadowRoot} own
 */
function skip(props, own) {
  return el("a", {
    class: "skip", href: "#", click: (/** @type {MouseEvent} */ event) => {
      event.preventDefault();
      const main = document.querySelector("[data-testid=stMain]") ?? document.body;
      const heading = [...main.querySelectorAll("*")].flatMap(({ shadowRoot }) =>
        (shadowRoot && shadowRoot !== own ? [...shadowRoot.querySelectorAll("h1")] : []))[0];
      heading?.setAttribute("tabindex", "-1");
      heading?.focus();
    },
  }, props.texts.skip);
}

/**
 * @param {Props} props
 * @param {Emit} emit
 * @param {Foldout | null} workshop
 */
function bar(props, emit, workshop) {
  return el("header", { class: "bar" },
    el("p", { class: "name" }, props.site
      ? el("a", { href: new URL(`./?lang=${props.lang}`, props.base).href, "data-focus": "name" }, props.name)
      : link(props, emit, { page: "" }, { "data-focus": "name" }, props.name)),
    collections(props, emit), pages(props, emit, workshop),
    el("div", { class: "tools" }, person(props, emit), languages(props, emit), scheme(props)));
}

/**
 * @param {Props} props
 * @param {Emit} emit
 */
function collections(props, emit) {
  const { collections: all, collection } = props;
  if (all.length < 2) return el("p", { class: "collection" }, all[0]?.title ?? "");
  return el("label", { class: "collection" },
    el("span", { class: "unseen" }, props.texts.collection),
    el("select", {
      "data-focus": "collection",
      change: (/** @type {Event & {target: HTMLSelectElement}} */ event) => emit("go",
        { page: props.here, params: { collection: event.target.value } }),
    }, ...all.map((/** @type {{name: string, title: string}} */ one) => el("option", { value: one.name, selected: one.name === collection },
      one.title))));
}

/**
 * @param {Props} props
 * @param {Emit} emit
 * @param {Foldout | null} workshop
 */
function pages(props, emit, workshop) {
  const apart = workshop ? props.pages.filter((/** @type {any} */ one) => one.workshop) : [];
  const [about] = props.pages.slice(-1);
  const shown = props.pages.filter((/** @type {any} */ one) => !apart.includes(one) && one !== about);
  return el("nav", { class: "pages", "aria-label": props.texts.pages },
    el("ul", {}, ...shown.map((/** @type {any} */ one) => pageOf(props, emit, one)),
      workshop && el("li", {}, workshop.element), about && pageOf(props, emit, about)));
}

/**
 * @param {Props} props
 * @param {Emit} emit
 * @param {{page: string, label: string}} one
 */
function pageOf(props, emit, { page, label }) {
  /** @type {{filter?: string}} */
  const params = {};
  // What one filters by is in the page's address, which changes while the header stands.
  const aim = () => {
    delete params.filter;
    Object.assign(params, keptFilter(props, page));
    there.href = address(props, page, params);
  };
  const there = link(props, (name, value) => {
    aim();
    leave(props);
    emit(name, { ...value, params });
  }, { page, params }, {
    "aria-current": page === props.here ? "page" : null, "data-focus": `page-${page}`,
    pointerdown: aim, focus: aim,
  }, icon(ICONS[page]), el("span", {}, label));
  return el("li", {}, there);
}

/**
 * The curators' pages, behind one button; none where they have one page at most.
 * @param {Props} props
 * @param {Emit} emit
 */
function workshopOf(props, emit) {
  const own = props.pages.filter((/** @type {any} */ { workshop }) => workshop);
  if (own.length < 2) return null;
  const foldout = new Foldout({
    label: props.texts.workshop, text: props.texts.workshop, path: ICONS.workshop, name: "workshop",
    content: [el("ul", {}, ...own.map((/** @type {any} */ one) => pageOf(props, emit, one)))],
  });
  foldout.button.dataset.focus = "workshop";
  if (own.some((/** @type {any} */ { page }) => page === props.here)) {
    foldout.button.setAttribute("aria-current", "true");
  }
  return foldout;
}

/**
 * Who is logged in, and the way out; nothing where there is no login.
 * @param {Props} props
 * @param {Emit} emit
 */
function person(props, emit) {
  return props.person ? el("button", {
    type: "button", class: "person", "data-focus": "person", title: props.texts.logout,
    "aria-label": `${props.person} – ${props.texts.logout}`, click: () => emit("logout", true),
  }, el("span", {}, props.person), icon(ICONS.out)) : null;
}

/**
 * @param {Props} props
 * @param {Emit} emit
 */
function languages(props, emit) {
  return el("ul", { class: "languages", "aria-label": props.texts.language },
    ...props.languages.map((/** @type {any} */ { code, label }) => el("li", {},
      languageLink(props, emit, code, label))));
}

/**
 * The same page in another language. What a page has put into the address by itself (a view, what
 * is sought) Python does not know: the address as it stands at the click is what is taken along.
 * @param {Props} props
 * @param {Emit} emit
 * @param {string} code
 * @param {string} label
 */
function languageLink(props, emit, code, label) {
  const here = () => {
    const { searchParams } = new URL(window.location.href);
    const names = [...new Set(searchParams.keys())].filter((name) => name !== "collection");
    return { ...Object.fromEntries(names.map((name) => [name, searchParams.getAll(name)])), lang: code };
  };
  const taken = () => {
    found.href = address(props, props.here, here());
  };
  const found = /** @type {HTMLAnchorElement} */ (el("a", {
    href: address(props, props.here, { lang: code }), lang: code, hreflang: code,
    "data-focus": `lang-${code}`, "aria-current": code === props.lang ? "true" : null,
    pointerenter: taken, pointerdown: taken, focus: taken,
    click: (/** @type {MouseEvent} */ event) => {
      taken();
      if (!isPlain(event)) return;
      event.preventDefault();
      emit("go", { page: props.here, params: here() });
    },
  }, el("span", { "aria-hidden": "true" }, code.toUpperCase()), el("span", { class: "unseen" }, label)));
  return found;
}

/** @param {Props} props */
function scheme(props) {
  const { cimaiseScheme } = /** @type {any} */ (window);
  const other = () => (cimaiseScheme.current === "dark" ? "light" : "dark");
  const dress_ = (/** @type {HTMLButtonElement} */ button) => {
    button.replaceChildren(icon(ICONS[other()]));
    button.setAttribute("aria-label", props.texts[other()]);
    button.title = props.texts[other()];
  };
  const button = el("button", {
    type: "button", class: "scheme", "data-focus": "scheme",
    click: () => {
      cimaiseScheme.toggle();
      dress_(button);
    },
  });
  dress_(button);
  return button;
}
