"""The proof of handwriting, on a few characters of our own instead of what others drew."""

import json
import random
from pathlib import Path

import pytest

from tests.long import drawings, handwriting
from tests.long.drawings import Sample
from tests.support.strokes import characters, write


@pytest.fixture
def tomoe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Our characters in the form of tomoe_all.tdic, and one of a kana."""
    blocks = []
    for char in characters():
        lines = [
            f"{len(stroke)} " + " ".join(f"({x:.0f} {y:.0f})" for x, y in stroke) + " "
            for stroke in write(char)
        ]
        blocks.append("\n".join([char, f":{len(lines)}", *lines]))
    file = tmp_path / "tomoe_all.tdic"
    file.write_text("\n\n".join(["い\n:1\n2 (1 2) (3 4) ", *blocks]) + "\n", encoding="utf-8")
    monkeypatch.setenv("KIOSK_TOMOE", str(file))
    return file


@pytest.fixture
def hanzi_writer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Our characters in the form of hanzi-writer-data: y upwards, 1,024 to the em."""
    folder = tmp_path / "package"
    folder.mkdir()
    for char in characters():
        medians = [[(x * 3, 900 - y * 3) for x, y in stroke] for stroke in write(char)]
        (folder / f"{char}.json").write_text(json.dumps({"medians": medians}), encoding="utf-8")
    monkeypatch.setenv("KIOSK_HANZI_WRITER", str(folder))
    return folder


def test_drawings_are_read_as_they_are_written(tomoe: Path, hanzi_writer: Path) -> None:
    read = {sample.char: sample for sample in drawings.tomoe()}
    assert set(read) == {"い", *characters()}
    assert read["い"].strokes == [[(1.0, 2.0), (3.0, 4.0)]]
    assert [len(stroke) for stroke in read["测"].strokes] == [len(stroke) for stroke in write("测")]
    printed = drawings.printed(5, 1)
    assert len(printed) == 5
    assert printed == drawings.printed(5, 1) != drawings.printed(5, 2)


def test_the_common_characters_are_level_1() -> None:
    assert len(drawings.level_1()) == len(set(drawings.level_1())) == 3755
    assert drawings.level_1()[0] == "啊"
    assert drawings.level_1()[-1] == "座"


def test_joined_strokes_lose_no_point_and_rows_do_not_overlap() -> None:
    sample = Sample("测", [list(stroke) for stroke in write("测")])
    (joined,) = drawings.joined([sample], random.Random(1))
    assert len(joined.strokes) < len(sample.strokes)
    assert [p for stroke in joined.strokes for p in stroke] == [p for s in sample.strokes for p in s]
    row = drawings.in_a_row([sample, sample])
    first, second = row[: len(sample.strokes)], row[len(sample.strokes) :]
    right = max(x for stroke in first for x, _ in stroke)
    assert min(x for stroke in second for x, _ in stroke) == pytest.approx(right + drawings.GAP)


def test_the_proof_counts_and_judges(
    tomoe: Path, hanzi_writer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handwriting, "ROWS", 3)
    proof = handwriting.run(4, 7)
    assert proof.passed
    json.dumps(proof.figures)
    assert proof.figures["tomoe_characters"] == len(characters())
    by_print = proof.figures["hanzi_writer_mild"]
    assert isinstance(by_print, dict)
    assert by_print["ours"]["tried"] == 4
    monkeypatch.setattr(handwriting, "LEAST_FIRST", 1.01)
    assert not handwriting.run(4, 7).passed


def test_without_the_drawings_the_proof_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KIOSK_TOMOE", raising=False)
    with pytest.raises(SystemExit, match="KIOSK_TOMOE"):
        list(drawings.tomoe())
