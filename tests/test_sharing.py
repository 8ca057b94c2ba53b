"""The workers of a run share the files of tests so that none is left with a long one alone."""

from types import SimpleNamespace
from typing import Any, Final

import pytest

from kiosk.config import CHECKOUT
from tests.support.sharing import DEAR, FromBothEnds, dear_first

COUNTS: Final = {
    "tests/wire/test_many.py": 3,
    "tests/screens/test_few.py": 1,
    "tests/store/test_one.py": 1,
    "tests/system/test_some.py": 2,
    "tests/screens/test_more.py": 2,
}
ORDER: Final = [
    "tests/system/test_some.py",
    "tests/screens/test_more.py",
    "tests/screens/test_few.py",
    "tests/store/test_one.py",
    "tests/wire/test_many.py",
]


def ids(files: dict[str, int]) -> list[str]:
    return [f"{file}::test_{number}" for file, count in files.items() for number in range(count)]


class Worker:
    """Does at once what it is told, and says nothing of it."""

    shutting_down = False

    def __init__(self, name: str, collection: list[str]) -> None:
        self.gateway = SimpleNamespace(id=name)
        self.collection = collection
        self.files: list[str] = []

    def send_runtest_some(self, indexes: list[int]) -> None:
        (file,) = {self.collection[index].partition("::")[0] for index in indexes}
        self.files.append(file)

    def shutdown(self) -> None:
        self.shutting_down = True


def test_the_dear_come_first_and_of_the_others_those_of_few_tests() -> None:
    items: Any = [SimpleNamespace(nodeid=nodeid) for nodeid in ids(COUNTS)]
    assert [item.nodeid for item in dear_first(items)] == ids({file: COUNTS[file] for file in ORDER})


def test_two_workers_begin_at_the_two_ends_and_meet() -> None:
    collection = ids({file: COUNTS[file] for file in ORDER})
    config: Any = SimpleNamespace(
        getvalue=lambda name: {"tx": ["2*popen"]}[name], option=SimpleNamespace(loadscopereorder=False)
    )
    sharing = FromBothEnds(config)
    workers: list[Any] = [Worker(name, collection) for name in ("gw0", "gw1")]
    for worker in workers:
        sharing.add_node(worker)
        sharing.add_node_collection(worker, collection)
    sharing.schedule()
    first, second = workers
    assert (first.files[0], second.files[0]) == (ORDER[0], ORDER[-1])
    for index, nodeid in enumerate(collection):
        for worker in workers:
            if nodeid.partition("::")[0] in worker.files:
                sharing.mark_test_complete(worker, index)
    assert sorted(first.files + second.files) == sorted(ORDER)
    assert not sharing.has_pending


@pytest.mark.parametrize("room", DEAR)
def test_what_is_called_dear_is_there(room: str) -> None:
    assert list((CHECKOUT / room).glob("test_*.py"))
