"""Which model is meant, and where its weights are."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from explorer.bundle import Bundle
from precompute.errors import InputError
from precompute.hub import fetch
from precompute.options import BuildOptions
from precompute.presets import PRESETS, default_preset

_FOLDER = "local-dir:"  # open_clip's own word for a folder with configuration and weights
_CONFIG = "open_clip_config.json"
_WEIGHT_FILES = ("open_clip_model.safetensors", "open_clip_pytorch_model.bin")
_SUFFIXES = (".safetensors", ".pt", ".pth", ".bin")


@dataclass(frozen=True)
class Choice:
    """Which model: an open_clip ``name`` and either a pretrained ``tag`` or a local ``file``.

    ``folder``: where the configuration is, beside the ``file``, when open_clip does not know it.
    """

    name: str
    tag: str = ""
    file: Path | None = None
    folder: Path | None = None

    @property
    def open_clip_name(self) -> str:
        """What open_clip calls it."""
        return f"{_FOLDER}{self.folder}" if self.folder else self.name

    @property
    def weights(self) -> str:
        """The tag, or the name of the local file: how the bundle remembers the weights."""
        return self.file.name if self.file else self.tag


def choose(options: BuildOptions, base: Bundle | None, *, gpu: bool) -> Choice:
    """What the options ask for; by default the model of ``base``, or a preset for the device.

    Raises ``InputError`` with one line when there is no such model or no such weights.
    """
    asked, weights = options.model, options.weights
    if not asked and base is not None:
        known = base.manifest.model
        asked, weights = known.name, weights or known.weights
    preset = PRESETS.get(asked or default_preset(gpu=gpu))
    if preset and preset.folder is not None:
        return _in_folder(preset.folder, name=preset.name)
    folder = local_folder(asked)
    if folder is not None:
        return _in_folder(folder, name=folder.name)
    name = preset.name if preset else asked
    tags = _tags(name)
    if weights in tags:
        return Choice(name, tag=weights)
    if weights:
        path = Path(weights).expanduser()
        if not path.is_file():
            raise InputError(
                f"{weights} is neither a file nor a pretrained tag of {name}: "
                f"give the path of a file, or one of {_some(tags)}"
                if tags
                else f"{weights} is not a file, and {name} has no published weights: give a file"
            )
        return Choice(name, file=path)
    if preset:
        return Choice(name, tag=preset.weights)
    raise InputError(
        f"give --weights for {name}: a file, or one of {_some(tags)}"
        if tags
        else f"give --weights FILE for {name}: it has no published weights"
    )


def weights_of(choice: Choice) -> Path:
    """The file of the weights, downloaded when needed; ``InputError`` when it cannot be had."""
    if choice.file is not None:
        if choice.file.suffix not in _SUFFIXES:
            raise InputError(f"{choice.file}: weights are read from .safetensors or .pt files")
        return choice.file
    source = str(published(choice).get("hf_hub", ""))
    repository, _, filename = source.rpartition("/")
    if not repository:
        raise InputError(
            f"the weights {choice.tag} of {choice.name} are not on the Hugging Face hub: "
            "fetch them by hand and give --weights FILE"
        )
    names = (filename,) if filename else _WEIGHT_FILES
    return fetch(
        repository,
        names,
        what=f"the weights of {choice.name}",
        instead="fetch it elsewhere and give its path with --weights (see docs/models.md)",
    )


def device_of(asked: str) -> str:
    """``"cpu"`` or ``"cuda"``; ``InputError`` when a GPU is asked for and there is none."""
    import torch  # noqa: PLC0415  (takes seconds)

    there = bool(torch.cuda.is_available())
    if asked == "cuda" and not there:
        raise InputError("no CUDA device can be used here: give --device auto or cpu")
    return "cuda" if there and asked in ("auto", "cuda") else "cpu"


def config_of(choice: Choice) -> dict[str, Any]:
    """open_clip's configuration of a model; ``InputError`` for models that cannot be used."""
    import open_clip  # noqa: PLC0415  (takes seconds)

    name = choice.name
    config: dict[str, Any] | None
    if choice.folder is not None:
        config = read_config(choice.folder)["model_cfg"]
    else:
        config = open_clip.get_model_config(name)
    if config is None:
        raise InputError(
            f"{name} is neither a preset ({', '.join(PRESETS)}) nor a model of open_clip "
            "(python -c 'import open_clip; print(open_clip.list_models())' lists them)"
        )
    if "multimodal_cfg" in config:
        raise InputError(f"{name} writes captions as well, which is not supported: take another")
    return config


def _tags(name: str) -> list[str]:
    import open_clip  # noqa: PLC0415  (takes seconds)

    config_of(Choice(name))
    tags: list[str] = open_clip.list_pretrained_tags_by_model(name)
    return tags


def published(choice: Choice) -> dict[str, Any]:
    """What open_clip knows of the tag; of a local file, what most of the name's tags agree on.

    open_clip itself would give OpenAI's normalisation to any local file, which is wrong for most.
    """
    from open_clip.pretrained import get_pretrained_cfg  # noqa: PLC0415  (imports torch)

    if choice.folder is not None:
        return dict(read_config(choice.folder).get("preprocess_cfg", {}))
    if choice.tag:
        return dict(get_pretrained_cfg(choice.name, choice.tag))
    known = [get_pretrained_cfg(choice.name, tag) for tag in _tags(choice.name)]
    names = ("mean", "std", "interpolation", "resize_mode")
    alike = Counter(json.dumps({name: cfg[name] for name in names if name in cfg}) for cfg in known)
    return dict(json.loads(alike.most_common(1)[0][0])) if alike else {}


def local_folder(asked: str) -> Path | None:
    """The folder that ``local-dir:FOLDER`` names."""
    if not asked.startswith(_FOLDER):
        return None
    return Path(asked.removeprefix(_FOLDER)).expanduser().absolute()


def _in_folder(folder: Path, *, name: str) -> Choice:
    found = sorted(path for path in folder.glob("*") if path.suffix in _SUFFIXES)
    if not found or not (folder / _CONFIG).is_file():
        raise InputError(
            f"{folder} is not a model of open_clip: it wants {_CONFIG} and {_WEIGHT_FILES[0]} in it"
        )
    named = [path for path in found if path.name in _WEIGHT_FILES]
    return Choice(name, file=(named or found)[0], folder=folder)


def read_config(folder: Path) -> dict[str, Any]:
    """The configuration in a folder; ``InputError`` when it is not what open_clip writes."""
    try:
        config = json.loads((folder / _CONFIG).read_text("utf-8"))
        if {"vision_cfg", "text_cfg", "embed_dim"} <= config["model_cfg"].keys():
            return dict(config)
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        pass
    raise InputError(
        f"{folder / _CONFIG} is not what open_clip writes: it wants a model_cfg with "
        "embed_dim, vision_cfg and text_cfg"
    )


def _some(tags: Sequence[str]) -> str:
    return ", ".join(tags[:8]) + (" …" if len(tags) > 8 else "")
