"""``kiosk-library paper``: a paper of ``documents/`` as PDF, as a resident would take it home."""

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from kiosk.cli_output import FAULT, GOOD, USAGE, complain, emit, say
from kiosk.clock import SystemClock
from kiosk.content.disk import write_durable
from kiosk.content.publish.collect import collect
from kiosk.content.publish.draft import Draft
from kiosk.content.publish.kinds.kind import released
from kiosk.content.publish.kinds.services import EditorDocument
from kiosk.documents.fill import filled
from kiosk.documents.maker import Maker, PaperError
from kiosk.domain.instants import CHINA
from kiosk.domain.library_services import DocumentTemplate

BAD: Final = "E-CFG-02"
WRONG: Final = "E-CNT-03"
_ANSWERS: Final = TypeAdapter(dict[str, str])


def register(actions: Any, common: argparse.ArgumentParser) -> None:
    """Adds ``paper`` to ``kiosk-library``."""
    paper = actions.add_parser("paper", parents=[common], help="把一份文书写成 PDF 看看")
    paper.add_argument("id", metavar="文书", help="documents/ 里的名字")
    paper.add_argument("--answers", type=Path, metavar="FILE", help="填好的各项，JSON；不给就是空白的")
    paper.add_argument("--out", type=Path, required=True, metavar="FILE", help="PDF 写到哪里")
    paper.set_defaults(handler=_paper)


def _paper(args: argparse.Namespace) -> int:
    """``{"document", "bytes"}``. Only made-up answers belong here: what is written stays on the disk."""
    draft = collect(args.library)
    template = _template(draft, args.id)
    if template is None:
        complain(WRONG, f"没有文书 {args.id}，或者它写得不对（kiosk-library check）")
        return FAULT
    try:
        answers = _ANSWERS.validate_json(args.answers.read_bytes()) if args.answers else {}
    except ValidationError:
        complain(BAD, f"{args.answers.name} 要写成 {json.dumps({'name': '…'}, ensure_ascii=False)}")
        return USAGE
    offices = {row.value.id: row.value.build() for row in draft.offices}
    try:
        with Maker(args.fonts).pdf(filled(template, answers, _today(), offices)) as made:
            write_durable(args.out, bytes(made.data))
            size = len(made.data)
    except PaperError as error:
        complain(WRONG, "字太多，纸上放不下" if error.too_long else f"没有写成：{error}")
        return FAULT
    if args.json:
        emit({"document": args.id, "bytes": size})
    else:
        say(f"{args.out}：{template.title}，{size / 1000:.0f} KB")
    return GOOD


def _template(draft: Draft, name: str) -> DocumentTemplate | None:
    for row in draft.of(EditorDocument):
        if row.value.id == name:
            made = released("document", row.value, draft.law_names)
            return made if isinstance(made, DocumentTemplate) else None
    return None


def _today() -> date:
    return SystemClock().now().astimezone(CHINA).date()
