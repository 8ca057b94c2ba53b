"""``kiosk-library clips``: the sentences to record, and the recordings."""

import argparse
import re
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from kiosk.cli_output import FAULT, GOOD, USAGE, complain, emit, say
from kiosk.config import CHECKOUT
from kiosk.content.publish import microphone
from kiosk.content.publish.collect import collect
from kiosk.content.publish.studio import Studio, Wanted, by_name, wanted
from kiosk.errors import KioskError
from kiosk.speech.clips import DIALECT, STANDARD
from kiosk.speech.normalise import Sentence, sentences

_NAME: Final = 12  # of a key: enough to name a file


def register(actions: Any, common: argparse.ArgumentParser) -> None:
    """Adds ``clips`` with its own actions to ``kiosk-library``."""
    clips = actions.add_parser("clips", help="朗读用的录音")
    inner = clips.add_subparsers(metavar="动作", required=True)
    shelf = argparse.ArgumentParser(add_help=False)
    shelf.add_argument("--clips", type=Path, default=CHECKOUT / "clips", metavar="DIR", help="录音目录")
    shelf.add_argument("--texts", type=Path, metavar="FILE", help="内容之外还要念的话，一行一句")
    tongue = argparse.ArgumentParser(add_help=False)
    tongue.add_argument("--dialect", default=STANDARD, help=f"方言的名字，不填就是普通话（{STANDARD}）")
    parents = [common, shelf]
    listing = inner.add_parser("list", parents=[*parents, tongue], help="还没有录音的句子")
    listing.set_defaults(handler=_list)
    taking = inner.add_parser("import", parents=[*parents, tongue], help="收进录好的 WAV")
    taking.add_argument(
        "files", type=Path, nargs="+", metavar="WAV", help="文件名是 list 给的编号，或者就是那句话"
    )
    taking.add_argument("--text", help="念的是哪句话；只给一个文件时可用")
    taking.set_defaults(handler=_import)
    recording = inner.add_parser("record", parents=[*parents, tongue], help="对着话筒一句一句录")
    recording.add_argument("--device", default="default", help="话筒在 ALSA 里的名字（arecord -L）")
    recording.set_defaults(handler=_record)
    inner.add_parser("check", parents=parents, help="逐个核对录音").set_defaults(handler=_check)


def _wanted(args: argparse.Namespace) -> dict[str, Wanted]:
    """KioskError E-CFG-02 when the texts are none."""
    more: list[str] = []
    if args.texts is not None:
        try:
            more = args.texts.read_text(encoding="utf-8-sig").splitlines()
        except UnicodeDecodeError:
            raise KioskError("E-CFG-02", f"{args.texts} 不是 UTF-8 的文字") from None
        except OSError as error:
            raise KioskError("E-CFG-02", f"{args.texts} 读不了（{error.strerror}）") from None
    return wanted(collect(args.library), more)


def _dialect(args: argparse.Namespace) -> bool:
    if re.fullmatch(DIALECT, args.dialect):
        return True
    complain("E-CFG-02", f"方言的名字用小写字母：{args.dialect}")
    return False


def _list(args: argparse.Namespace) -> int:
    """``{"dialect", "sentences", "missing": [{"name", "text", "spoken", "where"}…]}``."""
    if not _dialect(args):
        return USAGE
    try:
        of = _wanted(args)
        missing = Studio(args.clips).missing(args.dialect, of)
    except KioskError as error:
        complain(error.code, error.detail)
        return FAULT
    rows = [
        {
            "name": row.sentence.key[:_NAME],
            "text": row.sentence.caption,
            "spoken": row.sentence.spoken,
            "where": row.where,
        }
        for row in missing
    ]
    if args.json:
        emit({"dialect": args.dialect, "sentences": len(of), "missing": rows})
    else:
        for line in rows:
            say(f"{line['name']}.wav  {line['spoken']}")
        say(f"共 {len(of)} 句，还有 {len(rows)} 句没有录音")
    return GOOD


