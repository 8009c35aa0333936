/** The reach: where the controls of a kiosk stand, for whoever cannot reach them; kept for the visit. */

const KEPT = "cimaise-reach";

/** The heights they have: high, low, or low with all of the page below them, so that all is within reach. */
const HEIGHTS = ["up", "down", "low"];

/** @typedef {"up" | "down" | "low" | "left" | "right"} Towards */

/** @returns {{high: string, hand: string}} */
function now() {
  const { high = "down", hand = "" } = document.documentElement.dataset;
  return { high, hand };
}

/** Put them where this visit has them. */
export function restore() {
  let text = null;
  try {
    text = sessionStorage.getItem(KEPT);
  } catch {
    // storage may be refused
  }
  const [high, hand] = (text ?? "").split(" ");
  put(HEIGHTS.includes(high) ? high : "down", ["left", "right"].includes(hand) ? hand : "");
}

/**
 * Move them. To the hand where they stand already, they come back to the middle; all that was brought
 * low goes back up.
 * @param {Towards} towards
 */
export function move(towards) {
  const { high, hand } = now();
  if (towards === "low" && high === "low") put("down", hand);
  else if (HEIGHTS.includes(towards)) put(towards, hand);
  else put(high, towards === hand ? "" : towards);
  try {
    sessionStorage.setItem(KEPT, `${now().high} ${now().hand}`);
  } catch {
    // storage may be refused: then they stay as long as the page
  }
}

/** Whether they stand there. @param {Towards} towards */
export function isThere(towards) {
  const { high, hand } = now();
  return towards === high || towards === hand;
}

/**
 * @param {string} high
 * @param {string} hand
 */
function put(high, hand) {
  const { dataset } = document.documentElement;
  if (dataset.high === high && (dataset.hand ?? "") === hand) return;
  dataset.high = high;
  if (hand) dataset.hand = hand;
  else delete dataset.hand;
  window.dispatchEvent(new Event("resize"));
}
