/** How pictures lie on the light table: their scale, their places, the columns. Pure. */

/** @typedef {{width: number, height: number}} Size */
/** @typedef {{zoom: number, x: number, y: number}} View  how much larger, and how far moved, CSS pixels */

/**
 * Pixels of the screen to one of each file: each as large as its frame allows, or all the same.
 * @param {Size[]} pictures
 * @param {Size[]} frames
 * @param {boolean} same
 */
export function fitted(pictures, frames, same) {
  const scales = pictures.map(({ width, height }, i) => Math.min(
    frames[i].width / Math.max(1, width), frames[i].height / Math.max(1, height)));
  const least = Math.min(...scales);
  return same ? scales.map(() => least) : scales;
}

/**
 * Where a picture lies in its frame.
 * @param {Size} picture as large as it is when nothing is enlarged
 * @param {Size} frame
 * @param {View} view
 */
export function placed(picture, frame, { zoom, x, y }) {
  const width = picture.width * zoom;
  const height = picture.height * zoom;
  return { width, height, x: (frame.width - width) / 2 + x, y: (frame.height - height) / 2 + y };
}

/**
 * A view that keeps something of the largest picture in the middle of its frame.
 * @param {View} view
 * @param {Size[]} pictures as large as they are when nothing is enlarged
 * @returns {View}
 */
export function within({ zoom, x, y }, pictures) {
  const reach = (/** @type {"width" | "height"} */ side) => Math.max(
    ...pictures.map((picture) => picture[side])) * (zoom > 1 ? zoom / 2 : 0);
  const bounded = (/** @type {number} */ value, /** @type {number} */ most) => Math.min(most, Math.max(-most, value));
  return { zoom, x: bounded(x, reach("width")), y: bounded(y, reach("height")) };
}

/**
 * In how many columns the pictures are largest.
 * @param {Size[]} pictures
 * @param {number} aspect of the table, width over height
 */
export function columns(pictures, aspect) {
  const size = (/** @type {number} */ across) => {
    const down = Math.ceil(pictures.length / across);
    const frame = { width: aspect / across, height: 1 / down };
    return pictures.reduce((sum, { width, height }) => {
      const scale = Math.min(frame.width / width, frame.height / height);
      return sum + width * height * scale * scale;
    }, 0);
  };
  const all = pictures.map((_, i) => i + 1);
  return all.reduce((best, across) => (size(across) > size(best) + 1e-9 ? across : best), 1);
}
