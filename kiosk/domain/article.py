"""Which article of a law is meant. Amendments put new ones between the old: 第二百七十六条之一. Pure."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

SUBS: Final = (*"一二三四五六七八九十", *(f"十{one}" for one in "一二三四五六七八九"), "二十")
"""How 之一 to 之二十 are counted; no law has more of one number."""
_CODED: Final = re.compile(r"([1-9][0-9]{0,3})-([1-9][0-9]?)")


@dataclass(frozen=True, slots=True, order=True)
class ArticleNo:
    """``number`` 276, ``sub`` 1: 第二百七十六条之一, which stands behind 276; ``sub`` 0: 276 itself.

    ``str`` is its code, ``276`` or ``276-1``; in a release it is a number, or that code as a text.
    """

    number: int
    sub: int = 0

    @classmethod
    def coded(cls, code: int | str) -> Self:
        """From a release. Raises ValueError."""
        if isinstance(code, int):
            return cls(code)
        found = _CODED.fullmatch(code)
        if found is None or int(found[2]) > len(SUBS):
            raise ValueError("no article")
        return cls(int(found[1]), int(found[2]))

    @property
    def code(self) -> int | str:
        """A plain article is the number it always was: releases without others do not change by a byte."""
        return f"{self.number}-{self.sub}" if self.sub else self.number

    @property
    def chinese(self) -> str:
        """``第 276 条之一``; in the language of a visit ``MainTexts.article`` says it."""
        return f"第 {self.number} 条{f'之{SUBS[self.sub - 1]}' if self.sub else ''}"

    def __str__(self) -> str:
        return str(self.code)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        """How ``kiosk/content/models.py`` reads and writes it; nothing else here knows of pydantic."""
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(
            cls.coded,
            handler(int | str),
            serialization=core_schema.plain_serializer_function_ser_schema(lambda one: one.code),
        )
