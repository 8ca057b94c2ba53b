"""One question in a line of JSON, one answer in a line of JSON. Pure; docs/protocol/control.md."""

import json
from collections.abc import Mapping
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

SOCKET: Final = "ui-control.sock"
LONGEST_QUESTION: Final = 4096
LONGEST_ANSWER: Final = 256 * 1024


class Question(BaseModel):
    """``{"verb": "test", "args": {"name": "printer"}}``."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    verb: str = Field(pattern=r"^[a-z][a-z_]{0,31}$")
    args: dict[str, str] = Field(default_factory=dict, max_length=8)


class Answer(BaseModel):
    """``{"ok": true, "answer": {…}}``, or what was wrong: ``{"ok": false, "code": "E-…", "error": "…"}``."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    ok: bool
    answer: dict[str, object] = Field(default_factory=dict)
    code: str = ""
    error: str = ""


def write_question(verb: str, args: Mapping[str, str]) -> bytes:
    return Question(verb=verb, args=dict(args)).model_dump_json().encode()


def read_question(line: bytes) -> Question:
    """Raises ValueError with one sentence that repeats nothing of what was sent."""
    if len(line) > LONGEST_QUESTION:
        raise ValueError("the question is too long")
    try:
        return Question.model_validate_json(line)
    except ValidationError:
        raise ValueError('a question is {"verb": name, "args": {name: text}}') from None


def write_answer(answer: Mapping[str, object]) -> bytes:
    """Raises ValueError when it is too long to be sent."""
    line = _dumped({"ok": True, "answer": dict(answer)})
    if len(line) >= LONGEST_ANSWER:
        raise ValueError("the answer is too long")
    return line


def write_refusal(code: str, error: str) -> bytes:
    return _dumped({"ok": False, "code": code, "error": error})


def read_answer(line: bytes) -> Answer:
    """Raises ValueError."""
    try:
        return Answer.model_validate_json(line)
    except ValidationError:
        raise ValueError("not an answer") from None


def _dumped(document: Mapping[str, object]) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()
