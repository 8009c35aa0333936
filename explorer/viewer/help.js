/** The help: every gesture, its key and its meaning, on a small sheet. */

import { el, isKiosk } from "./dom.js";
import { Foldout } from "./foldout.js";

const MARK = "M9 9a3 3 0 1 1 4.2 2.8c-.8.4-1.2 1-1.2 1.9v.6M12 17.6v.2";

/**
 * At a kiosk there is only a finger: only what it does is told.
 * @param {Record<string, any>} texts
 * @returns {Foldout}
 */
export function help(texts) {
  const finger = isKiosk();
  const key = (/** @type {string} */ name) => el("kbd", {}, name);
  /** @type {[string, string, string[]][]} */
  const rows = [
    [texts.help_move, texts.hand_move, ["←", "→", "↑", "↓"]],
    [texts.help_zoom, finger ? texts.finger_zoom : texts.hand_zoom, ["+", "−"]],
    [texts.help_fit, texts.hand_fit, [texts.key_home]],
    [texts.help_open, finger ? texts.finger_open : texts.hand_open, [texts.key_enter]],
    [texts.help_select, texts.hand_select, [texts.key_s]],
    [texts.help_pick, "", [texts.key_s, texts.key_space]],
    [texts.help_close, texts.hand_close, [texts.key_escape]],
    [texts.help_name, finger ? texts.finger_name : texts.hand_name, []],
    [texts.help_back, finger ? texts.kiosk_back : texts.hand_back, ["Alt", "←"]],
  ];
  const done = rows.filter(([, hand]) => hand || !finger);
  const foldout = new Foldout({
    label: texts.help, path: MARK, name: "help",
    content: [
      el("h2", {}, texts.help),
      el("dl", {}, ...done.flatMap(([what, hand, keys]) => [
        el("dt", {}, what),
        el("dd", {}, el("span", {}, hand), keys.length && !finger ? el("span", { class: "keys" }, ...keys.map(key)) : null),
      ])),
      finger ? null : el("p", { class: "muted" }, texts.help_list),
    ],
  });
  foldout.sheet.tabIndex = 0; // where it is higher than the screen, keys scroll it
  return foldout;
}
