"""Every complaint argparse has is told in Chinese, and names what was typed."""

import argparse
import re
from typing import NoReturn

import pytest

from kiosk.wire.usage import complaint


class Said(Exception):
    pass


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Said(complaint(message, self.format_usage()))


def parser() -> Parser:
    made = Parser(prog="p")
    made.add_argument("name", choices=("idcard", "printer"))
    either = made.add_mutually_exclusive_group(required=True)
    either.add_argument("--text")
    either.add_argument("--file", nargs="+")
    made.add_argument("--wait", type=float)
    made.add_argument("--port", type=int)
    made.add_argument("--all", action="store_true")
    made.add_argument("--also", action="store_true")
    return made


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("--text a", "缺少 name"),
        ("printer", "要给 --text --file 里的一个"),
        ("printer --text a --bogus", "不认识 --bogus"),
        ("printer --text a --al", "--al 写得不全，可以是 --all, --also"),
        ("printer --text a --file b", "--file 和 --text 只能给一个"),
        ("printer --text", "--text 后面缺少值"),
        ("printer --file", "--file 后面缺少值"),
        ("printer --text a --all=1", "--all 后面不要值 '1'"),
        ("scanner --text a", "name 没有 'scanner'，有 'idcard', 'printer'"),
        ("printer --text a --port x", "--port 要整数，不是 'x'"),
        ("printer --text a --wait x", "--wait 要数字，不是 'x'"),
    ],
)
def test_said_in_chinese_with_the_way_to_write_it(typed: str, said: str) -> None:
    with pytest.raises(Said) as caught:
        parser().parse_args(typed.split())
    told = str(caught.value)
    assert told.startswith(f"{said}（写法：p [-h] ")
    assert "\n" not in told
    assert not re.search(r"argument|required|expected|usage", told)


def test_a_type_of_our_own_speaks_for_itself() -> None:
    assert complaint("argument --port: 端口是整数", "usage: p\n") == "--port：端口是整数（写法：p）"


def test_what_is_not_known_is_kept() -> None:
    assert complaint("something new", "usage: p\n") == "something new（写法：p）"
