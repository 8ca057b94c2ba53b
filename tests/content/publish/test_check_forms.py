"""Forms an editor wrote: what hangs on an answer, bounds, papers by answers; each
mistake by file and line.
"""

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from kiosk.content.publish import check_forms
from kiosk.content.publish.build import LibraryError, build
from kiosk.content.publish.check import check
from kiosk.domain import forms
from kiosk.domain.forms_conditions import Test
from kiosk.domain.forms_kinds import SHOWN
from kiosk.domain.library import FieldKind, FormStep, ServiceItem
from tests.support import editor_library as sample
from tests.support.clock import ManualClock
from tests.support.library import MATTER, consultation, legal_aid
from tests.support.whole_library import collected

CONSULT = "items/consultation.yaml"
FIELDS = """\
      - {id: matter, kind: choice, label: 类, title: 类？,
         choices: [{id: wages, label: 薪}, {id: other, label: 别}]}
      - {id: amount, kind: money, label: 多少钱, title: 多少钱？, least: '1', when: {matter: wages}}
      - {id: day, kind: date, label: 天, title: 天？, most: today,
         when: [{matter: wages}, {matter: {not: wages}}]}
      - {id: still, kind: yesno, label: 在吗, title: 还在吗？, when: {amount: {least: 1000, most: '5000'}}}
      - {id: boat, kind: boat, label: 船号, title: 哪条船？, when: {still: no, matter: [wages, other]}}
      - {id: phone, kind: phone, label: 电话, title: 电话？}
      - {id: reach, kind: contact, label: 怎么找您, title: 怎么找您？}
      - {id: group, kind: green, label: 绿, title: 谁？,
         choices: [{id: elder, label: 老}, {id: migrant, label: 工}]}
  - id: papers
    name: 材料
    title: 材料
    fields:
      - {id: contract, kind: pages, label: 合同, title: 把合同放到摄像头下, sentences: [合同每一页],
         least: '2', most: '6', when: {matter: wages}}
      - {id: slips, kind: pages, label: 工资条, title: 工资条呢？, sentences: [最近三个月的], most: '4'}
      - {id: hall, kind: office, label: 去哪里, title: 去哪里？, offices: [劳动监察]}
      - {id: come, kind: slot, label: 哪天, title: 哪天去？, office: hall}
"""
REQUEST = sample.CONSULTATION.partition("    fields:\n")[2].partition("promise:")[0]
REVIEWED = "reviewed_by: 王样例\nreviewed_on: 2026-11-20"
PAPERS = """\
materials: [什么都不用带]
materials_when:
  - {text: 欠条, when: {amount: {filled: true}}}
  - {text: 船员证, when: {reach: visit}}
  - {text: 合同原件, when: {contract: [bring, no_camera]}}
"""


def files() -> dict[str, str]:
    text = sample.files()[CONSULT].replace(REQUEST, FIELDS).replace("materials: [什么都不用带]\n", PAPERS)
    assert "船员证" in text
    return {CONSULT: text}


def test_a_form_of_every_new_kind_is_taken_and_built(tmp_path: Path) -> None:
    draft = check(sample.write(tmp_path, files()))
    assert [str(problem) for problem in draft.problems] == []
    item = next(row.value for row in draft.items if row.value.id == "consultation").build({})
    fields = {one.id: one for one in forms.fields_of(item)}
    assert fields["amount"].when == ((Test("matter", one_of=("wages",)),),)
    assert fields["still"].when == ((Test("amount", least="1000", most="5000"),),)
    assert fields["boat"].when == ((Test("still", ("no",)), Test("matter", ("wages", "other"))),)
    assert fields["day"].when[1] == (Test("matter", none_of=("wages",)),)
    assert (fields["amount"].least, fields["day"].most) == ("1", "today")
    assert [one.text for one in item.materials_when] == ["欠条", "船员证", "合同原件"]
    assert (fields["contract"].least, fields["contract"].sentences) == ("2", ("合同每一页",))


