/** The fence around a kiosk: what a browser offers beside its page is out of reach. */

/** Keys that a visitor needs. */
const NEEDED = new Set(["Tab", "Enter", "Escape", " ", "Backspace", "Delete", "Home", "End",
  "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Shift", "+", "-"]);
const TYPED = "input:not([type=checkbox], [type=radio], [type=range], [type=button]), textarea";

/** Put it up, for as long as the document lives. */
export function fence() {
  const deep = { capture: true, passive: false };
  for (const kind of ["contextmenu", "dragstart", "dragover", "drop", "auxclick", "gesturestart"]) {
    window.addEventListener(kind, refuse, deep);
  }
  window.addEventListener("wheel", (event) => event.ctrlKey && refuse(event), deep);
  window.addEventListener("keydown", (event) => !isNeeded(event) && refuse(event), deep);
  window.addEventListener("click", (event) => leadsOut(event) && refuse(event), deep);
  // Two fingers turn and scale what lies under them, and never the page.
  window.addEventListener("touchmove", (event) => {
    if (event.touches.length > 1 && event.cancelable) event.preventDefault();
  }, deep);
  window.print = () => {};
  window.open = () => null;
}

/** @param {Event} event */
function refuse(event) {
  event.preventDefault();
  if (event.type === "keydown" || event.type === "click") event.stopImmediatePropagation();
}

/** @param {KeyboardEvent} event */
function isNeeded(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const [target] = event.composedPath();
  const typed = target instanceof Element && target.matches(TYPED);
  return NEEDED.has(event.key) || (typed && event.key.length === 1);
}

/** Whether a click leads elsewhere, into another window, or to a file. @param {MouseEvent} event */
function leadsOut(event) {
  const link = event.composedPath().find((one) => one instanceof HTMLAnchorElement);
  if (!(link instanceof HTMLAnchorElement) || !link.getAttribute("href")) return false;
  return link.origin !== window.location.origin || link.hasAttribute("download")
    || Boolean(link.target && link.target !== "_self") || event.ctrlKey || event.shiftKey || event.metaKey;
}
