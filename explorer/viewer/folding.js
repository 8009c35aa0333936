/**
 * Folding words so that what people type meets what catalogues write, as the project's
 * ``explorer/search/folding.py`` does when the files are written. Pure.
 */

const SMALL = new Set(
  ("a an and at by for from in is of on or the to with au aux avec ce ces cette chez d dans de des "
    + "du en est et l la le les ou par pour sur un une sans").split(" "),
);

const ELISION = /(?<![\p{L}\p{N}_])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’ʼ`](?=[\p{L}\p{N}_])/giu;
const WORD = /[\p{L}\p{N}]+/gu;

/** Ending of a plural, and what its singular may have in its place; the first that fits counts. */
const PLURALS = /** @type {[string, string[]][]} */ ([
  ["eaux", ["eau"]],
  ["aux", ["al", "au", "ail"]],
  ["eux", ["eu"]],
  ["oux", ["ou"]],
  ["ies", ["y", "ie"]],
  ["ves", ["f", "fe", "ve"]],
  ["men", ["man"]],
  ["ches", ["ch", "che"]],
  ["shes", ["sh"]],
  ["sses", ["ss", "sse"]],
  ["xes", ["x", "xe"]],
  ["ss", []],
  ["us", []],
  ["s", [""]],
]);

/**
 * Lower case, no accents, ligatures apart.
 * @param {string} text
 */
export function fold(text) {
  return text.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/ß/g, "ss")
    .normalize("NFKD").toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
}

/**
 * The folded words of a text, in order, without articles and the like unless it has no other.
 * @param {string} text
 * @returns {string[]}
 */
export function wordsOf(text) {
  const all = fold(text.replace(ELISION, "")).match(WORD) ?? [];
  const great = all.filter((word) => !SMALL.has(word));
  return great.length ? great : all;
}

/**
 * A folded word and what may be its singular, in French or English; the word itself first.
 * @param {string} word
 * @returns {string[]}
 */
export function forms(word) {
  const known = word.length > 3 ? PLURALS.find(([ending]) => word.endsWith(ending)) : undefined;
  if (!known) return [word];
  const [ending, singulars] = known;
  const stem = word.slice(0, word.length - ending.length);
  return [...new Set([word, ...singulars.map((singular) => stem + singular)])];
}