HELP = "when 照这样写"
CHANGES = [
    ("{matter: wages}}", "{nothing: wages}}", "when 写的 nothing 前面没有问过"),
    ("{matter: wages}}", "{boat: {filled: true}}}", "when 写的 boat 前面没有问过"),
    ("{matter: wages}}", "{amount: {filled: true}}}", "when 写的 amount 前面没有问过"),
    ("{matter: wages}}", "{matter: pay}}", "matter 没有 pay 这个选项"),
    ("{matter: wages}}", "{matter: {least: 5}}}", "matter 不是数字、钱、日期，不能写 least、most"),
    ("{least: 1000, most: '5000'}", "'1000'", "amount 是自己写的，没有选项，只能写 filled、least、most"),
    ("{least: 1000,", "{least: '2026-01-01',", "amount 的 least、most 写法不对：2026-01-01"),
    ("{still: no,", "{still: maybe,", "still 没有 maybe 这个选项"),
    ("{still: no, matter: [wages, other]}", "{still: no, matter: other}", "怎么答都问不到这一项"),
    ("{least: 1000, most: '5000'}", "{most: '0.5', filled: true, least: 1}", "怎么答都问不到这一项"),
    ("{matter: wages}}", "wages}", HELP),
    ("{matter: wages}}", "{}}", HELP),
    ("{matter: wages}}", "[]}", HELP),
    ("{matter: wages}}", "{matter: []}}", HELP),
    ("{matter: wages}}", "{matter: {}}}", HELP),
    ("{matter: wages}}", "{matter: {equals: wages}}}", HELP),
    ("{matter: wages}}", "{matter: {filled: wages}}}", HELP),
    ("{matter: wages}}", "{matter: {least: [1]}}}", HELP),
    ("{matter: wages}}", "{a: b, c: b, d: b, e: b, f: b, g: b, h: b}}", HELP),
    ("least: '1'", "least: 一", "least：写法不对：一"),
    ("least: '1'", "least: today", "least、most 要写数字"),
    ("least: '1'", "least: '9', most: '1'", "least 比 most 大"),
    ("most: today", "most: '5'", "least、most 要写日期，或 today、today-30 这样"),
    ("most: today", "least: today+1, most: today", "least 比 most 大"),
    (
        "kind: boat, label",
        "kind: boat, least: '1', label",
        "只有 number、money、date、choices、pages 才有 least、most",
    ),
    (
        "kind: boat, label",
        "kind: boat, sentences: [浙嵊渔], sentences_en: [Zhe], label",
        "boat 不要写 sentences_en",
    ),
    ("kind: choice, label", "kind: choices, most: '3', label", "choices 只能写 most：最多选几个"),
    ("kind: green, label", "kind: green, required: true, label", "green 不能必填"),
    ("{id: migrant,", "{id: rich,", "choices 的 id 只能是 military、elder、disabled、migrant"),
    (
        "kind: contact, label",
        "kind: contact, phone: boat, label",
        "reach 前面要先问电话：phone 写那一项的 id",
    ),
    ("{id: phone, kind: phone", "{id: reach_when, kind: phone", "reach_when 在前面已经填过了"),
    ("{reach: visit}", "{reach: pigeon}", "reach 没有 pigeon 这个选项"),
    ("{reach: visit}", "{still: no, matter: other}", "怎么答都用不到这一样材料"),
    ("least: '2', most: '6'", "least: '7', most: '6'", "least 比 most 大"),
    ("least: '2', most: '6'", "most: '11'", "least、most 要写页数，1 到 10"),
    ("least: '2', most: '6'", "most: 三", "写法不对：三"),
    ("most: '4'}", "most: '5'}", "一张表最多拍 10 页，几项 pages 的 most 加起来是 11"),
    ("most: '4'}", "help: 少}", "一张表最多拍 10 页，几项 pages 的 most 加起来是 16"),
    ("sentences: [最近三个月的], ", "", "pages 要写 sentences，一条写一样要放的，最多 4 条"),
    ("sentences: [最近三个月的]", "sentences: [一, 二, 三, 四, 五]", "pages 要写 sentences"),
    ("{contract: [bring, no_camera]}", "{contract: lost}", "contract 没有 lost 这个选项"),
    ("{contract: [bring, no_camera]}", "{contract: {least: 2}}", "contract 不是数字、钱、日期"),
    ("offices: [劳动监察]", "offices: [劳动监察, 公证]", "directory.yaml 里没有一处的 kind 是 公证"),
    ("offices: [劳动监察]", "offices: [劳动监察, 劳动监察]", "offices 里有重复的"),
    (", offices: [劳动监察]", "", "kind 是 office 的要写 offices"),
    ("kind: phone,", "kind: phone, offices: [劳动监察],", "kind 是 office 的要写 offices"),
    (", office: hall", "", "kind 是 slot 的要写 office：前面选地方那一项的 id"),
    ("kind: phone,", "kind: phone, office: hall,", "kind 是 slot 的要写 office"),
    ("office: hall", "office: matter", "come 前面要先选地方：office 写那一项的 id"),
    ("office: hall", "office: later", "come 前面要先选地方：office 写那一项的 id"),
    ("title: 去哪里？,", "title: 去哪里？, represented: true,", "这一项也要写 represented"),
    ("office: hall}", "office: hall, when: {hall: 别处}}", "hall 没有 别处 这个选项"),
    ("office: hall}", "office: hall, sentences: [早上]}", "只有 kind 是 text、place、boat、pages 的才有"),
    ("{matter: wages}}", "{come: any}}", "when 写的 come 前面没有问过"),
    ("text: 船员证", "text: 什么都不用带", "materials 里已经有了"),
]


