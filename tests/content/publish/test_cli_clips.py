"""``kiosk-library clips``: from a list of sentences through recordings to a shelf a terminal can play."""

import json
from pathlib import Path
from typing import Any

import pytest

from kiosk.content.publish.cli import main
from kiosk.speech.clips import ClipShelf, read_index
from kiosk.speech.normalise import clip_key
from tests.content.publish.test_recording import take, write
from tests.support import editor_library

ANSWER = "钱要得回来"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    editor_library.write(tmp_path / "library")
    return tmp_path


def run(
    house: Path, capsys: pytest.CaptureFixture[str], action: str, *args: str
) -> tuple[int, dict[str, Any], str]:
    places = ("--library", str(house / "library"), "--clips", str(house / "clips"), "--json")
    status = main(["clips", action, *places, *args])
    out, err = capsys.readouterr()
    return status, json.loads(out) if out else {}, err


def name_of(text: str) -> str:
    return f"{clip_key(text)[:12]}.wav"


def test_the_list_has_every_sentence_that_is_spoken_once(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (house / "more.txt").write_text("请坐。请坐\n\n还剩 {} 秒\n", encoding="utf-8")
    (house / "library" / "words.yaml").write_text("law: 刑事 民事\n", encoding="utf-8")
    status, said, _ = run(house, capsys, "list", "--texts", str(house / "more.txt"))
    assert status == 0
    rows = {row["text"]: row for row in said["missing"]}
    assert len(rows) == len(said["missing"]) == said["sentences"]
    assert rows[ANSWER]["name"] == clip_key(ANSWER)[:12]
    assert rows[ANSWER]["where"].startswith("guides/")
    assert rows["去县里投诉，也可以打 12333"]["spoken"] == "去县里投诉，也可以打幺二三三三"
    assert "请坐" in rows
    assert not [row for row in rows.values() if "还剩" in row["spoken"]]
    assert "问法一" not in rows, "what people search for is not read to them"
    assert "consultation" not in rows
    assert not [row for row in rows.values() if "刑事" in row["spoken"]], "nor what they type"
    assert not [row for row in rows.values() if row["where"] == "calendar.yaml"], "nor days off"


def test_texts_that_are_none_are_refused(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (house / "more.txt").write_bytes("请坐".encode("gb18030"))
    for action in ("list", "check"):
        status, _, err = run(house, capsys, action, "--texts", str(house / "more.txt"))
        assert status == 1
        assert "不是 UTF-8" in err
        status, _, err = run(house, capsys, action, "--texts", str(house / "nowhere.txt"))
        assert (status, err[:8]) == (1, "E-CFG-02")
        assert "nowhere.txt 读不了" in err


def test_a_recording_is_taken_in_and_a_terminal_can_play_it(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wav = write(house / name_of(ANSWER), take(1.5).samples)
    status, said, _ = run(house, capsys, "import", "--dialect", "shengsi", str(wav))
    assert status == 0
    assert [row["text"] for row in said["imported"]] == [ANSWER]
    clips = house / "clips"
    files = {file.stem: file for file in clips.rglob("*.opus")}
    index = read_index(clips / "index.json")
    key = clip_key(ANSWER)
    shelf = ClipShelf(index, lambda sha256: files[key], "shengsi")
    pcm = shelf.sound(key)
    assert pcm is not None
    assert 1.4 < pcm.seconds < 1.8
    _, said, _ = run(house, capsys, "list", "--dialect", "shengsi")
    assert ANSWER not in {row["text"] for row in said["missing"]}
    _, said, _ = run(house, capsys, "list")
    assert ANSWER in {row["text"] for row in said["missing"]}, "the standard language still lacks it"
    assert run(house, capsys, "check")[:2] == (0, {"clips": 1, "faults": []})


@pytest.mark.parametrize("name", ["去县里投诉也可以打12333", "去县里投诉，也可以打幺二三三三"])
def test_a_file_may_be_called_what_is_said_in_it(
    house: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    wav = write(house / f"{name}.wav", take(4.0).samples)
    status, said, _ = run(house, capsys, "import", str(wav))
    assert status == 0
    assert [row["text"] for row in said["imported"]] == ["去县里投诉，也可以打 12333"]


def test_a_recording_may_be_told_by_its_text(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wav = write(house / "take1.wav", take(1.5).samples)
    assert run(house, capsys, "import", "--text", "仲裁不收钱。", str(wav))[0] == 0
    assert (house / "clips" / "putonghua" / f"{clip_key('仲裁不收钱')}.opus").is_file()


@pytest.mark.parametrize(
    ("args", "status", "why"),
    [
        (["take1.wav"], 1, "编号"),
        (["--text", "一句。两句", "take1.wav"], 1, "正好一句话"),
        (["--text", "请", "take1.wav", "take1.wav"], 2, "一个文件"),
        (["--dialect", "../up", "take1.wav"], 2, "方言"),
        (["--text", "请坐", "nothing.wav"], 1, "没有这个文件"),
    ],
)
def test_what_is_not_clear_is_refused(
    house: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    args: list[str],
    status: int,
    why: str,
) -> None:
    write(house / "take1.wav", take(1.5).samples)
    monkeypatch.chdir(house)
    done, _, err = run(house, capsys, "import", *args)
    assert done == status
    assert why in err
    assert not (house / "clips").exists()


def test_one_bad_file_does_not_keep_the_others_out(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = write(house / name_of(ANSWER), take(1.5).samples)
    bad = write(house / name_of("仲裁不收钱"), take(0.1).samples)
    status, said, err = run(house, capsys, "import", str(bad), str(good))
    assert status == 1
    assert [row["text"] for row in said["imported"]] == [ANSWER]
    assert "E-SPK-03" in err


def test_check_finds_what_is_damaged_missing_or_said_no_more(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for text in ("钱要得回来", "仲裁不收钱", "不要堵路", "谁也不念"):
        wav = write(house / "take.wav", take(1.5).samples)
        assert run(house, capsys, "import", "--text", text, str(wav))[0] == 0
    shelf = house / "clips" / "putonghua"
    with (shelf / f"{clip_key('钱要得回来')}.opus").open("ab") as file:
        file.write(b"\0")
    (shelf / f"{clip_key('仲裁不收钱')}.opus").unlink()
    index = house / "clips" / "index.json"
    index.write_text(index.read_text("utf-8").replace('"text": "不要堵路"', '"text": "不要堵车"'), "utf-8")
    status, said, _ = run(house, capsys, "check")
    assert status == 1
    assert {row["text"]: row["why"] for row in said["faults"]} == {
        "钱要得回来": "录音文件和目录对不上",
        "仲裁不收钱": "录音文件不见了",
        "不要堵车": "这句话的念法变了，要重录",
        "谁也不念": "现在的内容里没有这句话了",
    }
    index.write_text("{")
    for action in ("check", "list"):
        status, _, err = run(house, capsys, action)
        assert status == 1
        assert "写坏了" in err
