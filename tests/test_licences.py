"""Data that others made goes nowhere without the words of its licence."""

import re
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
LICENCES: Final = ROOT / "LICENSES"
OUR_OWN: Final = {"names.txt", "legal_words.txt"}  # compiled by hand


def third_party() -> str:
    return (ROOT / "THIRD_PARTY.md").read_text("utf-8")


def tables() -> list[Path]:
    return sorted(path for path in (ROOT / "kiosk").rglob("*.txt") if path.name not in OUR_OWN)


def test_every_table_has_its_row_with_a_licence() -> None:
    rows = {line.split("|")[1].strip(): line for line in third_party().splitlines() if line.startswith("|")}
    names = [path.name for path in tables()]
    assert names == ["law_index.txt", "statutes.txt", "pairs.txt", "standard.txt", "twins.txt"]
    for name in names:
        if "Copyright Law, article 5" in rows[name] and "jieba" not in rows[name]:
            continue  # facts of official texts alone: nobody's licence
        (named, *_) = re.findall(r"\]\((LICENSES/[a-z-]+\.txt)\)", rows[name])
        assert (ROOT / named).is_file()


def test_every_table_says_in_its_head_where_it_is_from() -> None:
    for path in tables():
        head = "".join(line for line in path.read_text("utf-8").splitlines()[:3] if line.startswith("#"))
        named = re.search(r"(LICENSES/[a-z-]+\.txt|script/[a-z_]+\.py|kiosk-library laws)", head)
        assert named, path
        assert named[1].startswith("kiosk-library") or (ROOT / named[1]).is_file()


def test_the_fonts_are_named_with_their_licences() -> None:
    named = " ".join(third_party().split())
    assert "Noto Sans CJK (SIL OFL 1.1)" in named
    assert "fonts-babelstone-han; Arphic Public License, some symbols CC-BY-SA-3.0 or 4.0" in named
    assert not [path for path in ROOT.glob("[!.v]*/**/*") if path.suffix in {".ttf", ".otf", ".ttc"}]


def test_every_licence_is_whole_and_is_named() -> None:
    files = sorted(LICENCES.iterdir())
    assert len(files) >= 5
    for path in files:
        assert f"LICENSES/{path.name}" in third_party()
        text = path.read_text("utf-8")
        assert "Permission is hereby granted" in text or "the file LICENSE of this project" in " ".join(
            text.split()
        )
        assert "opyright" in text
    assert "Apache License" in (ROOT / "LICENSE").read_text("utf-8")
