"""``kiosk content``: which release is active, and whether every byte of those installed is right."""

import argparse
from typing import Any

from kiosk.cli_output import FAULT, GOOD, complain, emit, say, table
from kiosk.config import Config
from kiosk.content import library
from kiosk.content.models import release_path
from kiosk.domain.release import ReleaseState, state_of
from kiosk.errors import KioskError


def register(commands: Any) -> None:
    content = commands.add_parser("content", help="内容版本")
    actions = content.add_subparsers(metavar="动作", required=True)
    actions.add_parser("status", help="正在用的版本").set_defaults(handler=status)
    actions.add_parser("verify", help="逐个核对装着的版本").set_defaults(handler=verify)


def status(args: argparse.Namespace, config: Config) -> int:
    """``{"release", "version", "published_at", "guides", "source"}``; release 0 when there is none."""
    try:
        opened = library.open_content(config.content_path, config.factory_content_path)
    except KioskError as error:
        if args.json:
            emit({"release": 0, "version": "", "published_at": "", "guides": 0, "source": ""})
        complain(error.code, error.detail)
        return FAULT
    info = opened.library.info
    own = opened.active.is_relative_to(config.content_path)
    row = {
        "release": info.release,
        "version": info.version,
        "published_at": info.published_at,
        "guides": info.guides,
        "source": "installed" if own else "factory",
    }
    if args.json:
        emit(row)
    else:
        say(f"版本 {info.release}（{info.version}），{info.published_at} 发布，{info.guides} 篇指南")
    for finding in opened.findings:
        complain(finding.code, finding.text)
    return FAULT if opened.findings else GOOD


def verify(args: argparse.Namespace, config: Config) -> int:
    """``{"releases": [{"release", "state", "active", "ok", "problem"}…]}``, newest first.

    Of what came with the program, when nothing newer was ever installed.
    """
    content, factory = config.content_path, config.factory_content_path
    if not library.installed(content):
        content = factory
    active = library.current(content)
    rows: list[dict[str, object]] = []
    numbers = library.installed(content)
    pointed_at = next((number for number in numbers if release_path(content, number) == active), 0)
    for number in sorted(numbers, reverse=True):
        release = release_path(content, number)
        problem = ""
        try:
            library.read_release(content, release)
        except library.BadReleaseError as error:
            problem = str(error)
        state = state_of(number, pointed_at, not problem)
        rows.append(
            {
                "release": number,
                "state": state.value,
                "active": release == active,
                "ok": state is not ReleaseState.ROLLED_BACK,
                "problem": problem,
            }
        )
    if args.json:
        emit({"releases": rows})
    elif rows:
        for line in table(
            [[_mark(row), f"版本 {row['release']}", str(row["problem"] or "好")] for row in rows]
        ):
            say(line)
    if not rows:
        complain(library.NOTHING, f"{content}：没有内容版本")
    return GOOD if rows and all(row["ok"] for row in rows) else FAULT


def _mark(row: dict[str, object]) -> str:
    return "→" if row["active"] else " "
