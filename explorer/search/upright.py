"""A picture as it is meant to be seen: upright, in RGB, on white."""

from __future__ import annotations

from PIL import Image, ImageOps


def upright_rgb(image: Image.Image) -> Image.Image:
    """A picture in RGB, turned as its EXIF says, its clear parts white."""
    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        clear = upright.convert("RGBA")
        white = Image.new("RGB", clear.size, (255, 255, 255))
        white.paste(clear, mask=clear.getchannel("A"))
        return white
    return upright.convert("RGB")
