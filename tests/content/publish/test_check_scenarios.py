"""Scenarios and bundles: no dead end or ring, at most eight questions, an end that helps, what is carried."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.content.publish import check_bundles, check_scenarios
from kiosk.content.publish.check import check
from kiosk.domain import scenario as engine
from kiosk.domain.library import NOWHERE, Choice, FormField, FormStep
from kiosk.domain.library_services import Answer, Bundle, Question, Scenario, Stop, Unsure
from tests.support import editor_library as sample
from tests.support.library import legal_aid
from tests.support.scenarios import BUNDLE, WAGES, outcome
from tests.support.whole_library import checked

WHERE, NOTE = WAGES.questions


def chain(length: int) -> Scenario:
    """So many questions, one after the other."""
    questions = tuple(
        Question(
            f"q{number}",
            f"第 {number} 问？",
            (Answer("是", f"q{number + 1}"), Answer("不是", "court")),
            Unsure("看看。", "court"),
        )
        for number in range(length)
    )
    last = replace(questions[-1], answers=(Answer("是", "court"), Answer("不是", "ask")))
    return replace(WAGES, start="q0", questions=(*questions[:-1], last), outcomes=WAGES.outcomes[:2])


def question(place: int, **changes: object) -> Callable[[], Scenario]:
    def changed() -> Scenario:
        questions = list(WAGES.questions)
        questions[place] = replace(questions[place], **changes)  # type: ignore[arg-type]
        return replace(WAGES, questions=tuple(questions))

    return changed


SIX = tuple(Answer(f"答 {number}", "boat") for number in range(6))
BAD: list[tuple[str, Callable[[], Scenario]]] = [
    ("start 写的 court 不是一个问题", lambda: replace(WAGES, start="court")),
    ("没有 nowhere 这个问题或结果", question(0, answers=(Answer("工地", "nowhere"), WHERE.answers[1]))),
    ("没有 nowhere 这个问题或结果", question(1, unsure=Unsure("看看。", "nowhere"))),
    ("note 会绕回来，走不出去", question(1, unsure=Unsure("看看。", "where"))),
    ("where 会绕回来，走不出去", question(0, answers=(Answer("工地", "where"), WHERE.answers[1]))),
    ("lonely 走不到", lambda: replace(WAGES, outcomes=(*WAGES.outcomes, outcome("lonely", guides=("a/b",))))),
    ("和 where 问的一样", question(1, ask=WHERE.ask)),
    ("要有 2 到 5 个回答", question(0, answers=WHERE.answers[:1])),
    (
        "要有 2 到 5 个回答",
        question(0, answers=SIX),
    ),
    ("有两个“工地”", question(0, answers=(*WHERE.answers, Answer("工地", "boat")))),
    ("“不清楚”屏幕上总有", question(0, answers=(*WHERE.answers, Answer("不清楚", "boat")))),
    ("ask 要是一句问话", question(1, ask="有欠条")),
    (
        "怎么答都走同一路，这一问可以不要",
        question(1, answers=(Answer("有", "ask"), Answer("没有", "ask")), unsure=Unsure("看看。", "ask")),
    ),
    (
        "结果要带人去一处",
        lambda: replace(WAGES, outcomes=(*WAGES.outcomes[:2], replace(WAGES.outcomes[2], next=NOWHERE))),
    ),
    (
        "结果要有 answer 和 steps",
        lambda: replace(WAGES, outcomes=(*WAGES.outcomes[:2], replace(WAGES.outcomes[2], steps=()))),
    ),
    ("最长的一路要问 9 次，最多 8 次：q0、q1、q2、q3、q4、q5、q6、q7、q8", lambda: chain(9)),
]


@pytest.mark.parametrize(("expected", "bad"), BAD)
def test_what_leads_nobody_anywhere_is_named(expected: str, bad: Callable[[], Scenario]) -> None:
    found = [fault.text for fault in check_scenarios.faults(bad())]
    assert any(expected in text for text in found), found


def test_good_ones_pass_and_long_ones_are_followed_once_each() -> None:
    assert list(check_scenarios.faults(WAGES)) == []
    assert list(check_scenarios.faults(chain(8))) == []
    wide = chain(40)  # 2 to the 40th ways would never end
    assert len(list(check_scenarios.faults(wide))) == 1


# ---- bundles -------------------------------------------------------------------------------------

PAPER = (
    FormField("story", "text", "经过", "经过？"),
    FormField("owed", "money", "多少", "多少？"),
    FormField("sign", "signature", "签名", "签名？"),
    FormField("kind", "choice", "哪类", "哪类？", choices=(Choice("wages", "讨薪"), Choice("rent", "租房"))),
    FormField("mobile", "phone", "电话", "电话？"),
)
FORMS = {
    ("document", "wage-arbitration"): check_scenarios.fields_by_answer((FormStep("one", "一步", PAPER),)),
    ("item", "legal-aid"): check_scenarios.fields_by_answer(legal_aid().steps),
}
SCENARIOS = {"wages": WAGES}
GOOD: Bundle = replace(
    BUNDLE,
    stops=(
        *BUNDLE.stops[:2],
        Stop("calculator", "payment-order"),
        Stop("document", "wage-arbitration", carries=(("owed", "payment_order_amount"),)),
        Stop("item", "legal-aid", carries=(("request", "story"), ("matter", "matter"))),
    ),
)
RIGHT = replace(  # without the boat's matter, which legal aid does not have
    WAGES, questions=(replace(WHERE, answers=(WHERE.answers[0], Answer("船上", "boat"))), NOTE)
)


def carrying(*carries: tuple[str, str], at: int = 4) -> Bundle:
    stops = list(GOOD.stops)
    stops[at] = replace(stops[at], carries=carries)
    return replace(GOOD, stops=tuple(stops))


def bundle_faults(one: Bundle, asked: Scenario = RIGHT) -> list[str]:
    return [fault.text for fault in check_bundles.faults(one, {"wages": asked}, FORMS)]


def test_a_bundle_that_carries_what_fits() -> None:
    assert bundle_faults(GOOD) == []
    assert bundle_faults(carrying(("request", "payment_order_amount"), ("phone", "mobile"))) == []
    alone = replace(GOOD, stops=GOOD.stops[3:4])
    assert list(check_bundles.faults(replace(alone, stops=(Stop("guide", "a/b"),)), {}, FORMS)) == []


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (carrying(("request", "nothing")), "nothing 前面没有填过；计算的结果写成 {计算}_amount"),
        (carrying(("owed", "payment_order_amount"), at=2), "payment_order_amount 前面没有填过"),
        (carrying(("nothing", "story")), "legal-aid 里没有 nothing 这一项"),
        (carrying(("name", "story")), "id_number 每次都要本人来，不能带过来"),
        (carrying(("sign", "note"), at=3), "sign 每次都要本人来，不能带过来"),
        (carrying(("matter", "kind")), "kind 填不进 matter：两项不是一种"),
        (carrying(("phone", "story")), "story 填不进 phone：两项不是一种"),
        (carrying(("phone", "payment_order_amount")), "phone 填不了算出来的数"),
        (carrying(("owed", "note"), at=3), "owed 不能填 yes"),
        (carrying(("topic", "matter"), at=1), "指南、情景没有要填的"),
        (replace(GOOD, stops=(*GOOD.stops, GOOD.stops[2])), "提交的事项要放在最后，只放一个"),
        (replace(GOOD, stops=(*GOOD.stops, GOOD.stops[1])), "labour/unpaid-wages 前面已经有了"),
        (replace(GOOD, stops=(*GOOD.stops[1:], GOOD.stops[0])), "情景要放在最前面"),
        (
            replace(GOOD, stops=(GOOD.stops[0], Stop("document", "will"), GOOD.stops[4])),
            "情景 wages 没有哪个结果的 next 写了 will",
        ),
    ],
)
def test_what_does_not_fit_is_named(one: Bundle, expected: str) -> None:
    found = bundle_faults(one)
    assert any(expected in text for text in found), found


def test_values_of_a_scenario_must_stand_where_they_go() -> None:
    assert "matter 不能填 crew" in bundle_faults(GOOD, WAGES)
    amount = replace(
        GOOD, stops=(*GOOD.stops[:3], Stop("document", "wage-arbitration", carries=(("owed", "story"),)))
    )
    assert any("story 前面没有填过" in text for text in bundle_faults(amount))


# ---- the whole library ---------------------------------------------------------------------------

LAW = "law: [{law: 劳动法, article: 50, gist: 工资不能拖欠}]"
SCENARIO = f"""\
id: wages
topic: labour
title: 工钱没拿到？
start: where
questions:
  - id: where
    ask: 在哪里干活？
    answers:
      - {{say: 工地, to: claim, fills: {{request: 工资没发}}}}
      - {{say: 船上, to: other}}
    unsure: {{tell: 看谁发钱。, to: claim}}
