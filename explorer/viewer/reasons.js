/** The reasons: why a picture is among the results, in words. Pure. */

import { fill } from "./dom.js";

/**
 * @param {{why?: string[], terms?: string[]}} item
 * @param {Record<string, string>} texts picture, words, both, picture_terms, both_terms, like, far
 */
export function reasonText({ why = [], terms = [] }, texts) {
  const said = [];
  const [picture, words] = ["picture", "words"].map((one) => why.includes(one));
  const by = picture ? (words ? "both" : "picture") : words ? "words" : "";
  if (by) {
    const named = picture && terms.length ? `${by}_terms` : by;
    said.push(fill(texts[named] ?? "", { terms: terms.slice(0, 3).join(", ") }));
  }
  for (const one of ["like", "far"]) if (why.includes(one)) said.push(texts[one] ?? "");
  return said.filter(Boolean).join(" · ");
}
