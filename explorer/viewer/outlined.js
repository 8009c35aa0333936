/** A small picture with the region outlined that shows another one; no word ever lies on it. */

import { fileAddress } from "./address.js";
import { el } from "./dom.js";

/** @typedef {import("./items.js").Listed} Listed */

const SVG = "http://www.w3.org/2000/svg";
/** A region that is nearly all of the picture is not outlined: there is nothing to find. */
const WHOLE = 0.94;

/**
 * @param {{base: string}} props
 * @param {Listed} item
 * @param {number[][]} region a polygon in the unit square, or empty
 * @param {string} [size] of the thumbnail
 */
export function outlined(props, item, region, size = "256") {
  const [width, height] = [item.width || 1, item.height || 1];
  const holder = el("span", { class: "outlined", style: { aspectRatio: `${width} / ${height}` } },
    el("img", {
      src: fileAddress(props, item.thumbs?.[size] ?? ""), alt: "", loading: "lazy", decoding: "async",
      style: { backgroundColor: /^#[0-9a-f]{6}$/i.test(item.colour ?? "") ? item.colour : "" },
    }));
  holder.style.setProperty("--ratio", String(width / height));
  if (region.length > 2 && area(region) < WHOLE) holder.append(lines(region, width, height));
  return holder;
}

/**
 * @param {number[][]} region
 * @param {number} width
 * @param {number} height
 */
function lines(region, width, height) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("aria-hidden", "true");
  for (const name of ["halo", "line"]) {
    const polygon = document.createElementNS(SVG, "polygon");
    polygon.setAttribute("class", name);
    polygon.setAttribute("points", region.map(([x, y]) => `${x * width},${y * height}`).join(" "));
    svg.append(polygon);
  }
  return svg;
}

/** @param {number[][]} region */
function area(region) {
  return Math.abs(region.reduce((sum, [x, y], at) => {
    const [nx, ny] = region[(at + 1) % region.length];
    return sum + x * ny - nx * y;
  }, 0)) / 2;
}
