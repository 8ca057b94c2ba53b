"""What travels between threads and what a screen is shown cannot be changed by whoever holds it."""

import dataclasses
import importlib
import inspect
import pkgutil

import pytest

import kiosk.domain
from kiosk.domain.forms import Draft

MODULES = [
    importlib.import_module(f"kiosk.domain.{found.name}")
    for found in pkgutil.iter_modules(kiosk.domain.__path__)
]
CLASSES = [
    kind
    for module in MODULES
    for _, kind in inspect.getmembers(module, dataclasses.is_dataclass)
    if inspect.isclass(kind) and kind.__module__ == module.__name__
]


def test_they_were_found() -> None:
    assert len(MODULES) > 12
    assert len(CLASSES) > 60


@pytest.mark.parametrize(
    "kind", CLASSES, ids=lambda kind: f"{kind.__module__.split('.')[-1]}.{kind.__name__}"
)
def test_every_dataclass_of_the_domain_is_frozen_and_has_slots(kind: type) -> None:
    assert vars(kind)["__dataclass_params__"].frozen
    assert not hasattr(object.__new__(kind), "__dict__")


def test_frozen_means_that_a_draft_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Draft("consultation", "order-1").order_id = "order-2"  # type: ignore[misc]
