"""Makes config/kiosk.example.toml from the schema.

``python -m kiosk.config_example > config/kiosk.example.toml`` after each change of kiosk/config.py.
"""

import json
import sys
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from kiosk.config_schema import Key, Section, sections

_HEAD: Final = """\
# 公共法律服务终端的配置样例。由程序从配置的定义生成（python -m kiosk.config_example），不要手改。
# 写着的都是默认值：不改的行可以不抄。运行 kiosk doctor 检查。
"""


def example_toml() -> str:
    """The whole file as text: every key with its default, bounds and description."""
    return _HEAD + "".join(_section(section) for section in sections() if section.keys or section.path)


def _section(section: Section) -> str:
    lines = [""]
    if section.description:
        lines += [f"# {line.strip()}" for line in section.description.splitlines() if line.strip()]
    if section.path:
        lines.append(f"[{section.path}]")
    for key in section.keys:
        lines += _key(key)
    return "\n".join(lines) + "\n"


def _key(key: Key) -> list[str]:
    name = key.path.rpartition(".")[2]
    limits = f"{key.kind}，{key.bound}" if key.bound else key.kind
    comment = f"# {key.description}（{limits}）"
    if key.default is None:
        return [comment, f"# {name} ="]
    return [comment, f"{name} = {toml_value(key.default)}"]


def toml_value(value: object) -> str:
    """``value`` as TOML. JSON's strings, numbers and arrays are TOML's too."""
    if isinstance(value, BaseModel):
        return toml_value(value.model_dump(exclude_none=True))
    if isinstance(value, dict):
        inner = ", ".join(f"{toml_value(str(name))} = {toml_value(item)}" for name, item in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(toml_value(item) for item in value) + "]"
    text = json.dumps(str(value) if isinstance(value, Path) else value, ensure_ascii=False)
    return text.replace("\x7f", "\\u007f")  # the one control character JSON leaves as it is


if __name__ == "__main__":
    sys.stdout.write(example_toml())
