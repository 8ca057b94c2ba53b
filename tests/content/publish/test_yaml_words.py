"""A slip of the pen in a file is told in Chinese, on the line where it was made."""

import re
from pathlib import Path

import pytest

from kiosk.content.publish.source import read_yaml

# What somebody who never programmed types, the line he has to look at, and a part of what he is told.
SLIPS = [
    ("id: a\ntitle：借条\nshort: b\n", 2, "名字后面要写英文的冒号，再空一格"),
    ("id: a\ntitle:借条\nshort: b\n", 2, "名字后面要写英文的冒号，再空一格"),
    ("id: a\nlaw:\n  - {law: 民法典，article: 1}\n", 3, "少了英文的逗号"),
    ("id: a\nlaw:\n  - {law: 民法典, article: 1\nb: c\n", 4, "这一行和上一行都看看"),
    ("asks: [甲, 乙\nb: c\n", 2, "括号没有配对"),
    ("id: a\nhelp: 例如: 甲\n", 2, "句子里有英文的冒号"),
    ("id: a\n  title: b\n", 2, "前面的空格和上下行对不齐"),
    ("a:\n    - b\n  - c\n", 3, "前面的空格和上下行对不齐"),
    ("id: a\nbounds:\n\tleast: 1\n", 3, "用了 Tab 键"),
    ('id: a\ntitle: "借条\nshort: b\n', 2, "引号没有配对"),
    ("id: a\ntitle: '借条\nshort: b\n", 2, "引号没有配对"),
    ('title: "借条" 一张\n', 1, "引号后面还有字"),
    ("id: a\ntitle: @借条\n", 2, "整句要加引号"),
    ("id: a\ntitle: *借条\n", 2, "整句要加引号"),
    ("id: a\ntitle: !借条 b\n", 2, "整句要加引号"),
    ("id: a\ntitle: - 借条\n", 2, "“-”要另起一行"),
    ('id: a\ntitle: "C:\\待审"\n', 2, "双引号里不要写"),
    ("id: a\n---\nid: b\n", 2, "文件中间不要写 ---"),
    ("id: a\ntitle: 借\x07条\n", 2, "有看不见的字符"),
    ("id: }\n", 1, "这里少了内容，或者多了标点"),
    ("a: >x\n  b\n", 1, "对照样例"),
    ("[" * 5000, 1, "对照样例"),
]


@pytest.mark.parametrize(("text", "line", "said"), SLIPS)
def test_a_slip_is_told_where_it_is(tmp_path: Path, text: str, line: int, said: str) -> None:
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    (problem,) = read_yaml(tmp_path, tmp_path / "x.yaml").problems
    assert problem.line == line, problem
    assert problem.text.startswith("写法不对：")
    assert said in problem.text
    assert not re.search("[a-z]{4}", problem.text)  # nothing of the parser's own English
