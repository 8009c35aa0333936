/**
 * The themes of the map, followed: curators name, hide and merge them while others look. They are
 * asked for now and then, which costs a "304 Not Modified", and at once when one comes back.
 */

/** @typedef {import("./labels.js").Theme} Theme */

/** Milliseconds between two looks. */
const PACE = 60_000;

export class ThemeNames {
  /**
   * @param {object} options
   * @param {() => Promise<{results: Theme[]}>} options.read
   * @param {(themes: Theme[]) => void} options.told they are other ones now
   */
  constructor({ read, told }) {
    this.read = read;
    this.told = told;
    this.known = "";
    this.busy = false;
    this.timer = 0;
    this.onBack = () => {
      if (!document.hidden) void this.look();
    };
  }

  /** Begin to follow. @param {Theme[]} themes those that are shown */
  follow(themes) {
    this.known = JSON.stringify(themes);
    if (this.timer) return;
    this.timer = window.setInterval(this.onBack, PACE);
    document.addEventListener("visibilitychange", this.onBack);
    window.addEventListener("focus", this.onBack);
  }

  async look() {
    if (this.busy || !this.timer) return;
    this.busy = true;
    try {
      const { results } = await this.read();
      const now = JSON.stringify(results);
      if (!this.timer || now === this.known) return;
      this.known = now;
      this.told(results);
    } catch {
      // What is shown stays.
    } finally {
      this.busy = false;
    }
  }

  close() {
    window.clearInterval(this.timer);
    this.timer = 0;
    document.removeEventListener("visibilitychange", this.onBack);
    window.removeEventListener("focus", this.onBack);
  }
}
