"""Fuzzes every decoder of bytes from outside: ``script/test --long fuzz``."""

import io
import traceback
from contextlib import redirect_stdout

import hypothesis
from hypothesis import HealthCheck, Phase, given

from tests.long.proof import Proof
from tests.support.decoders import DECODERS, DecoderCase, streams


def run(count: int, seed: int) -> Proof:
    """``count`` streams for each decoder. ``figures``: streams tried by decoder, and what broke it."""
    tried: dict[str, object] = {}
    broken: dict[str, str] = {}
    for case in DECODERS:
        tried[case.name], failure = _fuzz(case, count, seed)
        if failure:
            broken[case.name] = failure
    return Proof(not broken, {"streams": tried, "broken": broken})


def _fuzz(case: DecoderCase, count: int, seed: int) -> tuple[int, str]:
    tried = 0

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    @given(pieces=streams(case))
    def attempt(pieces: list[bytes]) -> None:
        nonlocal tried
        tried += 1
        case.check(pieces)

    try:
        with redirect_stdout(io.StringIO()):  # the proof prints one line of JSON and nothing else
            attempt()
    except Exception:
        return tried, traceback.format_exc()[-2000:]
    return tried, ""
