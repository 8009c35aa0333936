/**
 * Whether something is pressed just now. What is drawn anew between a press and its click takes the
 * button away below the finger, and the click goes nowhere.
 */
export class Pressing {
  /**
   * @param {HTMLElement | ShadowRoot} root
   * @param {() => void} released nothing is pressed any more, and the click is done
   */
  constructor(root, released) {
    this.down = false;
    this.stop = new AbortController();
    const on = { signal: this.stop.signal, capture: true };
    const press = () => {
      this.down = true;
    };
    const over = () => {
      if (!this.down) return;
      this.down = false;
      released();
    };
    // After the click, which follows at once where there is one.
    const release = () => this.down && setTimeout(over);
    root.addEventListener("click", over, { signal: this.stop.signal });
    // Of a finger the browser makes a mouse's events when it is up again, and moves the focus then.
    for (const kind of ["pointerdown", "mousedown"]) root.addEventListener(kind, press, on);
    for (const kind of ["pointerup", "pointercancel", "mouseup"]) window.addEventListener(kind, release, on);
    // It may have been let go outside of the window.
    window.addEventListener("pointermove", (event) => event.pointerType === "mouse" && !event.buttons && release(), on);
  }

  destroy() {
    this.stop.abort();
  }
}
