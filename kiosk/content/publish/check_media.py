"""Media: each has its file, each file is named by one, and both are what they say."""

from kiosk.content.publish.draft import Draft, Read
from kiosk.content.publish.kinds.media import ENDINGS, BadMediaError, EditorMedia, Measured, measure
from kiosk.content.publish.source import Problem, Source

FOLDER = "media"


def check(draft: Draft) -> None:
    """Reports missing, broken, too large and left-over files, and captions that go on after the end."""
    named: set[str] = set()
    for row in draft.of(EditorMedia):
        named.update(name for name in (row.value.file, row.value.sound) if name is not None)
        found = _measured(draft, row, "file", row.value.file, row.value.kind)
        if row.value.sound is not None:
            _measured(draft, row, "sound", row.value.sound, "sound")
        if found is not None and row.value.captions and row.value.captions[-1].end * 1000 > found.ms:
            last = len(row.value.captions) - 1
            row.report(("captions", last, "end"), f"字幕到 {row.value.captions[-1].end} 秒，没有这么长")
    if len(draft.of(EditorMedia)) == len(draft.ids(FOLDER)):  # else one that could not be read may name it
        for path in sorted((draft.root / FOLDER).glob("*")):
            if path.suffix in ENDINGS and path.name not in named:
                name = f"{FOLDER}/{path.name}"
                draft.sources.append(Source(name, problems=[Problem(name, 1, "没有哪个 .yaml 用到这个文件")]))


def _measured(draft: Draft, row: Read[EditorMedia], part: str, name: str, kind: str) -> Measured | None:
    try:
        return measure(draft.root / FOLDER / name, kind)
    except BadMediaError as error:
        row.report((part,), str(error))
        return None
