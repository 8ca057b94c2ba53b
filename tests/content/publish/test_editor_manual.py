"""The first chapter of docs/editor-manual.zh-CN.md, done as it says, with nothing but what it says: the files
it prints, the commands it prints, the answers it prints. What it adds is then used as a terminal would.
"""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pypdfium2
import pytest
import yaml

from kiosk.calculators.model import Facts
from kiosk.calculators.registry import calculate
from kiosk.content.library import open_content
from kiosk.content.parameters import read_book
from kiosk.content.search import open_search
from kiosk.documents.fill import filled
from kiosk.domain import bundle, forms, scenario_matter
from kiosk.domain.forms import Consent, Draft, PageKind
from kiosk.domain.library import Library, ServiceItem
from kiosk.domain.library_services import Bundle, DocumentTemplate
from kiosk.domain.scenario_matter import Asking, AtStop, Told
from tests.support import manual
from tests.support.manual import Change, Run, Write
from tests.support.manual_work import CHAPTER, ROOT, Done, done_in

ON: Final = date(2026, 11, 23)
# The whole chapter is worked through before the first test: some twenty commands, on whatever machine.
pytestmark = [pytest.mark.timeout(600), pytest.mark.untraced]
ITEM, PAPER, DISPUTE, MATTER = "boat-berth", "berth-statement", "berth-dispute", "berth-matter"


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    return done_in(tmp_path_factory.mktemp("checkout"))


@pytest.fixture(scope="module")
def shown(done: Done) -> Library:
    opened = open_content(done.at / "var" / "content")
    assert opened.findings == ()
    return opened.library


@pytest.fixture
def item(shown: Library) -> ServiceItem:
    found = shown.item(ITEM)
    assert found is not None
    assert found.sample
    return found


# ---- the manual ----------------------------------------------------------------------------------


def test_it_answers_what_the_manual_prints(done: Done) -> None:
    assert len(done.said) >= 9
    wrong = [(run.commands, run.answer, said) for run, said in done.said if not manual.fits(run.answer, said)]
    assert wrong == []


def test_a_manual_that_says_something_else_is_seen() -> None:
    assert manual.fits("〈数〉 篇，见 〈……〉。\n", "16 篇，见 a.b 和 c。\n")
    for printed in ("篇，见 a。\n", "16 篇，见 a。\n多一行\n", "16 篇，见 a。", "16 篇。见 a。\n"):
        assert not manual.fits("〈数〉 篇，见 〈……〉。\n", printed)
    with pytest.raises(AssertionError):
        list(manual.steps("```sh\nscript/kiosk\n```\n"))
    with pytest.raises(AssertionError):
        list(manual.steps("**敲：**\n\n```sh\nscript/kiosk\n```\n"))


def test_only_content_is_written() -> None:
    steps = list(manual.steps(CHAPTER))
    written = {step.path for step in steps if isinstance(step, Write | Change)}
    beside = {path for path in written if not path.startswith("library/")}
    assert beside == {"answers.json", "questions.yaml"}
    assert {Path(path).suffix for path in written - beside} == {".yaml"}


def test_what_was_broken_is_told_by_file_and_line(done: Done) -> None:
    """The line that is named is the one that was changed."""
    steps = list(manual.steps(CHAPTER))
    at = next(number for number, step in enumerate(steps) if isinstance(step, Change))
    broken, run = steps[at], steps[at + 1]
    assert isinstance(broken, Change)
    assert isinstance(run, Run)
    whole = next(step.text for step in steps if isinstance(step, Write) and step.path == broken.path)
    line = whole[: whole.index(broken.old)].count("\n") + 1
    (said,) = (said for one, said in done.said if one == run)
    assert said.startswith(f"E-CNT-03 {broken.path.removeprefix('library/')}:{line} ")


def test_nothing_is_left_of_the_exercise(done: Done) -> None:
    assert done.left == set()


def test_every_word_in_its_examples_is_a_sample() -> None:
    for step in manual.steps(CHAPTER):
        if isinstance(step, Write) and step.path.startswith("library/"):
            assert "\nsample: true\n" in step.text, step.path


def test_what_the_set_up_says_of_a_mistake_is_in_the_manual() -> None:
    """script/bootstrap builds before any command, and speaks English."""
    (said,) = re.findall(r'say "(library/ was not built)', (ROOT / "script" / "bootstrap").read_text("utf-8"))
    assert said in CHAPTER


def test_readers_are_led_to_it() -> None:
    assert "docs/editor-manual.zh-CN.md" in (ROOT / "README.zh-CN.md").read_text("utf-8")
    assert "../docs/editor-manual.zh-CN.md" in (ROOT / "library" / "README.zh-CN.md").read_text("utf-8")


# ---- the new service, as a terminal serves it ----------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "asked", "brought"),
    [
        ({"matter": "place"}, ["matter", "request", "name", "phone"], ["身份证"]),
        (
            {"matter": "damage"},
            ["matter", "sails", "request", "name", "phone"],
            ["身份证", "修船的报价或者发票"],
        ),
        (
            {"matter": "fee"},
            ["matter", "fee", "request", "name", "phone"],
            ["身份证", "收钱的票据，没有就写下日子和数目"],
        ),
        ({"matter": "hurt"}, ["matter", "request", "name", "phone"], ["身份证", "看病的病历和发票"]),
    ],
)
def test_the_form_asks_what_hangs_on_the_answers(
    item: ServiceItem, answers: dict[str, str], asked: list[str], brought: list[str]
) -> None:
    draft = Draft(item.id, "order", answers)
    pages = [page.field_id or page.kind.value for page in forms.pages(item, draft)]
    assert [name for name in pages if name not in {"consent", "check"}] == asked
    assert pages.index("consent") == pages.index("name") - 1
    assert forms.materials(item, draft) == tuple(brought)


