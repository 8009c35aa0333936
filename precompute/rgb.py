"""Any picture as upright sRGB, eight bits a channel."""

from __future__ import annotations

import io
from functools import lru_cache

import numpy as np
from PIL import Image, ImageCms, ImageOps

_TWELVE_BITS = 4095
_SIXTEEN_BITS = 65535
_TURNED = (5, 6, 7, 8)
_ORIENTATION = 0x0112
_DEEP = ("I", "F", "I;16", "I;16B", "I;16L", "I;16N")


def to_rgb(image: Image.Image) -> tuple[Image.Image, bool]:
    """The first frame in mode RGB and sRGB, upright; and whether width and height changed places.

    Sixteen bits and floating point are scaled by their range, transparency lies on white, colour
    profiles are applied where they are valid and ignored where they are not. Decodes the picture,
    and raises what its decoder raises.
    """
    image.load()
    turned = _orientation(image) in _TURNED
    upright = ImageOps.exif_transpose(image)
    profile = image.info.get("icc_profile")
    rgb = _eight_bits(upright) if upright.mode in _DEEP else upright
    if rgb.mode == "P":
        rgb = rgb.convert("RGBA" if "transparency" in rgb.info else "RGB")
    elif rgb.mode == "1" or (rgb.mode in ("L", "RGB") and "transparency" in rgb.info):
        rgb = rgb.convert("RGBA" if "transparency" in rgb.info else "L")
    elif rgb.mode in ("PA", "La", "RGBa"):
        rgb = rgb.convert("RGBA")
    alpha = rgb.getchannel("A") if rgb.mode in ("LA", "RGBA") else None
    if alpha is not None:
        rgb = rgb.convert("RGB" if rgb.mode == "RGBA" else "L")
    if profile:
        rgb = _in_srgb(rgb, profile)
    rgb = rgb if rgb.mode == "RGB" else rgb.convert("RGB")
    if alpha is not None and np.asarray(alpha).min() < 255:
        white = Image.new("RGB", rgb.size, (255, 255, 255))
        white.paste(rgb, mask=alpha)
        rgb = white
    return rgb, turned


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # damaged metadata must not cost the picture
        return 1


def _eight_bits(image: Image.Image) -> Image.Image:
    values = np.asarray(image).astype(np.float32)
    finite = np.isfinite(values)
    least, most = (
        (float(values[finite].min()), float(values[finite].max())) if finite.any() else (0.0, 1.0)
    )
    if image.mode == "F":
        # Pictures in floating point are in [0, 1] or in [0, 255]; anything else is a measurement.
        known = next((top for top in (1.0, 255.0) if least >= 0 and most <= top), None)
    else:
        known = _range_of_integers(image.mode, least, most)
    low, high = (0.0, known) if known else (least, most)
    scaled = (np.nan_to_num(values, nan=low, posinf=high, neginf=low) - low) * (
        255.0 / max(high - low, 1e-12)
    )
    return Image.fromarray(np.clip(scaled + 0.5, 0, 255).astype(np.uint8))


def _range_of_integers(mode: str, least: float, most: float) -> float | None:
    if least < 0 or most > _SIXTEEN_BITS:
        return None
    if mode == "I" and most <= 255:
        return 255.0
    # Scanners keep twelve bits in sixteen; over sixteen they would all be nearly black.
    return float(_TWELVE_BITS if 255 < most <= _TWELVE_BITS else _SIXTEEN_BITS)


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        transform = _transform(profile, image.mode)
        if transform is None:
            return image
        return ImageCms.applyTransform(image, transform) or image
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # a damaged profile, or one of another kind of picture


@lru_cache(maxsize=32)
def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    described = (source.profile.profile_description or "").lower()
    if "srgb" in described and mode == "RGB":
        return None
    return ImageCms.buildTransform(
        source,
        ImageCms.createProfile("sRGB"),
        mode,
        "RGB",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
