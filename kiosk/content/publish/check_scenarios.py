"""Proves of a scenario what nobody reads off a file of forty questions: every way through it ends, soon, and
somewhere useful.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, cast

from kiosk.content.publish.check_forms import Fault, offices_of
from kiosk.content.publish.draft import Draft
from kiosk.content.publish.editor import EditorStep
from kiosk.content.publish.kinds.kind import released
from kiosk.content.publish.kinds.services import EditorBundle, EditorDocument, EditorScenario
from kiosk.content.publish.source import Place
from kiosk.domain import forms
from kiosk.domain import forms_kinds as kinds
from kiosk.domain import scenario as engine
from kiosk.domain.bundle import takes
from kiosk.domain.known_offices import in_steps
from kiosk.domain.library import FormField, FormStep
from kiosk.domain.library_services import Outcome, Question, Scenario

QUESTIONS_MOST: Final = 8  # on one way
ANSWERS_MOST: Final = 5  # besides 不清楚: more do not fit a screen in large type
_ANY_DAY: Final = date(2026, 1, 1)  # what a scenario fills in holds on every day
_EVERYWHERE: Final = ("guides", "calculators", "documents", "items", "offices")


def faults(one: Scenario) -> Iterator[Fault]:
    """Everything that keeps ``one`` from being published, by place."""
    places = _places(one)
    yield from _doubles(one)
    lost = list(_lost(one))
    yield from lost
    if lost:
        return  # what leads nowhere cannot be followed
    depth = engine.depth(one)
    for question in one.questions:
        if question.id not in depth:
            yield Fault(places[question.id], f"{question.id} 会绕回来，走不出去")
    reached = _reached(one)
    parts: tuple[Question | Outcome, ...] = (*one.questions, *one.outcomes)
    for part in parts:
        if part.id not in reached:
            yield Fault(places[part.id], f"{part.id} 走不到")
    if (longest := depth.get(one.start, 0)) > QUESTIONS_MOST:
        way = "、".join(_longest(one, depth))
        yield Fault(("start",), f"最长的一路要问 {longest} 次，最多 {QUESTIONS_MOST} 次：{way}")
    for question in one.questions:
        yield from _question(question, places[question.id])
    for outcome in one.outcomes:
        yield from _outcome(outcome, places[outcome.id])


def _places(one: Scenario) -> dict[str, Place]:
    questions = {part.id: ("questions", number) for number, part in enumerate(one.questions)}
    return {**questions, **{part.id: ("outcomes", number) for number, part in enumerate(one.outcomes)}}


def _doubles(one: Scenario) -> Iterator[Fault]:
    """Two of one wording cannot be told apart on paper."""
    asks: dict[str, str] = {}
    for number, question in enumerate(one.questions):
        if question.ask in asks:
            yield Fault(("questions", number, "ask"), f"和 {asks[question.ask]} 问的一样")
        asks[question.ask] = question.id


def _lost(one: Scenario) -> Iterator[Fault]:
    """Answers that lead to nothing, and a beginning that is no question."""
    questions = {part.id for part in one.questions}
    known = questions | {part.id for part in one.outcomes}
    if one.start not in questions:
        yield Fault(("start",), f"start 写的 {one.start} 不是一个问题")
    for number, question in enumerate(one.questions):
        place = ("questions", number)
        for which, answer in enumerate(question.answers):
            if answer.to not in known:
                yield Fault((*place, "answers", which, "to"), f"没有 {answer.to} 这个问题或结果")
        if question.unsure.to not in known:
            yield Fault((*place, "unsure", "to"), f"没有 {question.unsure.to} 这个问题或结果")


def _reached(one: Scenario) -> set[str]:
    questions = {part.id: part for part in one.questions}
    found: set[str] = set()
    waiting = [one.start]
    while waiting:
        place = waiting.pop()
        if place not in found:
            found.add(place)
            waiting += engine.exits(questions[place]) if place in questions else ()
    return found


def _longest(one: Scenario, depth: Mapping[str, int]) -> Sequence[str]:
    """The questions of one of the longest ways."""
    way: list[str] = []
    asked = engine.question(one, one.start)
    while asked is not None:
        way.append(asked.id)
        asked = engine.question(one, max(engine.exits(asked), key=lambda to: depth[to]))
    return way


def _question(question: Question, place: Place) -> Iterator[Fault]:
    if not 2 <= len(question.answers) <= ANSWERS_MOST:
        yield Fault((*place, "answers"), f"要有 2 到 {ANSWERS_MOST} 个回答，“不清楚”另外有")
    said = [answer.say for answer in question.answers]
    for which, say in enumerate(said):
        if say in said[:which]:
            yield Fault((*place, "answers", which, "say"), f"有两个“{say}”")
        if say in ("不清楚", "不知道", "说不清"):
            yield Fault((*place, "answers", which, "say"), "“不清楚”屏幕上总有，不用写；写 unsure 怎么走")
    if not question.ask.endswith("？"):
        yield Fault((*place, "ask"), "ask 要是一句问话，用 ？ 结尾")
    ways = {(answer.to, answer.fills) for answer in question.answers}
    if len(ways) == 1 and question.unsure.to == question.answers[0].to:
        yield Fault(place, "怎么答都走同一路，这一问可以不要")


def _outcome(outcome: Outcome, place: Place) -> Iterator[Fault]:
    """Useful: a sentence that answers, a step to take, and something that can be opened here or gone to."""
    if not outcome.answer or not outcome.steps:
        yield Fault(place, "结果要有 answer 和 steps：是怎么回事，下一步做什么")
    if not any(getattr(outcome.next, name) for name in _EVERYWHERE):
        yield Fault((*place, "next"), "结果要带人去一处：指南、计算、文书、事项或办事地点")


def check(draft: Draft) -> None:
    """Every scenario of the library, and what its answers fill in."""
    forms_of = _forms(draft)
    carried = {
        old for row in draft.of(EditorBundle) for stop in row.value.stops for old in stop.carries.values()
    }
    for row in draft.of(EditorScenario):
        one = scenario_of(row.value)
        for fault in (*faults(one), *_fills(one, forms_of, carried)):
            row.report(fault.place, fault.text)


def scenario_of(value: EditorScenario) -> Scenario:
    """As a release carries it."""
    return cast(Scenario, released("scenario", value, {}))


def _takes(field: FormField, value: str) -> bool:
    known = {field.id: value}
    return takes(field, known) and kinds.problem(field, known, _ANY_DAY) is None


def _forms(draft: Draft) -> dict[tuple[str, str], dict[str, FormField]]:
    """Fields by the id of their answers, of every form of the library: of an item, of a paper."""
    steps = {("item", row.value.id): row.value.steps for row in draft.items}
    steps |= {("document", row.value.id): row.value.steps for row in draft.of(EditorDocument)}
    return fields_of_forms(draft, steps)


def fields_of_forms(
    draft: Draft, steps_of: Mapping[tuple[str, str], Sequence[EditorStep]]
) -> dict[tuple[str, str], dict[str, FormField]]:
    """Fields by the id of their answers, which offer the county's offices."""
    known = offices_of(draft)
    return {
        name: fields_by_answer(in_steps([step.build() for step in steps], known))
        for name, steps in steps_of.items()
    }