def _record(args: argparse.Namespace) -> int:
    """Asks for one sentence after the other. With ``--json`` at the end ``{"recorded", "left"}``."""
    if not _dialect(args):
        return USAGE
    studio = Studio(args.clips)
    recorded = 0
    try:
        missing = studio.missing(args.dialect, _wanted(args))
        for row in missing:
            answer = _one(studio, args, row.sentence)
            recorded += answer == "kept"
            if answer == "quit":
                break
    except KioskError as error:
        complain(error.code, error.detail)
        return FAULT
    if args.json:
        emit({"recorded": recorded, "left": len(missing) - recorded})
    else:
        say(f"录好 {recorded} 句，还有 {len(missing) - recorded} 句")
    return GOOD


def _one(studio: Studio, args: argparse.Namespace, sentence: Sentence) -> str:
    """``kept``, ``skipped`` or ``quit``; a take that is refused is tried again."""
    while True:
        answer = _ask(f"\n{sentence.spoken}\n回车开始录；s 跳过，q 结束：")
        if answer in ("s", "q"):
            return "skipped" if answer == "s" else "quit"
        with tempfile.TemporaryDirectory() as folder:
            wav = Path(folder) / "take.wav"
            microphone.take(wav, lambda: _ask("正在录，念完按回车："), args.device)
            try:
                clip = studio.add(args.dialect, sentence, wav)
            except KioskError as error:
                sys.stderr.write(f"{error.detail}，再来一次\n")
            else:
                sys.stderr.write(f"录好了，{clip.ms / 1000:.1f} 秒\n")
                return "kept"


def _ask(question: str) -> str:
    """What was typed before Enter; the end of the input is a ``q``. Not on stdout, which may be JSON."""
    sys.stderr.write(question)
    sys.stderr.flush()
    line = sys.stdin.readline()
    return line.strip().lower() if line else "q"


def _import(args: argparse.Namespace) -> int:
    """``{"imported": [{"file", "text", "ms"}…], "refused": [{"file", "why"}…]}``."""
    if not _dialect(args):
        return USAGE
    if args.text is not None and len(args.files) != 1:
        complain("E-CFG-02", "--text 只能配一个文件")
        return USAGE
    try:
        of = _wanted(args)
    except KioskError as error:
        complain(error.code, error.detail)
        return FAULT
    studio = Studio(args.clips)
    done: list[dict[str, object]] = []
    refused: list[dict[str, str]] = []
    for path in args.files:
        try:
            clip = studio.add(args.dialect, _sentence(args.text, of, path), path)
        except KioskError as error:
            refused.append({"file": str(path), "why": error.detail})
            complain(error.code, error.detail)
        else:
            done.append({"file": str(path), "text": clip.text, "ms": clip.ms})
            if not args.json:
                say(f"{path.name}：{clip.text}（{clip.ms / 1000:.1f} 秒）")
    if args.json:
        emit({"imported": done, "refused": refused})
    return FAULT if refused else GOOD


def _sentence(text: str | None, of: dict[str, Wanted], path: Path) -> Sentence:
    if text is not None:
        found = sentences(text)
        if len(found) == 1:
            return found[0]
        raise KioskError("E-SPK-03", f"{path.name}：一个文件要正好一句话，这里有 {len(found)} 句")
    named = by_name(of, path.stem)
    if named is None:
        raise KioskError("E-SPK-03", f"{path.name}：没有哪句话是这个编号或这几个字，用 clips list 看")
    return named


def _check(args: argparse.Namespace) -> int:
    """``{"clips", "faults": [{"dialect", "text", "why"}…]}``."""
    studio = Studio(args.clips)
    try:
        count = sum(len(table) for table in studio.index().clips.values())
        faults = studio.check(_wanted(args))
    except KioskError as error:
        complain(error.code, error.detail)
        return FAULT
    if args.json:
        rows = [{"dialect": row.dialect, "text": row.text, "why": row.why} for row in faults]
        emit({"clips": count, "faults": rows})
    elif not faults:
        say(f"{count} 段录音，没有问题")
    for row in faults:
        complain("E-SPK-03", f"{row.dialect}「{row.text}」：{row.why}")
    return FAULT if faults else GOOD
