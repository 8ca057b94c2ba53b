"""What is said to Chromium over its pipe, with a program in its place that answers as it does."""

import os
import stat
import sys
from pathlib import Path

import pytest

from bench import __main__ as program
from bench import chromium as module
from bench.children import ChildFailed
from bench.chromium import chromium

BROWSER = """#!{python}
import json, os, sys
page = sys.argv[-1]
asked, heard, empty = [], b"", True
def answer(said, **words):
    os.write(4, json.dumps(dict(words, id=said["id"])).encode() + b"\\0")
while True:
    piece = os.read(3, 65536)
    if not piece:
        break
    heard += piece
    while b"\\0" in heard:
        line, _, heard = heard.partition(b"\\0")
        said = json.loads(line)
        asked.append((said["method"], said.get("sessionId", "")))
        os.write(4, json.dumps({{"method": "Target.somethingElse", "params": {{}}}}).encode() + b"\\0")
        expression = said["params"].get("expression", "")
        if said["method"] == "Target.getTargets":
            answer(said, result={{"targetInfos": [{{"url": page, "targetId": "t"}}]}})
        elif said["method"] == "Target.attachToTarget":
            answer(said, result={{"sessionId": "s"}})
        elif said["method"] == "Browser.getVersion":
            answer(said, result={{"product": "Chrome/1"}})
        elif expression == "throw":
            answer(said, result={{"exceptionDetails": {{"text": "thrown"}}}})
        elif expression == "end":
            sys.exit(3)
        elif expression == "asked":
            answer(said, result={{"result": {{"value": asked}}}})
        elif expression.startswith("document.readyState") and empty:
            empty = False
            answer(said, error={{"message": "Execution context was destroyed."}})
        elif expression.startswith("document.readyState"):
            answer(said, result={{"result": {{"value": "complete" + page}}}})
        else:
            answer(said, result={{"result": {{"value": sys.argv[1:]}}}})
"""


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    browser = tmp_path / "chromium"
    browser.write_text(BROWSER.format(python=sys.executable), encoding="utf-8")
    browser.chmod(browser.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(module, "PROGRAM", browser)
    return tmp_path / "page.html"


def test_a_page_is_attached_to_asked_and_left(page: Path, tmp_path: Path) -> None:
    with chromium(tmp_path / "profile", page, (300, 200), os.environ, headless=True) as browser:
        assert browser.version() == "Chrome/1"
        browser.attach(page)
        words = browser.value("words")
        assert "--headless=new" in words
        assert "--window-size=300,200" in words
        assert words[-1] == page.as_uri()
        assert ["Runtime.evaluate", "s"] in browser.value("asked")
        browser.detach()
        assert browser.value("asked")[-2][0] == "Target.detachFromTarget"
        assert browser.value("asked")[-1] == ["Runtime.evaluate", ""]
    assert browser.process.poll() is not None


def test_what_the_page_throws_and_a_browser_that_ends_are_told(page: Path, tmp_path: Path) -> None:
    with chromium(tmp_path / "profile", page, (300, 200), os.environ, headless=False) as browser:
        browser.attach(page)
        assert "--kiosk" in browser.value("words")
        with pytest.raises(ChildFailed, match="thrown"):
            browser.value("throw")
        with pytest.raises(ChildFailed, match="chromium has ended"):
            browser.value("end")


def test_without_chromium_nothing_is_measured_beside_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "PROGRAM", tmp_path / "none")
    with pytest.raises(SystemExit) as caught:
        program.main(["touch", "--chromium"])
    assert caught.value.code == 2
    assert "Chromium is not installed" in capsys.readouterr().err
