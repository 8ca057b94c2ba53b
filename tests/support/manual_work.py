"""Works through the first chapter of docs/editor-manual.zh-CN.md in a checkout: its files, its commands.

A program of its own (``python -m tests.support.manual_work FOLDER``): every line of it would be looked at for
coverage otherwise, which other tests of the same commands see to.
"""

import os
import pickle
import shlex
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Final

import pytest
import yaml

from tests.support import manual
from tests.support.coverage import TRACED
from tests.support.manual import Change, Run, Write

ROOT: Final = Path(__file__).resolve().parents[2]
PAGE: Final = (ROOT / "docs" / "editor-manual.zh-CN.md").read_text("utf-8")
CHAPTER: Final = PAGE[PAGE.index("## 一、") : PAGE.index("## 二、")]
# Said of dates and years, whatever one does: the manual speaks of them once.
REMINDERS: Final = ("E-CNT-04 ", "E-CNT-05 ")


@dataclass
class Done:
    """A checkout in which the chapter was worked through; ``said``: what was printed and what should have
    been; ``left``: what stands in ``library/`` at the end and was not there before, or stands otherwise;
    ``removed``: what was taken away at the end, by name.
    """

    at: Path
    said: list[tuple[Run, str]] = field(default_factory=list)
    left: set[str] = field(default_factory=set)
    removed: dict[str, bytes] = field(default_factory=dict)

    def work(self, step: manual.Step) -> None:
        match step:
            case Write():
                path = self.at / step.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(step.text, encoding="utf-8")
            case Change():
                path = self.at / step.path
                text = path.read_text("utf-8")
                assert step.old in text, step
                path.write_text(text.replace(step.old, step.new, 1), encoding="utf-8")
            case Run():
                printed = StringIO()
                with redirect_stdout(printed), redirect_stderr(printed):
                    for line in step.commands:
                        self.command(*shlex.split(line))
                lines = printed.getvalue().splitlines(keepends=True)
                self.said.append((step, "".join(one for one in lines if not one.startswith(REMINDERS))))

    def command(self, program: str, *words: str) -> None:
        if program == "rm":
            for name in words:
                self.removed[name] = (self.at / name).read_bytes()
                (self.at / name).unlink()
        else:
            from kiosk import cli
            from kiosk.content.publish import cli as library_cli

            {"script/kiosk": cli.main, "script/kiosk-library": library_cli.main}[program](list(words))


def done_in(at: Path) -> Done:
    """The whole chapter, by another process. CalledProcessError when a step cannot be taken."""
    plain = {name: value for name, value in os.environ.items() if name != TRACED}
    out = subprocess.run(
        [sys.executable, "-m", "tests.support.manual_work", str(at)],
        cwd=ROOT,
        env=plain,
        stdout=subprocess.PIPE,
        check=True,
    )
    found = pickle.loads(out.stdout)
    assert isinstance(found, Done)
    return found


def contents(folder: Path) -> set[str]:
    """Every file with all that the programs read of it."""
    return {f"{path.relative_to(folder)}\n{_meaning(path)}" for path in folder.rglob("*") if path.is_file()}


def _meaning(path: Path) -> str:
    if path.suffix == ".yaml":
        return str(yaml.load(path.read_text("utf-8"), yaml.CSafeLoader))
    return str(path.read_bytes())


def main(at: Path) -> None:
    from kiosk import config
    from kiosk.content.publish import cli as library_cli

    shutil.copytree(ROOT / "library", at / "library")
    (at / "var").mkdir()
    (at / "var" / "fonts").symlink_to(config.Config().fonts_path)
    found = Done(at)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(config, "CHECKOUT", at)
        patch.setattr(library_cli, "CHECKOUT", at)
        patch.setattr(config, "INSTALLED", at / "nowhere")
        patch.chdir(at)
        for step in manual.steps(CHAPTER):
            found.work(step)
    found.left = contents(at / "library") ^ contents(ROOT / "library")
    sys.stdout.buffer.write(pickle.dumps(found))


if __name__ == "__main__":
    # By its name, so that what is pickled is found again by whoever asked.
    from tests.support import manual_work

    manual_work.main(Path(sys.argv[1]))
