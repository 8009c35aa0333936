"""A model's towers as ONNX files: exported, compared with torch, made smaller."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from explorer.bundle import files
from explorer.bundle.preprocessing import PIXELS, TOKENS, ImageInput, TextInput, cut
from precompute.errors import InputError
from precompute.quiet import quiet

_OUTPUT = "features"
_SAME = 0.99999
_BATCH = 16


def export_text(network: Any, spec: TextInput, path: Path) -> None:
    """Write the text tower: int64 [b, length] to float32 [b, dim].

    ``length`` is ``spec.context_length``, or anything up to it where ``spec.any_length``.
    """
    import torch  # noqa: PLC0415  (takes seconds)

    tokens = torch.full((2, spec.context_length), spec.pad_id, dtype=torch.int64)
    tokens[:, :3] = torch.tensor([[5, 6, 7], [8, 9, 10]])
    if spec.any_length:
        _export(_shortening(network, spec), tokens, TOKENS, path, longest=spec.context_length)
    else:
        _export(_tower(network.encode_text), tokens, TOKENS, path)


def shortens(network: Any, spec: TextInput, tokens: np.ndarray) -> bool:
    """Whether the padding after a text changes nothing, so that it need not be computed.

    So it is where a token sees only those before it (CLIP), or where padding is masked out
    (XLM-RoBERTa); not in SigLIP, which was trained to look at it. ``tokens`` int64 [m,
    context_length] is what it is tried on: a vector must stay the same to five nines.
    """
    import torch  # noqa: PLC0415  (takes seconds)

    tower = _shortening(network, spec)
    with torch.inference_mode():
        for row in tokens:
            short = cut(row[None], pad_id=spec.pad_id)
            if short.shape[1] == len(row):
                continue
            try:
                found = tower(torch.from_numpy(short)).numpy()
            except (RuntimeError, AssertionError):  # shapes that are fixed somewhere within
                return False
            wanted = network.encode_text(torch.from_numpy(row[None])).numpy()
            if least_cosine(wanted, found) < _SAME:
                return False
    return True


def export_image(network: Any, spec: ImageInput, path: Path) -> None:
    """Write the image tower: float32 [b, 3, size, size] to float32 [b, dim]."""
    import torch  # noqa: PLC0415  (takes seconds)

    pixels = torch.linspace(-1, 1, 2 * 3 * spec.size * spec.size)
    _export(_tower(network.encode_image), pixels.reshape(2, 3, spec.size, spec.size), PIXELS, path)


def run_tower(path: Path, name: str, values: np.ndarray) -> np.ndarray:
    """float32 [b, dim] that the tower at ``path`` gives for its input called ``name``."""
    import onnxruntime  # noqa: PLC0415  (only this stage needs it)

    options = onnxruntime.SessionOptions()
    options.add_session_config_entry("session.disable_prepacking", "1")
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    parts = [
        session.run([_OUTPUT], {name: values[start : start + _BATCH]})[0]
        for start in range(0, len(values), _BATCH)
    ]
    return np.concatenate(parts).astype(np.float32)


def least_cosine(first: np.ndarray, second: np.ndarray) -> float:
    """The least cosine between rows of two arrays [b, dim]; -1 when one is not finite."""
    if not (np.isfinite(first).all() and np.isfinite(second).all()):
        return -1.0
    dot = (first.astype(np.float64) * second).sum(axis=1)
    length = np.linalg.norm(first.astype(np.float64), axis=1) * np.linalg.norm(
        second.astype(np.float64), axis=1
    )
    return float((dot / np.maximum(length, 1e-12)).min())


def quantise(source: Path, target: Path) -> None:
    """Write the tower at ``source`` with weights of 8 bits, a scale for each channel."""
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415  (slow)

    with quiet():
        quantize_dynamic(source, target, per_channel=True, weight_type=QuantType.QInt8)
    _clean(target, data=None)


def _tower(encode: Any) -> Any:
    import torch  # noqa: PLC0415  (takes seconds)

    class Tower(torch.nn.Module):  # type: ignore[misc]  # not followed
        """One method of the network, as a module of its own."""

        def __init__(self) -> None:
            super().__init__()
            self.network = encode.__self__

        def forward(self, values: Any) -> Any:
            return encode(values)

    return Tower().eval()


def _shortening(network: Any, spec: TextInput) -> Any:
    """The text tower for rows of any length: what counts positions is cut to as many."""
    import torch  # noqa: PLC0415  (takes seconds)

    tower = _tower(network.encode_text)
    held = {**dict(tower.named_parameters()), **dict(tower.named_buffers())}
    counting = [
        name
        for name, value in held.items()
        if ".visual." not in name and value.ndim and len(value) == spec.context_length
    ]
    rows = [name for name in counting if name.endswith("positional_embedding")]
    squares = [name for name in counting if name.endswith("attn_mask")]

    class Shortening(torch.nn.Module):  # type: ignore[misc]  # not followed
        def __init__(self) -> None:
            super().__init__()
            self.tower = tower

        def forward(self, values: Any) -> Any:
            length = values.shape[1]
            held = {**dict(self.tower.named_parameters()), **dict(self.tower.named_buffers())}
            shorter = {name: held[name][:length] for name in rows}
            shorter |= {name: held[name][:length, :length] for name in squares}
            return torch.func.functional_call(self.tower, shorter, (values,))

    return Shortening().eval()


def _export(tower: Any, example: Any, name: str, path: Path, *, longest: int = 0) -> None:
    import torch  # noqa: PLC0415  (takes seconds)

    shapes = {0: torch.export.Dim("batch", min=1, max=4096)}
    if longest:
        shapes[1] = torch.export.Dim("length", min=1, max=longest)
    fast = torch.backends.mha.get_fastpath_enabled()
    torch.backends.mha.set_fastpath_enabled(False)  # its fused operator has no ONNX counterpart
    try:
        with quiet(), torch.no_grad():
            program = torch.onnx.export(
                tower,
                (example,),
                dynamo=True,
                input_names=[name],
                output_names=[_OUTPUT],
                dynamic_shapes=(shapes,),
                verbose=False,
            )
            program.save(str(path), external_data=True)
    except Exception as error:
        first = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise InputError(
            f"this model's {path.stem} tower cannot be exported ({first[:200]}): "
            "take another model, or embed elsewhere and give --vectors"
        ) from None
    finally:
        torch.backends.mha.set_fastpath_enabled(fast)
    _clean(path, data=path.with_name(f"{path.name}.data"))


def _clean(path: Path, *, data: Path | None) -> None:
    """Drop what differs between machines; name the graph by its weights.

    The exporter notes where in the source each node came from. The same model must give the same
    bytes, and another model others, although the weights lie in another file.
    """
    import onnx  # noqa: PLC0415  (only this stage needs it)

    model = onnx.load(str(path), load_external_data=False)
    graph = model.graph
    for part in (*graph.node, *graph.input, *graph.output, *graph.value_info, *graph.initializer):
        del part.metadata_props[:]
        part.doc_string = ""
    for function in model.functions:
        for node in function.node:
            del node.metadata_props[:]
            node.doc_string = ""
    del model.metadata_props[:], graph.metadata_props[:]
    model.doc_string = graph.doc_string = ""
    if data is not None and data.exists():
        model.metadata_props.add(key="weights_sha256", value=files.sha256_of(data))
    files.write_bytes(path, model.SerializeToString(deterministic=True))
