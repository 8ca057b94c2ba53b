"""``kiosk calc``: one JSON document whatever was typed; for bad input exit 2 and the field's name."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.calculators.registry import CALCULATORS
from kiosk.cli import main
from kiosk.config import CHECKOUT
from kiosk.content.publish.build import build
from tests.support import editor_library as sample
from tests.support.clock import ManualClock
from tests.support.logs import logging_restored


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small library with the figures of our own."""
    ours = CHECKOUT / "library"
    names = [f"parameters/{path.name}" for path in (ours / "parameters").glob("*.yaml")]
    files: dict[str, str | None] = {
        name: (ours / name).read_text(encoding="utf-8") for name in (*names, "calendar.yaml")
    }
    place = tmp_path_factory.mktemp("content")
    build(sample.write(tmp_path_factory.mktemp("library"), files), place, ManualClock())
    return place


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    with logging_restored():
        yield


def run(capsys: pytest.CaptureFixture[str], *argv: str, content: Path | None = None) -> tuple[int, Any, str]:
    """Exit status, the document on stdout, what stands on stderr."""
    options = ["--set", "state_dir=state"]
    options += [] if content is None else ["--set", f"content.dir={content}"]
    status = main([*options, "calc", *argv])
    out = capsys.readouterr()
    return status, json.loads(out.out), out.err


def test_the_names_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    status, names, _ = run(capsys, "--list")
    assert (status, names) == (0, list(CALCULATORS))


def test_one_calculation(capsys: pytest.CaptureFixture[str], content: Path) -> None:
    status, document, errors = run(capsys, "court-labour", "--json", "{}", content=content)
    assert (status, document["amount"], errors) == (0, "10.00", "")
    assert list(document) == ["amount", "steps", "articles", "articles_of", "parameters", "warnings", "note"]


@pytest.mark.parametrize(
    ("name", "given", "key", "expected"),
    [
        ("deadline", {"kind": "行政复议", "from": "2024-07-01"}, "date", "2024-08-30"),
        ("legal-aid-check", {"matter": "wages", "group": "migrant"}, "outcome", "免予核查"),
        (
            "injury-total",
            {"medical": 25000, "disability": 220000, "property": 3500, "fault_share": 0.7},
            "amount",
            "233950.00",
        ),
        (
            "loan-interest",
            {"principal": 100000, "annual_rate": 0.10, "start": "2023-01-01", "end": "2024-01-01"},
            "amount",
            "10000.00",
        ),
    ],
)
def test_figures_come_from_the_active_content(
    capsys: pytest.CaptureFixture[str],
    content: Path,
    name: str,
    given: dict[str, object],
    key: str,
    expected: str,
) -> None:
    status, document, _ = run(capsys, name, "--json", json.dumps(given), content=content)
    assert (status, document[key]) == (0, expected)
    if name != "legal-aid-check":
        assert document["parameters"]


BAD = [
    (("court-property", "--json", '{"claim": -1}'), "claim"),
    (("court-property", "--json", '{"claim": NaN}'), "claim"),
    (("court-property", "--json", '{"claim": 1e99999999999999999999}'), "claim"),
    (("court-property", "--json", f'{{"claim": {"9" * 5000}}}'), "claim"),
    (("court-property", "--json", '{"claim": 1, "claim": 2}'), "claim"),
    (("court-property", "--json", '{"\\ud800": 1}'), "?"),
    (("court-property", "--json", '{"claim": "\\ud800"}'), "claim"),
    (("court-property", "--json", '{"claim": -0.01}'), "claim"),
    (("court-property", "--json", '{"claim": "一百万"}'), "claim"),
    (("court-property", "--json", '{"claim": 1.00001}'), "claim"),
    (("court-property", "--json", '{"claim": null}'), "claim"),
    (("court-property", "--json", "[1]"), "json"),
    (("court-property", "--json", "{"), "json"),
    (("court-property", "--json", "[" * 100_000), "json"),
    (("court-property",), "json"),
    (("nothing", "--json", "{}"), "name"),
    (("nothing", "--list"), "name"),
    ((), "name"),
    (("funeral", "--json", '{"region": "别处"}'), "local_average"),
    (("funeral", "--json", '{"date": "2031-01-01"}'), "local_average"),
    (("funeral", "--json", '{"date": "2025-02-30"}'), "date"),
    (("double-wage", "--json", '{"start": "2024-05-01", "end": "2024-04-30", "wage": 1}'), "end"),
    (("work-injury", "--json", '{"grade": 8, "wage": 1, "region": "别处", "local_average": 1}'), "region"),
]


@pytest.mark.parametrize(("argv", "field"), BAD)
def test_bad_input_is_exit_2_and_names_the_field(
    capsys: pytest.CaptureFixture[str], content: Path, argv: tuple[str, ...], field: str
) -> None:
    status, document, errors = run(capsys, *argv, content=content)
    assert (status, list(document), document["error"]["field"]) == (2, ["error"], field)
    assert document["error"]["message"]
    assert errors.startswith("E-CFG-02 ")
    assert len(errors.splitlines()) == 1


def test_numbers_are_taken_as_written(capsys: pytest.CaptureFixture[str], content: Path) -> None:
    given = '{"principal": 3e2, "annual_rate": 0.1, "start": "2023-01-01", "end": "2024-01-01"}'
    _, document, _ = run(capsys, "loan-interest", "--json", given, content=content)
    assert document["amount"] == "30.00"


def test_without_content_what_needs_none_is_still_reckoned(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.config.Config.factory_content_path", Path("nowhere").absolute())
    status, document, errors = run(capsys, "court-labour", "--json", "{}")
    assert (status, document["amount"]) == (0, "10.00")
    assert errors.startswith("E-CNT-01 ")
    status, document, _ = run(capsys, "funeral", "--json", "{}")
    assert (status, document["error"]["field"]) == (2, "local_average")


@pytest.mark.parametrize("name", list(CALCULATORS))
def test_what_it_asks_can_be_looked_up(capsys: pytest.CaptureFixture[str], name: str) -> None:
    status, document, _ = run(capsys, name, "--list")
    assert status == 0
    assert [one["key"] for one in document["fields"]] == [one.key for one in CALCULATORS[name].fields]
