"""The long proof of the search on a few made-up statutes: every run says whether people find things."""

import io
import random
import tarfile
from pathlib import Path

import pytest

from tests.long import search
from tests.long.search import homophones, proof, stand_in, statutes

# Invented: sentences of common words, so that every article is another one.
_WHO = ("船东", "村民", "业主", "教师", "医院", "企业", "法院", "保险公司", "房东", "渔民")
_DOES = (
    "应当按时支付工资",
    "不得占用耕地",
    "可以申请仲裁",
    "负责修理船舶",
    "承担赔偿责任",
    "及时报告事故",
    "保存全部证据",
)
_WHEN = ("合同期满以后", "发生碰撞的时候", "休渔期间", "收到通知十日内", "办理登记之前", "双方协商不成的")


def texts(count: int) -> list[tuple[str, str]]:
    source = random.Random(1)
    found = []
    for number in range(count):
        articles = [
            f"第{sign}条 {source.choice(_WHEN)}，{source.choice(_WHO)}{source.choice(_DOES)}，"
            f"{source.choice(_WHO)}{source.choice(_DOES)}；{source.choice(_WHEN)}，{source.choice(_WHO)}除外。\n"
            for sign in "一二三四五六七八九十" * 4
        ]
        found.append((f"./部门/样例{number}.md", "\n" + "\n".join(articles)))
    return found


def test_the_proof_counts_what_is_found() -> None:
    shown = proof(texts(4), 60, random.Random(7), items=20)
    figures = shown.figures
    assert figures["items"] == 20
    assert figures["questions"] == 60
    assert figures["empty"] == 0
    shares = figures["first_ten"]
    assert isinstance(shares, dict)
    assert set(shares) == {"written", "homophones", "pinyin", "initials"}


def test_a_share_too_low_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "TIMES_TEXT", 0.0)
    assert not proof(texts(2), 8, random.Random(7), items=5).passed


def test_too_few_texts_fail() -> None:
    assert not proof(texts(1), 8, random.Random(7), items=1000).passed


def test_items_are_as_long_as_guides() -> None:
    records = stand_in(texts(3), 10, random.Random(3))
    items = [record for record in records if record.kind == "guide"]
    assert [record.kind for record in records[:2]] == ["topic", "item"]
    assert len(items) == 10
    assert all(len(record.questions) == 8 and record.topic == "部门" for record in items)
    assert all(500 < sum(map(len, record.body)) <= search.TEXT for record in items)


def test_homophones_sound_alike_here() -> None:
    assert {"公", "工"} <= set(next(group for group in homophones().values() if "公" in group))


def test_statutes_come_without_their_head(tmp_path: Path) -> None:
    archive = tmp_path / "laws.tar.xz"
    with tarfile.open(archive, "w:xz") as tar:
        for name, text in (
            ("./部门/乙.md", "# 乙\n<!-- INFO END -->\n第一条 文。"),
            ("./部门/_index.md", "x"),
        ):
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            tar.addfile(info, io.BytesIO(text.encode()))
    assert statutes(archive) == [("./部门/乙.md", "\n第一条 文。")]


def test_without_statutes_nothing_is_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(search.LAWS, raising=False)
    with pytest.raises(SystemExit):
        search.run(10, 1)
