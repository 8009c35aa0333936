"""A visit to a PixPlot, on the walk that ours is taken on."""

from __future__ import annotations

from pathlib import Path

from benchmarks.browsing import NO_GPU, browsing, serving
from benchmarks.peers.pixplot import Export
from benchmarks.peers.serving import serve
from benchmarks.walk import Hands, Visited, visit

# PixPlot loads everything, then shows a button: it is pressed in the frame in which it may be,
# and not before all positions are there. First picture: the frame after the first that was drawn,
# though its curtain still hides it. Whole view: all atlases are loaded and the curtain is gone.
LOOK = """
const look = () => {
  const { world, data, lod } = window;
  if (!world || !data) return null;
  const button = document.querySelector("#enter-button");
  const all = data.json && data.cells.length === data.json.images.length;
  if (seen.ready === undefined && all && button.classList.contains("active")) {
    seen.ready = performance.now();
    button.click();
  }
  const drawn = world.renderer.info.render.frame;
  if (!world.state.displayed || !drawn) return drawn;
  if (seen.first === null && seen.began) seen.first = performance.now();
  seen.began = true;
  const open = document.querySelector("#loader-scene").classList.contains("hidden");
  if (seen.whole === null && open && data.loadedTextures === data.textureCount) {
    seen.whole = performance.now();
  }
  seen.nearest = Math.min(seen.nearest ?? 2, world.camera.position.z);
  return drawn;
};
"""

HANDS = Hands(
    viewer="PixPlot 0.0.112",
    look=LOOK,
    items="data.cells.length",
    choose="""(n) => {
      const names = layout.options.filter((name) => data.layouts[name]);
      document.querySelector(`#layout-${names[n % names.length]}`)?.click();
    }""",
    # Its wheel goes closer by a factor of 3 in 18 turns of 120 px, ours by 48: so they are longer.
    notch=430,
    facts="({ ready: seen.ready, closer: 2 / seen.nearest, textures: data.textureCount })",
)


def measure(
    export: Export,
    *,
    size: tuple[int, int],
    seconds: float,
    patience: float,
    most: float,
    drawing: tuple[str, ...] = NO_GPU,
) -> Visited:
    """Serve what was exported, open it, walk, and take the figures."""
    width, height = size
    folder: Path = export.folder
    with (
        serving(serve, folder) as (address, _),
        browsing(width=width, height=height, drawing=drawing, most=most) as (page, memory),
    ):
        return visit(
            page,
            memory,
            address,
            hands=HANDS,
            path="index.html",
            items=export.items,
            seconds=seconds,
            patience=patience,
        )
