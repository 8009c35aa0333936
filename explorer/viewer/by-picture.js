/**
 * By a picture: one of the visitor's own, chosen, photographed, dropped or pasted. It is made small
 * here, which also leaves out what a telephone writes into its files, and stays in this page's memory.
 */

import { el, icon } from "./dom.js";

const PICTURE = "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 8.5v.2";
const CAMERA = "M4 8h4l1.5-2.5h5L16 8h4v11H4zM12 10.5a3 3 0 1 1 0 6 3 3 0 0 1 0-6z";

/** Longest side of what is sent, pixels: models look at less. */
const SIDE = 1024;
const QUALITY = 0.92;

export class ByPicture {
  /**
   * @param {object} options
   * @param {Record<string, any>} options.texts
   * @param {(file: Blob) => void} options.choose
   */
  constructor({ texts, choose }) {
    this.choose = choose;
    this.veil = el("p", { class: "veil", hidden: true }, texts.drop_here);
    const [file, camera] = [this.#input(null), this.#input("environment")];
    this.element = el("div", { class: "by-picture" },
      file, camera,
      el("button", { type: "button", title: texts.paste, click: () => file.click() },
        icon(PICTURE), el("span", {}, texts.by_picture)),
      el("button", { type: "button", class: "camera", click: () => camera.click() },
        icon(CAMERA), el("span", {}, texts.photograph)),
      this.veil);
    this.closed = new AbortController();
    const { signal } = this.closed;
    document.addEventListener("dragover", (event) => this.#over(event), { signal });
    document.addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) this.veil.hidden = true;
    }, { signal });
    document.addEventListener("drop", (event) => this.#drop(event), { signal });
    document.addEventListener("paste", (event) => this.#paste(event), { signal });
  }

  destroy() {
    this.closed.abort();
  }

  /**
   * @param {string | null} capture
   * @returns {HTMLInputElement}
   */
  #input(capture) {
    const input = el("input", {
      type: "file", accept: "image/*", capture, hidden: true, tabindex: "-1",
      change: () => {
        const [file] = input.files ?? [];
        if (file) this.choose(file);
        input.value = ""; // the same one may be chosen again
      },
    });
    return input;
  }

  /** @param {DragEvent} event */
  #over(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.veil.hidden = false;
  }

  /** @param {DragEvent} event */
  #drop(event) {
    this.veil.hidden = true;
    const [file] = event.dataTransfer?.files ?? [];
    if (!file) return;
    event.preventDefault();
    this.choose(file);
  }

  /** @param {ClipboardEvent} event */
  #paste(event) {
    const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith("image/"));
    if (!file) return;
    event.preventDefault();
    this.choose(file);
  }
}

/**
 * A picture made small, upright and on white; the file itself where the browser cannot read it: the
 * server then says what is wrong with it.
 * @param {Blob} file
 * @returns {Promise<Blob>}
 */
export async function small(file) {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = el("canvas", {
      width: Math.max(1, Math.round(bitmap.width * scale)),
      height: Math.max(1, Math.round(bitmap.height * scale)),
    });
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.imageSmoothingQuality = "high";
    pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    return await new Promise((resolve) => canvas.toBlob(
      (/** @type {Blob | null} */ blob) => resolve(blob ?? file), "image/jpeg", QUALITY));
  } catch {
    return file;
  }
}
