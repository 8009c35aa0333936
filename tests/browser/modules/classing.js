/** How far a run of classes has come. */

import { runningOf } from "/viewer/class-head.js";
import { equal } from "./check.js";

const texts = { progress: "Progress", reading: "Reading", understanding: "Understanding", comparing: "{n} compared", stop: "Stop" };

/** @param {any} progress */
function shown(progress) {
  let stopped = 0;
  const element = runningOf({ props: { texts, lang: "en" }, stop: () => { stopped += 1; } }, progress);
  const bar = element.querySelector("progress");
  element.querySelector("button")?.click();
  return [element.textContent, bar?.value ?? null, bar?.getAttribute("aria-label") ?? null, stopped];
}

export function says_how_far_a_run_has_come() {
  equal(shown(null), ["Reading", null, null, 0]);
  equal(shown({ understood: 0.5, compared: 0 }), ["UnderstandingStop", 0.5, "Progress", 1]);
  equal(shown({ understood: 1, compared: 0.25 }), ["25% comparedStop", 0.25, "Progress", 1]);
}