def fields_by_answer(steps: Sequence[FormStep]) -> dict[str, FormField]:
    return {name: one for step in steps for one in step.fields for name in forms.answer_ids(one)}


def _fills(
    one: Scenario, forms_of: Mapping[tuple[str, str], Mapping[str, FormField]], carried: Collection[str]
) -> Iterator[Fault]:
    """There is a form that takes what an answer fills in; others that ask the same otherwise ask anew."""
    names = {("item", to) for end in one.outcomes for to in end.next.items}
    names |= {("document", to) for end in one.outcomes for to in end.next.documents}
    targets = [forms_of[name] for name in sorted(names) if name in forms_of]
    sums = any(end.next.calculators for end in one.outcomes)  # what a sum asks, only the sum knows
    for number, question in enumerate(one.questions):
        for which, answer in enumerate(question.answers):
            place = ("questions", number, "answers", which, "fills")
            for name, value in answer.fills:
                fields = [target[name] for target in targets if name in target]
                if not fields and name not in carried and not sums:
                    yield Fault((*place, name), f"后面没有哪张表有 {name} 这一项")
                if any(field.kind == "slot" for field in fields):
                    yield Fault((*place, name), f"{name} 要照地方几点开门现选，不能先填好")
                elif fields and not any(_takes(field, value) for field in fields):
                    yield Fault((*place, name), f"{name} 不能填 {value}")
