"""What travels between threads and what a screen is shown cannot be changed by whoever holds it."""

import dataclasses
import importlib
import inspect
import pkgutil

import pytest

import kiosk.domain

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
    blank: object = object.__new__(kind)
    for name in ("anything", *(field.name for field in dataclasses.fields(kind))):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(blank, name, None)
    assert not hasattr(blank, "__dict__")
