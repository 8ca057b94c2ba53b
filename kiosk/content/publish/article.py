"""How editors write which article they cite: ``276``, and ``276之一`` for one an amendment put behind it."""

import re
from typing import Annotated, Any, Final

from pydantic import Field, PlainValidator
from pydantic_core import PydanticCustomError

from kiosk.domain.article import SUBS, ArticleNo

LAST: Final = 1300
_SHAPE: Final = rf"^([1-9][0-9]{{0,3}})之({'|'.join(sorted(SUBS, key=len, reverse=True))})$"
_WRITTEN: Final = re.compile(_SHAPE)


def article_of(value: object) -> ArticleNo:
    """Raises PydanticCustomError in an editor's words."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        raise PydanticCustomError("article", "要写数字，不加引号")
    found = _WRITTEN.match(value) if isinstance(value, str) else None
    if found is not None:
        article = ArticleNo(int(found[1]), SUBS.index(found[2]) + 1)
    elif isinstance(value, int) and not isinstance(value, bool):
        article = ArticleNo(value)
    else:
        raise PydanticCustomError(
            "article", "第几条写数字，例如 276；后来插进去的写成 276之一：{given}", {"given": str(value)}
        )
    if not 1 <= article.number <= LAST:
        raise PydanticCustomError("article", "数字不在范围里：{given}", {"given": str(value)})
    return article


def written(article: ArticleNo) -> int | str:
    """As an editor writes it."""
    return f"{article.number}之{SUBS[article.sub - 1]}" if article.sub else article.number


_Number = Annotated[int, Field(ge=1, le=LAST)]
_Inserted = Annotated[str, Field(pattern=_SHAPE)]
_Input: Any = _Number | _Inserted
WrittenArticle = Annotated[ArticleNo, PlainValidator(article_of, json_schema_input_type=_Input)]
