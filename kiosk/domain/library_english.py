"""What a county wrote in English, in the place of its Chinese. Pure.

Field ``x_en`` is the English of ``x``, in every kind of content (``library``): one rule for all of them.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final, TypeVar

from kiosk.domain.library import Library

Content = TypeVar("Content")
ENDING: Final = "_en"


def with_english(library: Library) -> Library:
    """``library`` with its English one made ready: screens look it up without work."""
    return replace(library, english=in_english(replace(library, english=None)))


def in_english(content: Content) -> Content:
    """``content`` with each text that has English replaced by it, all the way down."""
    said: Any = content
    if isinstance(content, tuple):
        said = tuple(map(in_english, content))
    elif isinstance(content, dict):
        said = {key: in_english(value) for key, value in content.items()}
    elif is_dataclass(content) and not isinstance(content, type):
        values = {one.name: getattr(content, one.name) for one in fields(content)}
        changed = {
            name: values.get(name + ENDING) or in_english(value)
            for name, value in values.items()
            if not name.endswith(ENDING)
        }
        said = replace(content, **changed)
    found: Content = said
    return found


def has_english(content: object) -> bool:
    """Whether nothing of ``content`` (as the county wrote it) would be shown in Chinese to whoever reads
    English; what is empty in Chinese needs none.
    """
    return all(not chinese or english for chinese, english in _pairs(content))


def _pairs(content: object) -> Iterator[tuple[object, object]]:
    """Every text that can have English, and it."""
    if isinstance(content, tuple):
        for part in content:
            yield from _pairs(part)
    elif is_dataclass(content) and not isinstance(content, type):
        names = {one.name for one in fields(content)}
        for name in names:
            if name + ENDING in names:
                yield getattr(content, name), getattr(content, name + ENDING)
            elif not name.endswith(ENDING):
                yield from _pairs(getattr(content, name))
