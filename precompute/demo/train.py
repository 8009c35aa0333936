"""Train the demo archive's encoder: ``python -m precompute.demo.train --work FOLDER``.

Pictures are drawn first, then a small dual encoder learns from them with generated captions in
French and English. As the whole truth of each picture is known, the loss counts every picture
that a caption is true of as a match (after Khosla et al., Supervised Contrastive Learning, 2020,
for the contrastive loss of CLIP, Radford et al. 2021), not only the one it was written for.
Everything lies in the work folder, and an interrupted run goes on where it stopped.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from explorer.bundle import replacing
from explorer.bundle.preprocessing import canonical_text
from precompute.demo import encoder
from precompute.demo.captions import Caption, caption, held, nothing
from precompute.demo.drawn import Drawn, drawn
from precompute.demo.held_out import TRAINING, VALIDATION
from precompute.demo.scores import scores
from precompute.demo.terms import LANGUAGES
from precompute.errors import InputError
from precompute.progress import Progress

_DRAWN_SIDE = 128  # pictures are kept somewhat larger than the network looks at them
_WARM_UP = 100
_NOTHING = 0.06  # part of the captions that no picture answers to
_AVERAGED = 0.998  # of the running average of the weights, a step
_CHECKPOINT = "checkpoint.pt"


class Training:
    """A network, its optimiser and how far they are; all of it goes into a checkpoint."""

    def __init__(self, folder: Path, *, steps: int, batch: int, rate: float, seed: int) -> None:
        import torch  # noqa: PLC0415  (takes seconds)

        self.folder, self.steps, self.batch, self.rate, self.seed = folder, steps, batch, rate, seed
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.half = self.device == "cuda" or bool(torch.cpu._is_avx512_bf16_supported())
        torch.manual_seed(seed)
        self.tokenizer = encoder.write_tokenizer(folder)
        config = encoder.configuration(self.tokenizer.get_vocab_size())
        self.network = encoder.network(config).to(self.device, memory_format=torch.channels_last)
        self.average = torch.optim.swa_utils.AveragedModel(
            self.network, avg_fn=_averaged, use_buffers=True
        )
        decayed = [p for p in self.network.parameters() if p.ndim > 1]
        others = [p for p in self.network.parameters() if p.ndim <= 1]
        self.optimiser = torch.optim.AdamW(
            [{"params": decayed, "weight_decay": 0.05}, {"params": others, "weight_decay": 0.0}],
            lr=rate,
            betas=(0.9, 0.98),
        )
        self.step = 0
        self.unpictured = encoder.unpictured()

    def resume(self) -> None:
        """Go on from the folder's checkpoint, if it has one of the same run."""
        import torch  # noqa: PLC0415  (takes seconds)

        path = self.folder / _CHECKPOINT
        if not path.is_file():
            return
        kept = torch.load(path, map_location=self.device, weights_only=True)
        if kept["run"] != self._run:
            raise InputError(
                f"{path} is of another run ({held['run']}): give the same options, or remove it"
            )
        self.step = kept["step"]
        self.network.load_state_dict(kept["network"])
        self.average.load_state_dict(kept["average"])
        self.optimiser.load_state_dict(kept["optimiser"])

    def keep(self) -> None:
        """Write the checkpoint, whole or not at all."""
        import torch  # noqa: PLC0415  (takes seconds)

        state = {
            "run": self._run,
            "step": self.step,
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
        }
        with replacing(self.folder / _CHECKPOINT) as temporary:
            torch.save(state, temporary)

    def advance(self, lesson: Drawn) -> float:
        """One step on a batch of pictures; the loss."""
        import torch  # noqa: PLC0415  (takes seconds)

        rng = np.random.default_rng((self.seed, self.step))
        rows = rng.choice(len(lesson.truths), size=self.batch, replace=False)
        truths = [lesson.truths[row] for row in rows]
        captions = [self._caption(truth, rng) for truth in truths]
        holds = held([c.meaning for c in captions], truths)
        pixels = torch.from_numpy(lesson.pixels[np.sort(rows)][np.argsort(np.argsort(rows))])
        generator = torch.Generator().manual_seed(int(rng.integers(2**62)))
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate * _schedule(self.step, self.steps)
        self.network.train()
        with torch.autocast(self.device, torch.bfloat16, enabled=self.half):
            images = self.network.encode_image(
                varied(pixels, generator).to(self.device, memory_format=torch.channels_last)
            )
            texts = self._encode(self.network, [c.text for c in captions])
        loss = matched_loss(
            images.float(),
            texts.float(),
            torch.from_numpy(holds).to(self.device),
            self.network.logit_scale.exp(),
        )
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        with torch.no_grad():
            self.network.logit_scale.clamp_(math.log(5.0), math.log(60.0))
        self.average.update_parameters(self.network)
        self.step += 1
        return float(loss.detach())

    def validate(self, part: Drawn) -> str:
        """Scores of the averaged network over pictures it never saw, on one line."""
        import torch  # noqa: PLC0415  (takes seconds)

        model = self.average.module.eval()
        found = []
        with torch.inference_mode():
            for start in range(0, len(part.truths), 200):
                pixels = torch.from_numpy(part.pixels[start : start + 200]).permute(0, 3, 1, 2)
                side = torch.nn.functional.interpolate(
                    pixels.float(), size=(encoder.SIDE,) * 2, mode="area"
                )
                found.append(model.encode_image(encoder.pixels_in(side).to(self.device)).cpu())

            def encode(texts: Sequence[str], language: str) -> np.ndarray:
                return _unit(self._encode(model, texts).float().cpu().numpy())

            measured = scores(
                _unit(torch.cat(found).float().numpy()), part.truths, encode, part=VALIDATION
            )
        return "; ".join(
            f"{score.name} " + " ".join(f"{code} {x:.3f}" for code, x in score.figures.items())
            for score in measured
        )

    @property
    def _run(self) -> list[float]:
        return [self.steps, self.batch, self.rate, self.seed]

    def _caption(self, truth: Any, rng: np.random.Generator) -> Caption:
        if rng.random() < _NOTHING:
            return nothing(self.unpictured, rng)
        return caption(truth, rng, language=LANGUAGES[int(rng.integers(2))])

    def _encode(self, model: Any, texts: Sequence[str]) -> Any:
        """Features [m, dim] of texts, none read further than the longest of them."""
        import torch  # noqa: PLC0415  (takes seconds)

        found = self.tokenizer.encode_batch([canonical_text(text, encoder.TEXT) for text in texts])
        cut = [encoding.ids[: encoder.CONTEXT - 1] for encoding in found]
        end = self.tokenizer.get_vocab_size() - 1
        rows = [ids if ids[-1] == end else [*ids, end] for ids in cut]
        longest = max(len(ids) for ids in rows)
        tokens = torch.tensor([ids + [0] * (longest - len(ids)) for ids in rows])
        tokens = tokens.to(self.device)
        held = model.token_embedding(tokens) + model.positional_embedding[:longest]
        mask = model.attn_mask[:longest, :longest]
        held = model.ln_final(model.transformer(held, attn_mask=mask))
        read = held[torch.arange(len(rows)), tokens.argmax(dim=1)]
        return read @ model.text_projection


