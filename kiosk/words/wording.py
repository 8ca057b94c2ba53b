"""A county's own wording of a sentence of the terminal (``wording.yaml``, ADR 0151).

Open to it are names and invitations. What a sentence promises of an order, a print or a person's data stays
the program's: it is true because the program knows it.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from string import Formatter
from typing import Any, Final

from kiosk.domain.comfort import Language
from kiosk.domain.library_learning import Wording
from kiosk.words.texts import Texts

OPEN: Final = {
    "main": (
        *("service", "idle_hours", "idle_invite", "idle_fields", "idle_free", "idle_slip", "idle_start"),
        *("home_title", "home_free", "home_free_short", "home_ask", "home_ask_hint"),
        *("home_do", "home_do_hint", "home_people", "home_people_hint", "home_often"),
        *("home_sums", "home_sums_hint", "home_look", "home_look_hint", "home_learn", "home_learn_hint"),
        *("topics_title", "topics_hint", "guides_hint", "guides_none", "guides_leave", "guides_people"),
        *("guide_steps", "guide_bring", "guide_where", "guide_cost", "guide_time", "guide_never"),
        *("guide_ask", "guide_ask_short", "items_title", "items_hint"),
    ),
}
_LONGER: Final = 2  # characters more than the program's own, for which its screens were looked at
_LONGER_EN: Final = 4


def refusal(one: Wording) -> str:
    """Why an editor's row cannot stand, in Chinese; empty when it can."""
    group, _, name = one.id.partition(".")
    own = _source(group, name)
    if own is None:
        return f"没有叫 {one.id} 的话，或者这句话不能换"
    if not one.text:
        return "text 是空的"
    if len(one.text) > len(own) + _LONGER:
        return f"最多 {len(own) + _LONGER} 个字，现在 {len(one.text)} 个，屏幕上放不下"
    for part, text in (("text", one.text), ("text_en", one.text_en)):
        if text and _gaps(text) != _gaps(own):
            return f"{part} 里的空格位（{{}}）要和原话一样：{own}"
    return ""


def too_long_in_english(one: Wording, english: Texts) -> int:
    """How many characters its English may have, when it has more; 0 when it fits."""
    group, _, name = one.id.partition(".")
    most = len(str(getattr(getattr(english, group), name))) + _LONGER_EN
    return most if len(one.text_en) > most else 0


def worded(texts: Texts, county: Mapping[str, Wording]) -> Texts:
    """``texts`` in the county's words, as far as they can stand. Without English of its own a sentence stays
    the program's in English.
    """
    changed: dict[str, dict[str, str]] = {}
    for one in county.values():
        said = one.text if texts.language is Language.ZH else one.text_en
        if said and not refusal(one):
            group, _, name = one.id.partition(".")
            changed.setdefault(group, {})[name] = said
    groups: dict[str, Any] = {
        group: replace(getattr(texts, group), **said) for group, said in changed.items()
    }
    return replace(texts, **groups) if groups else texts


def _source(group: str, name: str) -> str | None:
    """The program's own Chinese, of what is open."""
    if name not in OPEN.get(group, ()):
        return None
    words = next(one for one in fields(Texts) if one.name == group).default_factory
    return str(getattr(words(), name)) if callable(words) else None


def _gaps(text: str) -> list[str] | None:
    """What is to be filled in; None when it cannot be read as a pattern."""
    try:
        return [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        return None