outcomes:
  - {{id: claim, title: 去讨, answer: [能讨。], steps: [去投诉。], {LAW}, next: {{items: [consultation]}}}}
  - {{id: other, title: 去问, answer: [先问。], steps: [去问。], {LAW}, next: {{guides: [labour/wages]}}}}
sample: true
"""
TOGETHER = """\
id: all
topic: labour
title: 讨薪一件事
short: 一次走完。
stops:
  - {kind: scenario, id: wages}
  - {kind: item, id: consultation, carries: {request: request}}
sample: true
"""


def problems(root: Path, scenario: str = SCENARIO, bundle: str = TOGETHER) -> list[str]:
    changes: dict[str, str | None] = {"scenarios/wages.yaml": scenario, "bundles/all.yaml": bundle}
    return [str(problem) for problem in check(sample.write(root, changes)).problems]


def test_the_check_reads_them_from_their_folders(tmp_path: Path) -> None:
    assert problems(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("to: other}", "to: where}", "scenarios/wages.yaml:6 where 会绕回来，走不出去"),
        ("fills: {request:", "fills: {nothing:", "scenarios/wages.yaml:9 后面没有哪张表有 nothing 这一项"),
        ("工资没发}", "'" + "长" * 40 + "'}", ""),
        ("items: [consultation]", "items: [legal-aid]", "情景 wages 没有哪个结果的 next 写了 consultation"),
    ],
)
def test_mistakes_are_named_by_file_and_line(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in SCENARIO
    found = problems(tmp_path, SCENARIO.replace(old, new, 1))
    assert any(expected in one for one in found) if expected else found == []


def test_what_a_scenario_fills_in_must_be_an_answer_of_the_form(tmp_path: Path) -> None:
    wrong = SCENARIO.replace("工资没发}", '"有\\x07"}')
    assert any("request 不能填 有" in one for one in problems(tmp_path, wrong))


def test_those_of_this_repository_are_whole() -> None:
    draft = checked()
    assert [str(problem) for problem in draft.problems] == []
    found = {row.value.id: check_scenarios.scenario_of(row.value) for row in draft.rows["scenario"]}
    assert set(found) >= {"wages", "traffic-accident"}
    assert all(engine.depth(one)[one.start] <= check_scenarios.QUESTIONS_MOST for one in found.values())
    assert len(draft.rows["bundle"]) >= 1


@pytest.mark.parametrize(
    ("fills", "expected"),
    [
        ("{hall: 示例劳动监察大队}", ""),
        ("{hall: 别处的劳动监察大队}", "hall 不能填 别处的劳动监察大队"),
        ("{come: any}", "come 要照地方几点开门现选，不能先填好"),
    ],
)
def test_a_scenario_may_fill_in_an_office_by_its_name(tmp_path: Path, fills: str, expected: str) -> None:
    asks = (
        "    fields:\n"
        "      - {id: hall, kind: office, label: 去哪里, title: 去哪里？, offices: [劳动监察]}\n"
        "      - {id: come, kind: slot, label: 哪天, title: 哪天去？, office: hall}\n"
    )
    form = sample.files()["items/consultation.yaml"].replace("    fields:\n", asks, 1)
    form = form.replace("{id: request,", "{id: request, title: 什么事？,", 1)
    directory = sample.files()["directory.yaml"]
    named = directory.replace("name: 示例县劳动监察大队", "name: 示例劳动监察大队", 1)
    assert named != directory
    scenario = SCENARIO.replace("{request: 工资没发}", fills)
    changes: dict[str, str | None] = {
        "scenarios/wages.yaml": scenario,
        "items/consultation.yaml": form,
        "directory.yaml": named,
    }
    found = [str(one) for one in check(sample.write(tmp_path, changes)).problems]
    assert any(expected in one for one in found) if expected else found == []


def test_an_office_is_carried_where_it_may_be_chosen_too() -> None:
    two = (Choice("甲", "甲"), Choice("乙", "乙"))
    hall = FormField("hall", "office", "去哪里", "", choices=two, offices=("公证",))
    come = FormField("come", "slot", "哪天", "", office="hall")
    fewer = FormField("place", "office", "去哪里", "", choices=two[:1], offices=("公证",))
    more = replace(fewer, choices=(*two, Choice("丙", "丙")))
    text = FormField("note", "text", "记一下", "")

    def faults(new: FormField, carries: tuple[str, str]) -> list[str]:
        forms_of = {("document", "paper"): {"hall": hall, "come": come}, ("item", "legal-aid"): {new.id: new}}
        stops = (Stop("document", "paper"), Stop("item", "legal-aid", carries=(carries,)))
        return [one.text for one in check_bundles.faults(replace(GOOD, stops=stops), {}, forms_of)]

    assert faults(more, ("place", "hall")) == []
    assert faults(text, ("note", "hall")) == []
    assert faults(fewer, ("place", "hall")) == ["hall 填不进 place：两项不是一种"]
    assert faults(come, ("come", "come")) == ["come 要照地方几点开门现选，不能带过来"]