def matched_loss(images: Any, texts: Any, holds: Any, scale: Any) -> Any:
    """Contrastive loss in both directions, all matches of a row counted alike.

    ``images`` [b, dim] and ``texts`` [m, dim] are features, ``holds`` bool [m, b] says which text
    is true of which image, ``scale`` multiplies cosines. A text true of no image is to be equally
    far from all; such an image tells nothing.
    """
    import torch  # noqa: PLC0415  (takes seconds)
    from torch.nn.functional import log_softmax, normalize  # noqa: PLC0415

    logits = scale * normalize(texts, dim=1) @ normalize(images, dim=1).T
    matches = holds.float()
    of_texts = torch.where(holds.any(dim=1, keepdim=True), matches, torch.ones_like(matches))
    of_texts = of_texts / of_texts.sum(dim=1, keepdim=True)
    told = holds.any(dim=0)
    of_images = (matches / matches.sum(dim=0, keepdim=True).clamp(min=1)).T
    by_text = -(of_texts * log_softmax(logits, dim=1)).sum(dim=1).mean()
    by_image = -(of_images * log_softmax(logits.T, dim=1)).sum(dim=1)[told].mean()
    return (by_text + by_image) / 2


def varied(pixels: Any, generator: Any) -> Any:
    """Pictures as they might also have been taken: float32 [b, 3, SIDE, SIDE], normalised.

    ``pixels`` is uint8 [b, s, s, 3]. Each is moved, scaled, turned a little and mirrored now and
    then, its light and contrast changed; colours stay, as they tell techniques apart.
    """
    import torch  # noqa: PLC0415  (takes seconds)
    from torch.nn.functional import affine_grid, grid_sample  # noqa: PLC0415

    many = len(pixels)

    def between(low: float, high: float) -> Any:
        return torch.rand(many, generator=generator) * (high - low) + low

    angle = between(-0.1, 0.1)
    zoom, stretch = between(0.8, 1.02), between(0.92, 1.08)
    mirrored = torch.where(between(0, 1) < 0.3, -1.0, 1.0)
    room = (1.0 - zoom).clamp(min=0)
    matrix = torch.stack(
        (
            torch.stack(
                (mirrored * zoom * stretch * angle.cos(), -angle.sin(), room * between(-1, 1)), 1
            ),
            torch.stack(
                (mirrored * angle.sin(), zoom / stretch * angle.cos(), room * between(-1, 1)), 1
            ),
        ),
        1,
    )
    grid = affine_grid(matrix, [many, 3, encoder.SIDE, encoder.SIDE], align_corners=False)
    seen = grid_sample(
        pixels.permute(0, 3, 1, 2).float(), grid, padding_mode="reflection", align_corners=False
    )
    contrast, light = between(0.85, 1.15), between(-18, 18)
    shift = (torch.rand(many, 3, generator=generator) - 0.5) * 12
    seen = (seen - 128) * contrast.view(-1, 1, 1, 1) + 128
    seen = seen + light.view(-1, 1, 1, 1) + shift.view(-1, 3, 1, 1)
    return encoder.pixels_in(seen.clamp(0, 255))


