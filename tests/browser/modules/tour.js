import * as tour from "/viewer/tour.js";
import { equal, ok } from "./check.js";

const STOP = { id: "a", name: { fr: "Un", en: "One" }, text: { fr: "", en: "" }, view: "map/0.5/0.5/1", region: null, items: [], seconds: 8 };
const TOUR = { format: tour.FORMAT, id: "essai", collection: "small", title: { fr: "Essai", en: "" }, stops: [STOP] };

const given = (change) => JSON.stringify({ ...TOUR, ...change });
const withStop = (change) => given({ stops: [STOP, { ...STOP, id: "b", ...change }] });

export function what_is_written_is_read_again() {
  const made = { ...tour.blank("small"), stops: [tour.stopAt("grid/0.1/0.2/3", { region: [[0, 0], [1, 0], [1, 1]], items: ["x"] })] };
  equal(tour.parse(tour.format(made), "small").tour, made);
}

export function unknown_fields_are_dropped() {
  const { tour: read } = tour.parse(given({ evil: 1, stops: [{ ...STOP, onclick: "alert(1)", name: { fr: "<b>x</b>", de: "y" } }] }), "small");
  equal(Object.keys(read).sort(), Object.keys(TOUR).sort());
  equal(Object.keys(read.stops[0]).sort(), Object.keys(STOP).sort());
  equal(read.stops[0].name, { fr: "<b>x</b>", en: "" }, "text stays text");
}

export function the_collection_is_the_one_that_is_open() {
  equal(tour.parse(given({ collection: "../other" }), "small").tour.collection, "small");
}

export function what_is_wrong_is_said() {
  const seen = (text) => tour.parse(text, "small").problem;
  equal(seen("{"), "json");
  equal(seen("null"), "format");
  equal(seen(given({ format: "cimaise-tour/9" })), "format");
  equal(seen(given({ title: { fr: "x".repeat(121) } })), "title");
  equal(seen(given({ title: "a title" })), "title");
  equal(seen(given({ stops: {} })), "stops");
  equal(seen(given({ stops: Array(201).fill(STOP) })), "stops");
  equal(seen(" ".repeat(1_000_001)), "large");
  for (const change of [
    { view: "map" }, { view: 7 }, { view: "map/0/0/NaN" }, { seconds: 2 }, { seconds: 121 }, { seconds: "9" },
    { region: [[0, 0], [1, 1]] }, { region: [[0, 0], [1, 1], [2, 0]] }, { region: [[0, 0], [1, 1], ["0", 0]] },
    { region: Array(201).fill([0, 0]) }, { items: "x" }, { items: [1] }, { items: Array(501).fill("x") },
    { text: { fr: "x".repeat(2001) } }, { name: ["a"] },
  ]) {
    const { problem, n } = tour.parse(withStop(change), "small");
    equal([problem, n], ["stop", 2], JSON.stringify(change).slice(0, 60));
  }
  equal(seen(given({ stops: [null] })), "stop");
}

export function names_and_identifiers_are_made_safe() {
  const { tour: read } = tour.parse(given({ id: "../x", stops: [{ ...STOP, id: "A b", text: { fr: "a\u202eb\u0000\r\nc" } }, STOP, STOP] }), "small");
  ok(/^[a-z0-9-]{1,64}$/.test(read.id), "an address can hold it");
  const ids = read.stops.map(({ id }) => id);
  equal(new Set(ids).size, 3, "no two stops have the same");
  equal(read.stops[0].text.fr, "ab\nc");
}

export function the_other_language_stands_in() {
  equal(tour.said({ fr: "Un", en: "One" }, "en"), { text: "One", lang: "en" });
  equal(tour.said({ fr: "Un", en: " " }, "en"), { text: "Un", lang: "fr" });
  equal(tour.said({ fr: "", en: "" }, "fr").text, "");
}

export function things_change_their_places() {
  equal(tour.moved(["a", "b", "c"], 0, 2), ["b", "c", "a"]);
  equal(tour.moved(["a", "b", "c"], 2, 0), ["c", "a", "b"]);
  equal(tour.moved(["a", "b"], 0, -1), ["a", "b"]);
  equal(tour.moved(["a", "b"], 1, 9), ["a", "b"]);
}

export function a_file_is_named_by_its_title() {
  const named = (fr, en, lang = "fr") => tour.fileName({ ...TOUR, title: { fr, en } }, { word: "visite", lang });
  equal(named("L’Été à Giverny, 1890 !", ""), "visite-l-ete-a-giverny-1890.json");
  equal(named("Été", "Summer", "en"), "visite-summer.json");
  equal(named("../../etc/passwd", ""), "visite-etc-passwd.json");
  equal(named("浮世絵", ""), "visite-浮世絵.json");
  equal(named(" … ", ""), "visite-essai.json", "its id where nothing can be said");
  ok(named("mot ".repeat(40), "").length < 80, "not too long");
}
