"""Says in an editor's words, and on the line where he has to look, why a file is no YAML.

From what PyYAML 6 says: its scanner.py, parser.py, composer.py, constructor.py and reader.py.
"""

from collections.abc import Sequence
from typing import Final

from yaml import MarkedYAMLError
from yaml.reader import ReaderError

# Where one of these begins is the slip; PyYAML notices it further down.
_BEGUN: Final = (
    "while scanning a simple key",
    "while scanning a quoted scalar",
    "while scanning a double-quoted scalar",
)
_WIDE_SPACES: Final = "\u3000\u00a0"
_COMMA: Final = "括号没有配对，或者几样之间少了英文的逗号；这一行和上一行都看看"
_QUOTED: Final = "星号、&、! 这些符号开头的句子，整句要加引号"
# A part of what PyYAML says → what an editor is told. The first that fits counts.
_SAID: Final = (
    ("could not find expected ':'", "名字后面要写英文的冒号，再空一格"),
    ("mapping values are not allowed", "前面的空格和上下行对不齐；或者句子里有英文的冒号，那样整句要加引号"),
    ("found character '\\t'", "用了 Tab 键，请换成空格"),
    ("cannot start any token", "这个符号开头的句子，整句要加引号"),
    ("expected ',' or", _COMMA),
    ("invalid indentation or unclosed", _COMMA),
    ("expected <block end>", "前面的空格和上下行对不齐，或者引号后面还有字；上面引号没配对也会这样"),
    ("sequence entries are not allowed", "“-”要另起一行"),
    ("expected the node content", "这里少了内容，或者多了标点"),
    ("unexpected end of stream", "引号没有配对"),
    ("escape", "双引号里不要写 \\，请改用单引号"),
    ("alias", _QUOTED),
    ("alphabetic or numeric", _QUOTED),
    ("constructor", _QUOTED),
    ("tag", _QUOTED),
    ("URI", _QUOTED),
    ("another document", "文件中间不要写 ---"),
    ("special characters are not allowed", "有看不见的字符，请删掉重打"),
)
_OTHER: Final = "对照样例，看这一行和上一行的标点、前面的空格"


def explained(error: Exception, text: str) -> tuple[int, str]:
    """The line of ``text``, from 0, and one Chinese sentence. ``error``: YAMLError, ValueError or
    RecursionError.
    """
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or ""
    sentence = next((words for part, words in _SAID if part in said), _OTHER)
    if isinstance(error, ReaderError):
        return text.count("\n", 0, error.position), sentence
    if not isinstance(error, MarkedYAMLError):
        return 0, sentence
    mark = error.context_mark if error.context in _BEGUN else error.problem_mark
    at = mark.line if mark is not None else 0
    return _typed_wide(text.splitlines(), at) or (at, sentence)


def _typed_wide(lines: Sequence[str], at: int) -> tuple[int, str] | None:
    """A slip of the Chinese keyboard on the line or just above it: it explains the rest."""
    for number in range(at, max(at - 3, -1), -1):
        line = lines[number] if number < len(lines) else ""
        if any(sign in line[: len(line) - len(line.lstrip())] for sign in _WIDE_SPACES):
            return number, "前面用了全角空格，请换成英文的空格"
        if line.lstrip().startswith("＃"):
            return number, "＃ 要换成英文的 #"
    return None
