import { licenceOr } from "/viewer/licences.js";
import { equal } from "./check.js";

export function addresses_of_licences_are_called_by_name_and_other_texts_stay() {
  const named = {
    "https://creativecommons.org/publicdomain/zero/1.0/": "CC0 1.0",
    "http://creativecommons.org/publicdomain/mark/1.0/": "Public Domain Mark 1.0",
    "https://creativecommons.org/licenses/by-sa/4.0/deed.fr": "CC BY-SA 4.0",
    "https://rightsstatements.org/vocab/InC/1.0/": "In Copyright",
  };
  for (const [address, name] of Object.entries(named)) equal(licenceOr(address), name);
  for (const text of ["", "Tous droits réservés", "https://example.org/licenses/by/4.0/",
    "https://creativecommons.org/", "https://rightsstatements.org/vocab/constructor/1.0/x",
    "<b>CC</b>", "see https://creativecommons.org/licenses/by/4.0/"]) equal(licenceOr(text), text);
}