@pytest.mark.parametrize(("old", "new", "expected"), CHANGES)
def test_each_mistake_is_named(tmp_path: Path, old: str, new: str, expected: str) -> None:
    text = files()[CONSULT]
    assert text.count(old) >= 1, old
    found = [str(one) for one in check(sample.write(tmp_path, {CONSULT: text.replace(old, new, 1)})).problems]
    assert any(expected in one and one.startswith(CONSULT) for one in found), found


def test_the_line_is_that_of_the_condition(tmp_path: Path) -> None:
    text = files()[CONSULT].replace("when: {reach: visit}", "when: {reach: pigeon}")
    line = next(n for n, one in enumerate(text.splitlines(), 1) if "pigeon" in one)
    draft = check(sample.write(tmp_path, {CONSULT: text}))
    assert [str(one) for one in draft.problems] == [f"{CONSULT}:{line} reach 没有 pigeon 这个选项"]


def test_one_slip_is_told_once(tmp_path: Path) -> None:
    """Not again for all that hangs on it: nothing of that can come up either, until it is mended."""
    text = files()[CONSULT].replace("{matter: wages}}", "{matter: pay}}", 1)
    line = next(n for n, one in enumerate(text.splitlines(), 1) if "pay}" in one)
    draft = check(sample.write(tmp_path, {CONSULT: text}))
    assert [str(one) for one in draft.problems] == [f"{CONSULT}:{line} matter 没有 pay 这个选项"]


def test_who_helps_nobody_is_not_asked_about_anybody() -> None:
    other = replace(MATTER, represented=True)
    hangs = replace(MATTER, id="next", when=((Test("matter", ("wages",)),),))
    steps = (FormStep("one", "一步", (other, hangs)),)
    assert [fault.text for fault in check_forms.step_faults(steps)] == [
        "when 写的 matter 只在替别人办时才问，这一项也要写 represented"
    ]
    alone = replace(hangs, when=((Test("matter", filled=False),),))
    assert list(check_forms.step_faults((FormStep("one", "一步", (other, alone)),))) == []


def test_a_form_with_too_many_ways_is_taken_as_it_is() -> None:
    ways = [replace(MATTER, id=f"m{number}") for number in range(12)]
    last = replace(MATTER, id="last", when=(tuple(Test(one.id, ("wages",)) for one in ways),))
    assert list(check_forms.step_faults((FormStep("one", "一步", (*ways, last)),))) == []


def test_a_notice_that_says_something_else_needs_a_new_version() -> None:
    def with_why(item: ServiceItem, why: str, version: str = "") -> ServiceItem:
        notice = replace(item.notice, why=why, version=version or item.notice.version)
        return replace(item, notice=notice)

    published = [consultation(), legal_aid()]
    assert list(check_forms.changed_notices(published, published)) == []
    changed = with_why(consultation(), "另外还拿去做统计。")
    assert list(check_forms.changed_notices(published, [changed, legal_aid()])) == ["consultation"]
    renewed = with_why(consultation(), "另外还拿去做统计。", "consultation-2")
    assert list(check_forms.changed_notices(published, [renewed, legal_aid()])) == []
    borrowed = with_why(legal_aid(), "别的", "consultation-1")
    assert list(check_forms.changed_notices([], [consultation(), borrowed])) == ["legal-aid"]


