"""Whether residents find what answers them in the whole library: `script/test --long questions`.

Asked are the questions of tests/data/search/library.yaml and library-unseen.yaml, which somebody wrote who
knew only what matters there are, before any weight was tuned; `count` of both, picked by the seed. The unseen
half was never looked at while the search was tuned: the claim must hold for it alone as well. Then every
question once more with one in five characters a homophone.
"""

import random
from typing import Any, Final

from kiosk.clock import SystemClock
from kiosk.config import CHECKOUT
from kiosk.content.publish.cli_search import Case, copies, read, summary, tried
from kiosk.content.publish.collect import collect
from kiosk.content.publish.search_records import searchable
from tests.long.proof import Proof
from tests.long.search import homophones, mistyped

SETS: Final = CHECKOUT / "tests" / "data" / "search"
HIT_3, HIT_10, NOISY_3, P95_MS = 0.90, 0.97, 0.85, 20.0
_TOLD: Final = ("questions", "hit@1", "hit@3", "hit@10", "empty", "p95_ms")


def run(count: int, seed: int) -> Proof:
    source = random.Random(seed)
    draft = collect(CHECKOUT / "library")
    of, clock = searchable(draft), SystemClock()
    seen, unseen = read(SETS / "library.yaml"), read(SETS / "library-unseen.yaml")
    every = [*seen, *unseen]
    chosen = every if count >= len(every) else source.sample(every, count)
    alike = homophones()
    noisy = [one.model_copy(update={"ask": mistyped(one.ask, source, alike)}) for one in chosen]
    sets: dict[str, list[Case]] = {"all": chosen, "unseen": [one for one in chosen if one in unseen]}
    found = {name: summary(tried(of, cases, clock)) for name, cases in sets.items() if cases}
    with_noise = summary(tried(of, noisy, clock))
    copied = len(copies(draft, chosen))
    figures: dict[str, object] = {name: _short(one) for name, one in found.items()}
    figures |= {"homophones": _short(with_noise), "how": found["all"]["how"], "copies": copied}
    passed = (
        all(one["hit@3"] >= HIT_3 and one["hit@10"] >= HIT_10 and not one["empty"] for one in found.values())
        and with_noise["hit@3"] >= NOISY_3
        and not with_noise["empty"] + copied
        and max(one["p95_ms"] for one in (*found.values(), with_noise)) <= P95_MS
    )
    return Proof(passed, figures)


def _short(found: dict[str, Any]) -> dict[str, Any]:
    return {name: found[name] for name in _TOLD}
