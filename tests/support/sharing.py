"""How the workers of one run share the files of tests, so that all end at nearly the same time.

The first begins with the dear ones, which start programs and open windows and wait for them; the others with
those of many small tests, which only compute: so a core is seldom idle. They meet in the middle.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Final

import pytest
from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

# The dearest first. What is left when the others come to these is small.
DEAR: Final = ("tests/system/", "tests/long/", "tests/bench/", "tests/screens/")


def _file(nodeid: str) -> str:
    return nodeid.partition("::")[0]


def dear_first(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Dear files by ``DEAR`` and then by fewer and fewer tests; the others by more and more.

    Within a file, and among files that are alike, the order stays as it is: chance's.
    """
    counts = Counter(_file(item.nodeid) for item in items)

    def rank(item: pytest.Item) -> tuple[int, int]:
        file = _file(item.nodeid)
        room = next((number for number, name in enumerate(DEAR) if file.startswith(name)), len(DEAR))
        return room, counts[file] if room == len(DEAR) else -counts[file]

    return sorted(items, key=rank)


class FromBothEnds(LoadFileScheduling):
    """The first worker takes the first file that nobody has, each other worker the last."""

    def _assign_work_unit(self, node: WorkerController) -> None:
        if node is not self.nodes[0]:
            self.workqueue.move_to_end(next(reversed(self.workqueue)), last=False)
        super()._assign_work_unit(node)
