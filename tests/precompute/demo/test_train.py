"""Training: what the loss asks for, a run that is interrupted, what it writes."""

import numpy as np
import pytest
import torch

from explorer.bundle.preprocessing import canonical_text
from precompute.demo import encoder
from precompute.demo.drawn import drawn
from precompute.demo.held_out import TRAINING
from precompute.demo.train import Training, main, matched_loss, varied
from precompute.errors import InputError
from precompute.progress import Progress

QUIET = Progress(quiet=True)


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pictures")
    return drawn(folder, part=TRAINING, count=24, side=64, workers=1, progress=QUIET)


def training(folder, steps=4):
    return Training(folder, steps=steps, batch=12, rate=1e-3, seed=0)


def test_the_loss_is_least_when_every_match_is_near():
    images = torch.eye(4)
    holds = torch.tensor([[1, 1, 0, 0], [0, 0, 1, 1]], dtype=torch.bool)
    right = torch.tensor([[1.0, 1, 0, 0], [0, 0, 1, 1]])
    wrong = torch.tensor([[0.0, 0, 1, 1], [1, 1, 0, 0]])
    one_match_only = torch.tensor([[1.0, 0, 0, 0], [0, 0, 1, 0]])
    losses = [float(matched_loss(images, texts, holds, 10.0)) for texts in
              (right, one_match_only, wrong)]  # fmt: skip
    assert losses == sorted(losses)
    assert losses[0] == pytest.approx((np.log(2) + 0) / 2, abs=0.01)


def test_words_that_hold_of_nothing_want_to_be_equally_far_from_all():
    images, nothing = torch.eye(3), torch.zeros((1, 3), dtype=torch.bool)
    near_one = matched_loss(images, torch.tensor([[1.0, 0, 0]]), nothing, 10.0)
    near_none = matched_loss(images, torch.tensor([[1.0, 1, 1]]), nothing, 10.0)
    assert torch.isnan(near_one) == torch.isnan(near_none) == False  # noqa: E712  (tensors)
    assert float(near_none) < float(near_one)


def test_pictures_are_varied_within_bounds_and_alike_for_a_seed(lesson):
    pixels = torch.from_numpy(lesson.pixels[:6])
    first = varied(pixels, torch.Generator().manual_seed(1))
    again = varied(pixels, torch.Generator().manual_seed(1))
    other = varied(pixels, torch.Generator().manual_seed(2))
    assert first.shape == (6, 3, encoder.SIDE, encoder.SIDE)
    assert torch.equal(first, again)
    assert not torch.equal(first, other)
    assert float(first.abs().max()) <= 2.0


def test_an_interrupted_run_ends_like_an_undisturbed_one(tmp_path, lesson):
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        straight = training(tmp_path / "straight")
        losses = [straight.advance(lesson) for _ in range(4)]
        begun = training(tmp_path / "stopped")
        assert [begun.advance(lesson) for _ in range(2)] == pytest.approx(losses[:2])
        begun.keep()
        resumed = training(tmp_path / "stopped")
        resumed.resume()
        assert resumed.step == 2
        assert [resumed.advance(lesson) for _ in range(2)] == pytest.approx(losses[2:], abs=1e-3)
    finally:
        torch.set_num_threads(threads)
    for one, other in zip(straight.average.parameters(), resumed.average.parameters(), strict=True):
        torch.testing.assert_close(one, other, atol=1e-4, rtol=1e-3)


def test_a_checkpoint_of_another_run_is_refused(tmp_path, lesson):
    training(tmp_path).keep()
    with pytest.raises(InputError, match="is of another run"):
        training(tmp_path, steps=8).resume()


def test_what_is_encoded_while_training_is_what_the_saved_model_encodes(tmp_path, lesson):
    import open_clip

    begun = training(tmp_path / "work")
    begun.advance(lesson)
    out = tmp_path / "encoder"
    encoder.write_tokenizer(out)
    encoder.save(begun.average.module, out)
    model = open_clip.create_model(f"local-dir:{out}").eval()
    tokens = open_clip.get_tokenizer(f"local-dir:{out}")
    texts = ["L'église d'Orsel", "lighthouse at night", "girafe " * 60, ""]
    with torch.inference_mode():
        saved = model.encode_text(tokens(texts))
        ours = begun._encode(begun.average.module.eval(), texts)
    cosine = torch.nn.functional.cosine_similarity(saved, ours)
    assert float(cosine.min()) > 0.999


def test_accents_and_case_make_no_difference(tmp_path):
    tokenizer = encoder.write_tokenizer(tmp_path)

    def ids(text):
        return tokenizer.encode(canonical_text(text, encoder.TEXT)).ids

    assert ids("Église") == ids("eglise")
    assert ids("l'horloge") == ids("L’HORLOGE")
    assert ids("phare") != ids("phares")
    assert max(ids("phare")) == ids("phare")[-1] == tokenizer.get_vocab_size() - 1


def test_the_command_draws_trains_scores_and_writes(tmp_path, capsys):
    command = ["--work", str(tmp_path), "--pictures", "24", "--validation", "12", "--steps", "2",
               "--batch", "8", "--check-every", "1", "--workers", "1"]  # fmt: skip
    assert main(command) == 0
    said = capsys.readouterr().err
    assert "technique, zero-shot accuracy en" in said
    assert (tmp_path / "encoder" / encoder.WEIGHTS).stat().st_size < 10e6
    assert main([*command, "--rate", "0.1"]) == 2
    assert "is of another run" in capsys.readouterr().err
