"""What the hub looks up elsewhere for whoever stands at a terminal: inside the seals of the mailbox.

Nothing of it is kept on either side. Protocol: docs/protocol/hub.md, Mailbox.
"""

from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from kiosk.wire.models import Wire

MOST_ROWS: Final = 8
MOST_CONNECTORS: Final = 50
MOST_LINES: Final = 8
LONGEST_TEXT: Final = 60
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
Line = Annotated[str, StringConstraints(max_length=120)]


class LookupQuestion(Wire):
    """``text``: what is looked for, by the connector of that name. Both empty: which connectors are there?

    ``reply_to``: public key (X25519) for the answer.
    """

    v: Literal[1] = 1
    kind: Literal["lookup"] = "lookup"
    id: str
    terminal_id: str
    reply_to: str = Field(max_length=64)
    connector: Name | Literal[""] = ""
    text: str = Field(default="", max_length=LONGEST_TEXT, repr=False)


class LookupRow(Wire):
    """One that was found: what it is called, and what is known of it, a line each."""

    title: Line = Field(repr=False)
    lines: list[Line] = Field(default_factory=list, max_length=MOST_LINES, repr=False)


class LookupAnswer(Wire):
    """``result``: ``connectors`` (those there are), ``found``, ``more`` (found, and more than fit),
    ``unknown`` (looked for, not found), ``away`` (who keeps it did not answer, or there is no such
    connector), ``limited``. ``source``: who keeps it; ``as_of``: of which day, ISO.
    """

    v: Literal[1] = 1
    result: Literal["connectors", "found", "more", "unknown", "away", "limited"]
    connectors: list[Name] = Field(default_factory=list, max_length=MOST_CONNECTORS)
    rows: list[LookupRow] = Field(default_factory=list, max_length=MOST_ROWS, repr=False)
    source: Line = ""
    as_of: str = Field(default="", max_length=10)