def test_the_form_can_be_submitted_and_says_what_is_missing(item: ServiceItem) -> None:
    draft = Draft(item.id, "order", {"matter": "fee", "fee": "100001", "request": "太贵", "sails": "stuck"})
    assert set(forms.problems(item, draft, ON)) == {"fee"}
    draft = draft.with_answer("fee", "800")
    assert forms.problems(item, draft, ON) == {}
    assert forms.submitted_fields(item, draft) == {"matter": "fee", "fee": "800", "request": "太贵"}
    assert forms.refusal_allowed(item)
    refused = replace(draft, consent=Consent("boat-berth-1", "2026-11-23T09:00:00+08:00", given=False))
    assert [page.kind for page in forms.pages(item, refused)][-2:] == [PageKind.CONSENT, PageKind.CHECK]


def walked(shown: Library, *answers: int) -> Told:
    matter = scenario_matter.open_scenario(shown, DISPUTE)
    assert matter is not None
    for number in answers:
        assert isinstance(scenario_matter.shown(shown, matter), Asking)
        matter = scenario_matter.answer(shown, matter, number)
    end = scenario_matter.shown(shown, matter)
    assert isinstance(end, Told)
    return end


@pytest.mark.parametrize(
    ("answers", "outcome", "ways"),
    [
        ((0,), "safe-first", []),
        ((1, 0), "talk", [PAPER, ITEM]),
        ((1, 1, 0), "fishing", ["fishery/boat-collision", PAPER, ITEM]),
        ((1, 1, 1), "merchant", ["fishery/boat-collision", PAPER, ITEM]),
        ((1, 2), "injured", ["disability", PAPER, ITEM]),
        ((1, 3), "talk", [PAPER, ITEM]),
    ],
)
def test_the_scenario_leads_to_the_form(
    shown: Library, answers: tuple[int, ...], outcome: str, ways: list[str]
) -> None:
    told = walked(shown, *answers)
    assert told.outcome.id == outcome
    assert [way.id for way in told.ways] == ways
    assert len(told.offices) == len(told.outcome.next.offices) > 0


@pytest.mark.parametrize(
    ("on", "amount"),
    [(date(2025, 12, 31), "140000.00"), (date(2027, 6, 30), "142000.00"), (date(2027, 7, 1), "144000.00")],
)
def test_the_new_figure_counts_from_its_day(shown: Library, on: date, amount: str) -> None:
    """71,000 or 72,000 yuan a year, 20 years, a tenth for the tenth grade (法释〔2022〕14号 §12)."""
    facts = Facts(on, read_book(shown), shown.site.region)
    result = calculate("disability", {"age": 45, "grade": 10}, facts).as_json()
    assert result["amount"] == amount
    assert "样例" in str(result["steps"])
    assert result["warnings"]


def test_the_paper_is_filled(done: Done, shown: Library) -> None:
    template = shown.every(DocumentTemplate)[PAPER]
    answers = {
        "name": "陈样例",
        "boat": "浙样渔00001",
        "other": "林样例",
        "day": "2026-11-20",
        "facts": "撞了。",
    }
    lines = [part.text for part in filled(template, answers, ON, shown.offices).parts]
    assert "2026年11月20日，撞了。" in lines
    assert not [line for line in lines if line.startswith("损失")]
    lines = [part.text for part in filled(template, {**answers, "loss": "1200.00"}, ON, shown.offices).parts]
    assert "损失人民币壹仟贰佰元整（¥1,200）。" in lines
    printed = pypdfium2.PdfDocument(done.removed["berth.pdf"])[0].get_textpage().get_text_range()
    assert "陈样例" in printed
    assert "样例" in printed


def test_the_bundle_carries_what_was_typed(shown: Library, item: ServiceItem) -> None:
    whole = shown.every(Bundle)[MATTER]
    matter = scenario_matter.open_bundle(shown, MATTER)
    assert matter is not None
    for number in (1, 2):
        matter = scenario_matter.answer(shown, matter, number)
    matter = scenario_matter.go_on(shown, matter)
    matter = scenario_matter.done(shown, matter, {"age": "45"}, {"disability_amount": "142000.00"})
    at = scenario_matter.shown(shown, matter)
    assert isinstance(at, AtStop)
    assert at.way.id == PAPER
    typed = {"name": "陈样例", "phone": "13800000000", "facts": "他的船撞了我。"}
    matter = scenario_matter.done(shown, matter, typed)
    assert matter.run is not None
    draft = bundle.draft(whole, matter.run, item, "order", ON)
    assert draft.answers == {"matter": "hurt", "request": "他的船撞了我。"}
    agreed = replace(draft, consent=Consent("boat-berth-1", "2026-11-23T09:00:00+08:00", given=True))
    draft = bundle.agreed(whole, matter.run, item, agreed, ON)
    assert forms.submitted_fields(item, draft) == {
        "matter": "hurt", "request": "他的船撞了我。", "name": "陈样例", "phone": "13800000000",
    }  # fmt: skip
    assert forms.problems(item, draft, ON) == {}


def test_residents_find_it(done: Done) -> None:
    cases = yaml.safe_load(done.removed["questions.yaml"])
    index = open_search(done.at / "var" / "content")
    try:
        found = {case["ask"]: [row.id for row in index.ask(case["ask"], 3).results] for case in cases}
    finally:
        index.close()
    assert {case["ask"] for case in cases if not set(case["want"]) & set(found[case["ask"]])} == set()
    assert {name for case in cases for name in case["want"]} == {ITEM, PAPER, DISPUTE, MATTER}