def _averaged(average: Any, present: Any, count: Any) -> Any:
    """The running average, soon rid of the first, random weights."""
    if not average.is_floating_point():
        return present
    kept = min(_AVERAGED, (1.0 + float(count)) / (10.0 + float(count)))
    moved = average + (present - average) * (1.0 - kept)
    return moved.where(average != present, present)  # the mask of attention is infinite


def _schedule(step: int, steps: int) -> float:
    if step < _WARM_UP:
        return (step + 1) / _WARM_UP
    done = (step - _WARM_UP) / max(steps - _WARM_UP, 1)
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(done, 1.0)))


def _unit(vectors: np.ndarray) -> np.ndarray:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-12), np.float32)


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, train, write; what is printed goes to standard error."""
    parser = argparse.ArgumentParser(prog="python -m precompute.demo.train", description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="folder for all that is made")
    parser.add_argument("--out", type=Path, help="where the encoder goes (default: WORK/encoder)")
    parser.add_argument("--pictures", type=int, default=20000, help="drawn to learn from")
    parser.add_argument("--validation", type=int, default=1000, help="drawn to be asked about")
    parser.add_argument("--steps", type=int, default=1400)
    parser.add_argument("--batch", type=int, default=256)
    parser.add_argument("--rate", type=float, default=2e-3, help="highest learning rate")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--check-every", type=int, default=200, help="steps between scores")
    given = parser.parse_args(arguments)
    progress = Progress()
    try:
        _train(given, progress)
    except InputError as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("stopped: the same command goes on from here\n")
        return 130
    return 0


def _train(given: argparse.Namespace, progress: Progress) -> None:
    began = time.monotonic()
    pictures = {
        part: drawn(
            given.work / "pictures",
            part=part,
            count=count,
            side=_DRAWN_SIDE,
            workers=given.workers,
            progress=progress,
        )
        for part, count in ((TRAINING, given.pictures), (VALIDATION, given.validation))
    }
    progress.say(f"drawn: {given.pictures} pictures, {time.monotonic() - began:.0f} s")
    training = Training(
        given.work, steps=given.steps, batch=given.batch, rate=given.rate, seed=given.seed
    )
    training.resume()
    recent: list[float] = []
    began, first = time.monotonic(), training.step
    while training.step < given.steps:
        recent.append(training.advance(pictures[TRAINING]))
        if training.step % 50 == 0:
            pace = (time.monotonic() - began) / (training.step - first)
            left = pace * (given.steps - training.step) / 60
            progress.say(
                f"step {training.step} of {given.steps}: loss {np.mean(recent):.3f}, "
                f"{given.batch / pace:.0f} pictures a second, {left:.0f} minutes left"
            )
            recent = []
        if training.step % given.check_every == 0 or training.step == given.steps:
            training.keep()
            progress.say(f"  {training.validate(pictures[VALIDATION])}")
    out = given.out or given.work / "encoder"
    encoder.write_tokenizer(out)
    encoder.save(training.average.module, out)
    progress.say(f"written: {out} ({time.monotonic() - began:.0f} s of training)")


if __name__ == "__main__":
    sys.exit(main())
