"""Every calculator by its name, in the order they are offered; the one door for command and screen. Pure."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, localcontext
from types import MappingProxyType
from typing import Final

from kiosk.calculators import (
    contract,
    court,
    deadlines,
    family,
    injury,
    injury_total,
    labour,
    legal_aid,
    lending,
    wages,
    work_injury,
)
from kiosk.calculators.fields import InputError, read
from kiosk.calculators.model import Calculator, Facts, answer
from kiosk.calculators.result import Result

_DIGITS: Final = 60  # so many that no intermediate division is ever rounded into the answer

# Each branch of law with what it is about to a resident (``domain/sums.py: TOPICS``).
_BRANCHES: Final = (
    (court, "court"),
    (labour, "work"),
    (wages, "work"),
    (work_injury, "hurt"),
    (injury, "hurt"),
    (injury_total, "hurt"),
    (lending, "money"),
    (family, "money"),
    (contract, "money"),
    (legal_aid, "limits"),
    (deadlines, "limits"),
)
CALCULATORS: Final[Mapping[str, Calculator]] = MappingProxyType(
    {calculator.name: calculator for branch, _ in _BRANCHES for calculator in branch.CALCULATORS}
)
TOPICS: Final[Mapping[str, str]] = MappingProxyType(
    {calculator.name: topic for branch, topic in _BRANCHES for calculator in branch.CALCULATORS}
)


def calculate(name: str, given: Mapping[str, object], facts: Facts) -> Result:
    """The result of the calculator ``name``. ``given``: JSON values by field key.

    Raises InputError, naming the field; ``name`` when there is no such calculator.
    """
    calculator = CALCULATORS.get(name)
    if calculator is None:
        raise InputError("name", f"没有“{name[:40]}”这个计算器，kiosk calc --list 看有哪些")
    with localcontext() as context:
        context.prec = _DIGITS
        context.rounding = ROUND_HALF_UP
        return answer(calculator, read(calculator.fields, given), facts)
