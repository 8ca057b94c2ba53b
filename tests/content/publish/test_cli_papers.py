import json
import shutil
from pathlib import Path

import pypdfium2
import pytest

from kiosk.config import CHECKOUT, Config
from kiosk.content.publish import cli

OURS = CHECKOUT / "library"


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Our papers and what stands on them: to read the whole library for each takes longer than the paper."""
    root = tmp_path_factory.mktemp("papers")
    shutil.copytree(OURS / "documents", root / "documents")
    for name in ("directory.yaml", "laws.yaml"):
        shutil.copy(OURS / name, root / name)
    return ["--library", str(root)]


def test_a_paper_is_written(papers: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, answers = tmp_path / "iou.pdf", tmp_path / "answers.json"
    answers.write_text(json.dumps({"borrower": "陈阿水", "amount": "5000.00"}), "utf-8")
    words = ["paper", "iou", "--out", str(out), "--answers", str(answers), "--json", *papers]
    assert cli.main(words) == 0
    assert json.loads(capsys.readouterr().out) == {"document": "iou", "bytes": out.stat().st_size}
    text = pypdfium2.PdfDocument(out.read_bytes())[0].get_textpage().get_text_range()
    assert "借款人陈阿水" in text
    assert "人民币伍仟元整" in text.replace("\r\n", "")
    assert "样例" in text


@pytest.mark.parametrize(
    ("name", "answers", "fonts", "status"),
    [
        ("nothing", "{}", Config().fonts_path, 1),
        ("iou", "[]", Config().fonts_path, 2),
        ("iou", "{}", Path("nowhere"), 1),
        ("iou", json.dumps({"purpose": "字" * 60_000}), Config().fonts_path, 1),
    ],
)
def test_what_cannot_be_written_is_told(
    papers: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    answers: str,
    fonts: Path,
    status: int,
) -> None:
    (tmp_path / "answers.json").write_text(answers, "utf-8")
    words = ["paper", name, "--out", str(tmp_path / "x.pdf"), "--answers", str(tmp_path / "answers.json")]
    assert cli.main([*words, "--fonts", str(fonts), *papers]) == status
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not (tmp_path / "x.pdf").exists()