def test_publishing_refuses_a_changed_notice_under_its_old_version(tmp_path: Path) -> None:
    """Not of samples: they change until somebody stands for them."""
    clock, content = ManualClock(), tmp_path / "content"
    reviewed = sample.files()[CONSULT].replace("sample: true", REVIEWED)
    changed = reviewed.replace("只用来答复您。", "只用来答复您，还拿去统计。")
    build(sample.write(tmp_path / "first", {CONSULT: reviewed}), content, clock)
    with pytest.raises(LibraryError, match="告知书的字改了"):
        build(sample.write(tmp_path / "second", {CONSULT: changed}), content, clock)
    renewed = changed.replace("version: sample-1", "version: sample-2")
    assert build(sample.write(tmp_path / "third", {CONSULT: renewed}), content, clock).fresh
    (content / "releases" / "2" / "manifest.json").write_text("{}")
    assert build(sample.write(tmp_path / "fourth", {CONSULT: reviewed}), content, clock).fresh
    as_sample = renewed.replace(REVIEWED, "sample: true").replace("还拿去统计", "别的")
    assert build(sample.write(tmp_path / "fifth", {CONSULT: as_sample}), content, clock).fresh


def test_items_of_this_repository_are_a_worked_sample_of_every_kind_of_question() -> None:
    """And of what may be written beside one: conditions, bounds, a represented person, papers by answers."""
    items = [row.value.build({}) for row in collected().items]
    assert len(items) >= 2
    fields = [one for item in items for one in forms.fields_of(item)]
    assert {one.kind for one in fields} == SHOWN == set(get_args(FieldKind))
    for beside in ("when", "least", "most", "unit", "represented"):
        assert any(getattr(one, beside) for one in fields), beside
    assert any(item.materials_when for item in items)
    boats = [one for one in fields if one.kind == "boat" and one.sentences]
    assert boats
    assert all(one.sentences_en == one.sentences for one in boats), "as it is painted on the bow"


def test_an_office_whose_row_is_wrong_is_told_of_once(tmp_path: Path) -> None:
    directory = sample.files()["directory.yaml"]
    broken = directory.replace("lat: ", "lat: 9", 1)
    assert broken != directory
    found = [
        str(one) for one in check(sample.write(tmp_path, {**files(), "directory.yaml": broken})).problems
    ]
    assert len(found) == 1, found
    assert found[0].startswith("directory.yaml")


def test_two_offices_of_one_name_cannot_be_told_apart(tmp_path: Path) -> None:
    directory = sample.files()["directory.yaml"]
    row = directory[directory.index("- id: office/labour") :]
    twice = {"directory.yaml": directory + "\n" + row.replace("office/labour", "office/other")}
    found = [str(one) for one in check(sample.write(tmp_path, {**files(), **twice})).problems]
    assert any("有 2 处都叫" in one and one.startswith(CONSULT) for one in found), found


def test_many_may_be_chosen_from_but_not_many_ticked(tmp_path: Path) -> None:
    rows = ", ".join(f"{{id: c{number}, label: 第{number}样}}" for number in range(20))
    matter = "choices: [{id: wages, label: 薪}, "
    text = files()[CONSULT].replace(matter, f"{matter}{rows}, ".replace("{id: c0, label: 第0样}, ", ""))
    assert check(sample.write(tmp_path / "a", {CONSULT: text})).problems
    fewer = text.replace("{id: c19, label: 第19样}, ", "")
    assert check(sample.write(tmp_path / "b", {CONSULT: fewer})).problems == []
    several = fewer.replace("kind: choice, label: 类", "kind: choices, label: 类")
    found = [str(one) for one in check(sample.write(tmp_path / "c", {CONSULT: several})).problems]
    assert any("choices 的 choices 最多 12 个" in one for one in found), found


@pytest.mark.parametrize(("more", "taken"), [(57, True), (58, False)])
def test_a_list_of_sixty_papers_is_taken(tmp_path: Path, more: int, taken: bool) -> None:
    rows = "".join(f"  - {{text: 材料{at}, when: {{amount: {{filled: true}}}}}}\n" for at in range(more))
    text = files()[CONSULT].replace("  - {text: 欠条,", f"{rows}  - {{text: 欠条,")
    problems = [str(one) for one in check(sample.write(tmp_path, {CONSULT: text})).problems]
    assert (problems == []) is taken, problems
