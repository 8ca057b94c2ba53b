"""The catalogue of English, brought up to what the program says: script/words

    script/words --spoken > FILE

writes the sentences of the program for whoever records them (kiosk-library clips … --texts FILE).

Keeps what is translated, adds what is new with an empty translation, drops what is not said any more. The
tests fail while a translation is empty (tests/words).
"""

import json
import re
import sys
from collections.abc import Iterator
from typing import Final

from kiosk.domain.comfort import Language
from kiosk.speech.normalise import sentences
from kiosk.words.catalogue import Catalogue, catalogue_path, read
from kiosk.words.texts import Message, messages

_HAN: Final = re.compile("[\u4e00-\u9fff]")
_NEVER_HEARD: Final = ("slip", "picture")  # on paper, and behind everything
_HEADER: Final = """\
# English of the terminal's own words. The source is Chinese, in kiosk/words; script/words renews this file.
# Plain and short, for tourists and seafarers; what stands in {} is filled in by the program.
msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


def rendered(known: Catalogue) -> str:
    """The file as it should be, in the order of the source."""
    return _HEADER + "".join(f"\n{text}" for text in map(_Entry(known), messages()))


class _Entry:
    def __init__(self, known: Catalogue) -> None:
        self._known = known

    def __call__(self, message: Message) -> str:
        return "".join(f"{line}\n" for line in self._lines(message))

    def _lines(self, message: Message) -> Iterator[str]:
        found = self._known.find(message.context, message.source)
        yield f"#: {message.context}.{message.field}"
        yield f"msgctxt {_quoted(message.context)}"
        yield f"msgid {_quoted(message.source)}"
        if message.counted:
            yield f"msgid_plural {_quoted(message.source)}"
            one, other = found if len(found) == 2 else ("", "")
            yield f"msgstr[0] {_quoted(one)}"
            yield f"msgstr[1] {_quoted(other)}"
        else:
            yield f"msgstr {_quoted(found[0] if len(found) == 1 else '')}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def to_record() -> Iterator[str]:
    """Every Chinese sentence that is always the same: for ``kiosk-library clips list --texts``."""
    seen: set[str] = set()
    for message in messages():
        said = " ".join(message.source.split())
        if not sentences(said) or not _HAN.search(said) or "{" in said:
            continue
        if message.context not in _NEVER_HEARD and said not in seen:
            seen.add(said)
            yield said


def main() -> None:
    if sys.argv[1:] == ["--spoken"]:
        print(*to_record(), sep="\n")
        return
    path = catalogue_path(Language.EN.value)
    known = read(path) if path.exists() else Catalogue()
    path.write_text(rendered(known), encoding="utf-8")
    missing = [m for m in messages() if not known.find(m.context, m.source)]
    for message in missing:
        print(f"{message.context}.{message.field}: {message.source}")
    print(f"{path.name}: {len(missing)} without English")


if __name__ == "__main__":
    main()
