"""Any picture as upright sRGB, eight bits a channel."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

import numpy as np
from PIL import Image, ImageCms

_EIGHT_BITS, _TWELVE_BITS, _SIXTEEN_BITS = 255.0, 4095.0, 65535.0
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_TURNED = tuple(_UPRIGHT[value] for value in (5, 6, 7, 8))
_DEEP = ("I", "F", "I;16", "I;16B", "I;16L", "I;16N")


def to_rgb(image: Image.Image) -> tuple[Image.Image, bool]:
    """The first frame in mode RGB and sRGB, upright; and whether width and height changed places.

    Sixteen bits and floating point are scaled by their range, transparency lies on white, colour
    profiles are applied where they are valid and ignored where they are not. Decodes the picture,
    and raises what its decoder raises.
    """
    image.load()
    method = _UPRIGHT.get(_orientation(image))
    profile = image.info.get("icc_profile")
    rgb = Image.fromarray(eight_bits(np.asarray(image))) if image.mode in _DEEP else image
    if rgb.mode in ("P", "PA", "La", "RGBa", "1") or "transparency" in rgb.info:
        clear = "transparency" in rgb.info or rgb.mode in ("PA", "La", "RGBa")
        grey = rgb.mode in ("1", "L")
        rgb = rgb.convert("RGBA" if clear else "L" if grey else "RGB")
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
    return rgb if method is None else rgb.transpose(method), method in _TURNED


def eight_bits(values: np.ndarray) -> np.ndarray:
    """uint8 of the same shape: integers of up to 16 bits, or floating point, by their range.

    What is no number is drawn as the least value.
    """
    if values.dtype == np.uint8:
        return values
    finite = values[np.isfinite(values)] if values.dtype.kind == "f" else values
    least, most = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    low, high = _range(values.dtype, least, most)
    scaled = np.nan_to_num(values.astype(np.float32), nan=low, posinf=high, neginf=low) - low
    scaled *= 255.0 / max(high - low, 1e-12)
    drawn: np.ndarray = np.clip(scaled + 0.5, 0, 255).astype(np.uint8)
    return drawn


def _range(dtype: np.dtype[Any], least: float, most: float) -> tuple[float, float]:
    """Values that are black and white."""
    if dtype.kind == "f":
        # Pictures in floating point are in [0, 1] or in [0, 255]; anything else is a measurement.
        known = next((top for top in (1.0, 255.0) if most <= top), None)
    elif dtype.itemsize > 2 and most <= _EIGHT_BITS:
        known = _EIGHT_BITS
    else:
        # Scanners keep twelve bits in sixteen; over sixteen they would all be nearly black.
        tops = (_TWELVE_BITS, _SIXTEEN_BITS) if most > _EIGHT_BITS else (_SIXTEEN_BITS,)
        known = next((top for top in tops if most <= top), None)
    return (0.0, known) if least >= 0 and known else (least, most)


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # damaged metadata must not cost the picture
        return 1


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
