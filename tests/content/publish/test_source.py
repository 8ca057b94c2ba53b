"""Files are read by libyaml, and nobody can tell: what it takes otherwise than PyYAML is PyYAML's."""

from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config import CHECKOUT
from kiosk.content.publish import source as reading
from kiosk.content.publish.source import Source, read_yaml
from tests.support import editor_library
from tests.support.editor_kinds import KINDS

# A few of the library's own, as they are: of every kind, and not all of four hundred.
OURS: Final = sorted((CHECKOUT / "library").rglob("*.yaml"))[::9]
TEXTS: Final = (
    *(path.read_text("utf-8") for path in sorted(KINDS.rglob("*.yaml"))),
    *(text for name, text in editor_library.files().items() if name.endswith(".yaml")),
)
# What means something to YAML, and what a Chinese keyboard writes instead.
SIGNS: Final = list(" \t\n:-?[]{},&*!|>'\"%@`#~=.01a字：\u2028\x85\r\ufeff\u00a0\\")


def parsed(text: str) -> Source:
    source = Source("x")
    reading._parse(source, text, 0)
    return source


def parsed_by_pyyaml(text: str) -> Source:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_parsed_fast", lambda *_: False)
        return parsed(text)


@st.composite
def slips(draw: st.DrawFn) -> str:
    """Some lines of a good file with a few signs too many or too few."""
    lines = draw(st.sampled_from(TEXTS)).splitlines(keepends=True)
    first = draw(st.integers(0, len(lines) - 1))
    text = "".join(lines[first : first + draw(st.integers(1, 12))])
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        gone = draw(st.integers(0, 4))
        text = text[:at] + "".join(draw(st.lists(st.sampled_from(SIGNS), max_size=3))) + text[at + gone :]
    return text


@given(text=slips())
def test_a_slip_is_read_and_told_as_by_pyyaml(text: str) -> None:
    fast, slow = parsed(text), parsed_by_pyyaml(text)
    assert (fast.data, fast.lines, fast.problems) == (slow.data, slow.lines, slow.problems)


@pytest.mark.parametrize(
    "text",
    [
        "a: [b?c]\n",  # libyaml takes it
        "a:\tb\n",
        "\ufeff\ufeffa: b\n",
        "!",
        "a: {b: !, c: d}\n",
        "---\n---\n",
        "|# a\n",
        "a: &one [b]\nc: *one\n",
        "a: 1\na: 2\n",
        "a: 2026-13-45\n",
    ],
)
def test_where_they_differ_it_is_as_pyyaml_says(text: str) -> None:
    fast, slow = parsed(text), parsed_by_pyyaml(text)
    assert (fast.data, fast.lines, fast.problems) == (slow.data, slow.lines, slow.problems)


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_a_file_of_ours_is_read_as_by_pyyaml(path: Path) -> None:
    fast, slow = read_yaml(path.parent, path), parsed_by_pyyaml(path.read_text("utf-8"))
    assert fast.problems == []
    assert (fast.data, fast.lines) == (slow.data, slow.lines)


@pytest.mark.parametrize("text", ["[" * 190_000, "{a: " * 40_000, "- " * 90_000])
def test_what_nests_without_end_is_a_mistake_and_not_the_end_of_the_program(text: str) -> None:
    source = parsed(text)
    assert source.data is None
    assert len(source.problems) == 1
