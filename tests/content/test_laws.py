import hashlib
import json
import zlib
from pathlib import Path
from typing import Any

import pytest

from kiosk.content import laws
from kiosk.content.laws import Article, BadPackError, LawPack, Statute, pack, unpack
from kiosk.content.models import blob_path

STATUTE = Statute(
    "为了示例。",
    (
        Article(1, 0, "第一章 总则", "第一条　甲。\n乙。"),
        Article(2, 0, "第一章 总则", "第二条　丙。"),
        Article(2, 1, "第二章 附则", "第二条之一　丁。"),
    ),
)


def written(folder: Path, statute: Statute = STATUTE, **more: Any) -> LawPack:
    data = pack(statute)
    row = {
        "name": "示例法",
        "title": "中华人民共和国示例法",
        "date": "2020-01-02",
        "articles": 3,
        "last": 2,
        "sha256": hashlib.sha256(data).hexdigest(),
        "size": len(data),
        **more,
    }
    blob = blob_path(folder, str(row["sha256"]))
    blob.parent.mkdir(parents=True)
    blob.write_bytes(data)
    catalogue = {"format": 1, "source": "0" * 64, "laws": [row]}
    (folder / laws.CATALOGUE).write_text(json.dumps(catalogue), "utf-8")
    return LawPack(folder)


def test_an_article_with_its_neighbours(tmp_path: Path) -> None:
    found = written(tmp_path).article("示例法", 2)
    assert found is not None
    assert found.law.title == "中华人民共和国示例法"
    assert found.article.text == "第二条　丙。"
    assert (found.before, found.after) == (STATUTE.articles[0], STATUTE.articles[2])


def test_the_ends_have_one_neighbour(tmp_path: Path) -> None:
    pack_ = written(tmp_path)
    first, last = pack_.article("示例法", 1), pack_.article("《中华人民共和国示例法》", 2, 1)
    assert first is not None
    assert last is not None
    assert (first.before, last.after) == (None, None)
    assert last.article.chapter == "第二章 附则"


def test_what_is_not_there_is_none(tmp_path: Path) -> None:
    pack_ = written(tmp_path)
    assert pack_.article("示例法", 9) is None
    assert pack_.article("别的法", 1) is None
    assert [law.name for law in pack_.laws] == ["示例法"]


def test_a_law_is_read_once_while_it_is_looked_at(tmp_path: Path) -> None:
    pack_ = written(tmp_path)
    law = pack_.law("示例法")
    assert law is not None
    pack_.article("示例法", 1)
    blob_path(tmp_path, law.sha256).unlink()
    assert pack_.article("示例法", 2) is not None


@pytest.mark.parametrize(
    "catalogue",
    [
        "{",
        "[]",
        '{"format": 0, "source": "' + "0" * 64 + '", "laws": []}',
        '{"format": 1, "source": "x", "laws": []}',
        '{"format": 2, "source": "' + "0" * 64 + '", "laws": []}',
    ],
)
def test_a_bad_catalogue_is_refused(tmp_path: Path, catalogue: str) -> None:
    (tmp_path / laws.CATALOGUE).write_text(catalogue, "utf-8")
    with pytest.raises(BadPackError):
        LawPack(tmp_path)


def test_no_catalogue_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadPackError, match="读不了"):
        LawPack(tmp_path)


def test_changed_missing_and_linked_laws_are_refused(tmp_path: Path) -> None:
    pack_ = written(tmp_path)
    law = pack_.law("示例法")
    assert law is not None
    blob = blob_path(tmp_path, law.sha256)
    good = blob.read_bytes()
    blob.write_bytes(good[:-1] + b"x")
    with pytest.raises(BadPackError, match="对不上"):
        pack_.article("示例法", 1)
    blob.unlink()
    with pytest.raises(BadPackError, match="读不了"):
        pack_.article("示例法", 1)
    (tmp_path / "aside").write_bytes(good)
    blob.symlink_to(tmp_path / "aside")
    with pytest.raises(BadPackError, match="读不了"):
        pack_.article("示例法", 1)


def test_a_law_of_the_right_bytes_and_the_wrong_words_is_refused(tmp_path: Path) -> None:
    data = zlib.compress(b'{"intro": 1}')
    pack_ = written(tmp_path, sha256=hashlib.sha256(data).hexdigest(), size=len(data))
    law = pack_.law("示例法")
    assert law is not None
    blob_path(tmp_path, law.sha256).write_bytes(data)
    with pytest.raises(BadPackError, match="写法不对"):
        pack_.article("示例法", 1)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"junk", "解不开"),
        (zlib.compress(b" " * (laws.TEXT_MAX_BYTES + 1)), "太大"),
        (zlib.compress(b"{}")[:-2], "不完整"),
        (zlib.compress(b"{}"), "写法不对"),
    ],
)
def test_what_is_no_law_is_not_unpacked(data: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        unpack(data)


def test_packing_is_repeatable() -> None:
    assert pack(STATUTE) == pack(unpack(pack(STATUTE)))
