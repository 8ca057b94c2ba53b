"""One county for tests: a hub's keys, an enrolled terminal's keys, and what passes between them."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from nacl.public import PrivateKey
from nacl.signing import SigningKey

from kiosk.domain.work_order import Submission
from kiosk.store.identity import save_device_keys, save_enrolled, save_link_keys
from kiosk.wire.envelope import Sealer, check, envelope_sha256, open_body, read_header
from kiosk.wire.ids import uuid7
from kiosk.wire.models import Enrolled, EvaluationBody, OrderBody, Receipt, Refusal, Wire
from kiosk.wire.signing import Tag, encode, key_id
from kiosk.wire.words import hub_keys, say
from tests.support.clock import START

HUB_ID = "hub-test"
TERMINAL_ID = "0193b0c5-0000-7000-8000-000000000001"
RECEIVED = "2026-03-02T01:00:00.000+00:00"


@dataclass(frozen=True)
class County:
    """Hub and terminal in one hand. ``hub_url`` and ``ca_pem`` go into the terminal's identity."""

    hub_url: str = "http://127.0.0.1:9"
    hub_id: str = HUB_ID
    number_from: int = 1
    ca_pem: str = ""
    sign: SigningKey = field(default_factory=SigningKey.generate)
    seal: PrivateKey = field(default_factory=PrivateKey.generate)
    device: SigningKey = field(default_factory=SigningKey.generate)
    link: SigningKey = field(default_factory=SigningKey.generate)

    @property
    def enrolled(self) -> Enrolled:
        return Enrolled(
            terminal_id=TERMINAL_ID,
            terminal_code="SS3",
            number_from=self.number_from,
            device_key_id=key_id(bytes(self.device.verify_key)),
            link_key_id=key_id(bytes(self.link.verify_key)),
            hub_id=self.hub_id,
            hub_url=self.hub_url,
            receipt_keys=[encode(bytes(self.sign.verify_key))],
            seal_key=encode(bytes(self.seal.public_key)),
            ca_pem=self.ca_pem,
            trust_version=1,
            enrolled_at="2026-03-02T01:00:00.000+00:00",
        )

    @property
    def keys(self) -> dict[str, bytes]:
        return hub_keys(*self.enrolled.receipt_keys)

    def sealer(self) -> Sealer:
        return Sealer(self.enrolled, self.device)

    def install(self, state_dir: Path) -> None:
        """As an enrolment leaves it on disk."""
        save_enrolled(state_dir, self.enrolled)
        save_device_keys(state_dir, [self.device])
        save_link_keys(state_dir, [self.link])

    def open(self, envelope: bytes) -> OrderBody:
        """What the hub finds in an order's envelope, the signature checked."""
        parsed, header = read_header(envelope)
        sealed = check(parsed, header, bytes(self.device.verify_key))
        return OrderBody.model_validate_json(open_body(sealed, self.seal))

    def open_evaluation(self, envelope: bytes) -> EvaluationBody:
        """As ``open``, for an evaluation."""
        parsed, header = read_header(envelope)
        sealed = check(parsed, header, bytes(self.device.verify_key))
        return EvaluationBody.model_validate_json(open_body(sealed, self.seal))

    def receipt(self, envelope: bytes, **changes: object) -> bytes:
        """The hub's signed receipt for ``envelope``; ``changes`` make it about something else."""
        about = {**self._about(envelope), "hub_seq": 1, "received_at": RECEIVED, **changes}
        word = Receipt.model_validate(about)
        return self.word(Tag.RECEIPT, word)

    def refusal(self, envelope: bytes, reason: str, delay_s: int, **changes: object) -> bytes:
        about = {**self._about(envelope), "reason": reason, "delay_s": delay_s, **changes}
        word = Refusal.model_validate(about)
        return self.word(Tag.REFUSAL, word)

    def word(self, tag: Tag, word: Wire) -> bytes:
        return say(tag, word, self.sign).model_dump_json().encode()

    def _about(self, envelope: bytes) -> dict[str, object]:
        _, header = read_header(envelope)
        return {
            "hub_id": self.hub_id,
            "terminal_id": header.terminal_id,
            "oid": header.oid,
            "envelope_sha256": envelope_sha256(envelope),
        }


def new_id() -> str:
    return uuid7(START, os.urandom)


def submission(order_id: str = "", **fields: str) -> Submission:
    return Submission(
        order_id=order_id or new_id(),
        item_id="consultation",
        fields=fields or {"request": "老板三个月没发工资"},
        site="嵊泗中心渔港码头",
        content_release=7,
        consent_version="2026-01",
        consent_at="2026-03-02T09:00:00+08:00",
        identity_source="card",
    )
