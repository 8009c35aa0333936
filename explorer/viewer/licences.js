/** Licences: what is said of rights, as people read it. Pure. */

const CREATIVE_COMMONS =
  /^https?:\/\/(?:www\.)?creativecommons\.org\/(licenses|publicdomain)\/([a-z-]{2,10})\/([0-9.]{3})(?![0-9])/i;
const STATEMENT = /^https?:\/\/(?:www\.)?rightsstatements\.org\/(?:vocab|page)\/([A-Za-z-]{2,10})\//;
/** @type {Record<string, string>} the same as in explorer/site/licences.py */
const STATEMENTS = {
  "InC": "In Copyright",
  "InC-OW-EU": "In Copyright – EU Orphan Work",
  "InC-EDU": "In Copyright – Educational Use Permitted",
  "InC-NC": "In Copyright – Non-Commercial Use Permitted",
  "InC-RUU": "In Copyright – Rights-holder(s) Unlocatable or Unidentifiable",
  "NoC-CR": "No Copyright – Contractual Restrictions",
  "NoC-NC": "No Copyright – Non-Commercial Use Only",
  "NoC-OKLR": "No Copyright – Other Known Legal Restrictions",
  "NoC-US": "No Copyright – United States",
  "CNE": "Copyright Not Evaluated",
  "UND": "Copyright Undetermined",
  "NKC": "No Known Copyright",
};

/**
 * The name of a licence of which an address is written; any other text as it is.
 * @param {string} text
 * @returns {string}
 */
export function licenceOr(text) {
  const licence = CREATIVE_COMMONS.exec(text.trim());
  if (licence) {
    const [, kind, code, version] = licence;
    if (kind.toLowerCase() === "licenses") return `CC ${code.toUpperCase()} ${version}`;
    const names = new Map([["zero", "CC0"], ["mark", "Public Domain Mark"]]);
    return `${names.get(code.toLowerCase()) ?? code} ${version}`;
  }
  const statement = STATEMENT.exec(text.trim())?.[1] ?? "";
  return Object.hasOwn(STATEMENTS, statement) ? STATEMENTS[statement] : text;
}
