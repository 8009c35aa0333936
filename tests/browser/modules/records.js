import { csvOf, fileName, jsonOf, recordsOf } from "/viewer/records.js";
import { equal, ok } from "./check.js";

const about = { collection: "small", version: "abc", lang: "fr" };

export function a_formula_is_text_and_a_number_a_number() {
  const titles = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", " =1", "＝1", "-500", "+3,5", "a=b"];
  const items = titles.map((title, row) => ({ id: String(row), row, title, lat: -3.5 }));
  const lines = csvOf(items).slice(1).trim().split("\r\n");
  equal(lines[0], "id,title,lat");
  equal(lines.slice(1).map((line) => line.split(",").slice(1, -1).join(",").replaceAll('"', "")), [
    "'=1+1", "'+cmd|' /C calc'!A0", "'-2+3", "'@SUM(A1)", "'\t=1", "' =1", "'＝1", "-500", "+3,5", "a=b",
  ]);
  ok(lines.slice(1).every((line) => line.endsWith(",-3.5")), "numbers stay");
}

export function what_would_break_a_table_is_quoted() {
  const [item] = [{ id: "a", row: 0, title: 'Say "no",\nthen', technique: ["encre", "plume"], extra: { "=own": "x", inventory: " 1 " } }];
  const text = csvOf([item]);
  equal(text.codePointAt(0), 0xfeff);
  equal(text.slice(1), 'id,title,technique,\'=own,inventory\r\na,"Say ""no"",\nthen",encre|plume,x," 1 "\r\n');
  equal(csvOf([]).slice(1), "id\r\n");
}

export function json_holds_what_is_known_and_no_more() {
  const item = { id: "日", row: 4, title: "<b>", creator: "", lat: null, thumbs: { 256: "x" }, positions: { map: [0, 0] }, themes: [{ id: 1, level: 0, label: "cheval" }] };
  const told = JSON.parse(jsonOf([item], about));
  equal([told.collection, told.version, told.language], ["small", "abc", "fr"]);
  ok(!Number.isNaN(Date.parse(told.exported)), "a date");
  equal(told.items, [{ id: "日", title: "<b>", themes: ["cheval"], extra: {} }]);
}

export function a_file_has_a_harmless_name() {
  const day = new Date(2026, 0, 5);
  equal(fileName("Musée_1", "csv", day), "Musée_1-selection-2026-01-05.csv");
  equal(fileName("../a b\\c\u0000", "json", day), "-a-b-c--selection-2026-01-05.json");
}

export async function records_come_in_parts_and_in_order() {
  const asked = [];
  const server = { json: async (path) => {
    const rows = new URL(path, "http://x/").searchParams.get("rows").split(",").map(Number);
    asked.push(rows.length);
    return { results: rows.filter((row) => row !== 7).map((row) => ({ id: `n${row}`, row })) };
  } };
  const rows = Array.from({ length: 450 }, (_, at) => 449 - at);
  const found = await recordsOf(rows, { server, root: "api/v1/x", lang: "fr" });
  equal(asked, [200, 200, 50]);
  equal(found.map(({ row }) => row), rows.filter((row) => row !== 7));
}
