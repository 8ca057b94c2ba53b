"""An order's progress: what is known of it, how it is said, how a typed slip is understood."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import progress as p
from kiosk.domain.progress import Entry, Look, LookOutcome, Progress
from kiosk.domain.standing import steps as told_steps
from kiosk.wire.ids import CROCKFORD
from kiosk.wire.states import PlatformState
from tests.support import said as spoken
from tests.support.states import LOCAL, MAN, SECRET

AT = "2026-11-21T14:05:00+08:00"
ORDER = "0197a0b2-0000-7000-8000-000000000147"
SENTENCE_MOST = 20
TIMES = spoken.CHINESE.times


def told(*states: str, reply: str = "", **changes: bool) -> Progress:
    entries = tuple(Entry(state, AT, reply=reply) for state in states)
    return Progress(ORDER, "SS3-0147", entries, AT if entries else "", **changes)


def asked(**changes: object) -> Look:
    return replace(Look("look-1", "SS3-0147", 1000.0, secret=SECRET), **changes)  # type: ignore[arg-type]


# ---- what is known -------------------------------------------------------------------------------


def test_the_hub_knows_better_but_not_what_only_this_terminal_did() -> None:
    ours = told("待受理", here=True, uploaded=False, rated=True)
    theirs = told("待受理", "办理中")
    assert asked().known is None
    assert asked(here=ours).known == ours
    assert asked(fresh=theirs).known == theirs
    assert asked(here=ours, fresh=theirs).known == replace(theirs, here=True, uploaded=True, rated=True)


@pytest.mark.parametrize(
    ("look", "may"),
    [
        (asked(fresh=told("已办结")), True),
        (asked(fresh=told("办理中", "待评价")), True),
        (asked(here=told("待评价")), True),
        (asked(fresh=told("待评价", rated=True)), False),
        (asked(fresh=told("待评价"), here=told("待评价", rated=True)), False),
        (asked(fresh=told("办理中")), False),
        (asked(fresh=told("待评价", "已评价")), False),
        (asked(fresh=told("归档")), False),
        (asked(fresh=told()), False),
        (asked(fresh=told("待评价", state_only=True)), False),
        (asked(fresh=told("待评价"), secret=""), False),
        (asked(fresh=replace(told("待评价"), order_id="")), False),
        (asked(), False),
    ],
)
def test_only_a_closed_order_is_rated_once_by_its_slip(look: Look, may: bool) -> None:
    assert p.may_rate(look) is may


def test_an_identity_number_in_an_answer_is_not_shown() -> None:
    entry = Entry("退回补正", AT, note=f"号码 {MAN} 不清楚", reply=f"{MAN[:17]}x，请核对。")
    shown = p.without_numbers(Progress(ORDER, "SS3-0147", (entry,))).entries[0]
    assert shown.note == "号码 3****************0 不清楚"
    assert shown.reply == "3****************x，请核对。"
    telephone = Entry("办理中", AT, reply="打 0580-0000001，或 13000000000。")
    assert p.without_numbers(Progress(ORDER, "SS3-0147", (telephone,))).entries == (telephone,)


def test_what_was_asked_and_answered_is_in_no_repr() -> None:
    entry = Entry("办理中", AT, note="一句说明", reply="一句答复")
    look = asked(fresh=Progress(ORDER, "SS3-0147", (entry,)), typed="7K3QX9M2TA")
    for text in (SECRET, "7K3QX", "一句说明", "一句答复"):
        assert text not in repr(look)


# ---- typing --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("7k3qx 9m2ta", "7K3QX9M2TA"),
        ("oO0iIlL1", "00011111"),
        ("7K3QX-9M2TA", "7K3QX9M2TA"),
        ("U７K,。", "K"),
        ("7K3QX9M2TAHJ4N5", "7K3QX9M2TA"),
        ("", ""),
    ],
)
def test_a_typed_line_is_read_as_it_was_meant(typed: str, meant: str) -> None:
    assert p.normal_code(typed) == meant


@given(st.text())
def test_whatever_is_typed_is_a_possible_line_and_reading_it_twice_changes_nothing(text: str) -> None:
    code = p.normal_code(text)
    assert len(code) <= 10
    assert set(code) <= set(CROCKFORD)
    assert p.normal_code(code) == code
    assert p.normal_prefix(text) == p.normal_prefix(p.normal_prefix(text))
    assert p.normal_digits(text) == p.normal_digits(p.normal_digits(text))
    p.typed_number(p.normal_prefix(text), p.normal_digits(text))  # never raises


@pytest.mark.parametrize(
    ("prefix", "number", "order_no"),
    [
        ("SS3", "147", "SS3-0147"),
        ("SS3", "0147", "SS3-0147"),
        ("SS3", "12345", "SS3-12345"),
        ("A", "1", "A-0001"),
        ("SS3", "0", ""),
        ("SS3", "", ""),
        ("", "147", ""),
        ("ss3", "147", ""),
    ],
)
def test_noughts_need_not_be_typed(prefix: str, number: str, order_no: str) -> None:
    assert p.typed_number(prefix, number) == order_no


# ---- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [*(state.value for state in PlatformState), "后来才有的状态"])
def test_every_state_is_said_in_plain_words_with_and_without_an_answer(state: str) -> None:
    said = {
        spoken.standing(told(state)),
        spoken.standing(told(state, reply="先去投诉。")),
        spoken.standing(told(state, reply="先去投诉。", state_only=True)),
    }
    for sentence in (*said, spoken.step(Entry(state, AT))):
        assert 2 <= len(sentence) <= SENTENCE_MOST
        assert not {"退回补正", "派单", "归档", "转办", "待受理", "承接"} & {sentence}
    assert "答复" not in spoken.standing(told(state, state_only=True)), "by the typed line nobody knows"
    assert "还没有答复" not in spoken.standing(told(state, reply="先去投诉。"))


@pytest.mark.parametrize(
    ("progress", "sentence"),
    [
        (told("办理中"), "有人正在办，还没有答复"),
        (told("后来才有的状态"), "有人正在办，还没有答复"),
        (told("办理中", reply="先去投诉。"), "答复来了，还在接着办"),
        (told("办理中", "已办结", reply="先去投诉。"), "办好了，答复在下面"),
        (told("办理中", "已办结"), "办好了，没有写答复"),
        (told("办理中", state_only=True), "有人正在办"),
        (told("待评价"), "办好了，没有写答复"),
        (told("待回访"), "办好了，会打电话问您"),
        (
            Progress(ORDER, "SS3-0147", (Entry("待评价", AT, note="材料已寄出。"),)),
            "办好了，请您评价",
        ),
        (told("待评价", rated=True), "办好了，您也评价了"),
        (told("待评价", state_only=True), "办好了"),
        (told("待评价", rated=True, reply="先去投诉。"), "办好了，答复在下面"),
        (told("不予受理", reply="不归我们管。"), "这件事没有受理，答复在下面"),
        (told("待受理", "已撤回"), "这件事已经撤回"),
        (told("待受理", "已撤回", "归档"), "这件事已经了结"),
        (told("待受理", "已撤回", "归档", reply="撤了也可以再来。"), "这件事已经了结，答复在下面"),
        (told("待受理", "已撤回", "归档", state_only=True), "这件事已经了结"),
        (told("待受理", "转办", "归档"), "这件事已经了结"),
        (told("待受理", "重复合并", "归档"), "这件事已经了结"),
        (told("待受理", "退回补正", "归档"), "这件事已经了结"),
        (told("待受理", "不予受理", "归档"), "这件事已经了结"),
        (told("归档"), "这件事已经了结"),
        (told("办理中", "已办结", "待评价", "未评价", "归档"), "办好了，没有写答复"),
        (told("办理中", "已办结", "待评价", "未评价", "归档", state_only=True), "全部办完了"),
        (told("待回访", "已回访", "归档", state_only=True), "全部办完了"),
        (told(here=True), "已提交，还没有送出去"),
        (told(here=True, uploaded=True), "已上传，还没有新消息"),
    ],
)
def test_where_an_order_stands(progress: Progress, sentence: str) -> None:
    assert spoken.standing(progress) == sentence


@pytest.mark.parametrize("aside", ["已撤回", "转办", "重复合并", "退回补正", "不予受理"])
def test_what_was_never_done_is_called_done_nowhere(aside: str) -> None:
    """Archived, it is over: not done, not to be rated, and nobody is told that all was seen to."""
    for reply in ("", "先去投诉。"):
        progress = told("待受理", aside, "归档", reply=reply)
        said = [spoken.standing(progress), *(spoken.step(entry) for entry in told_steps(progress))]
        assert not [sentence for sentence in said if "办好" in sentence or "办完" in sentence]
        assert not p.may_rate(asked(fresh=progress))


def stepped(*steps: tuple[str, str, str]) -> list[str]:
    entries = tuple(Entry(state, f"2026-11-21T{at}+08:00", note=note) for state, at, note in steps)
    return [spoken.step(entry) for entry in told_steps(Progress(ORDER, "SS3-0147", entries))]


def test_of_the_desks_a_paper_went_by_in_one_minute_the_last_is_told() -> None:
    many = [
        ("待受理", "14:05:01", ""),
        ("已受理", "14:05:02", ""),
        ("派单", "14:05:03", ""),
        ("办理中", "14:05:59", ""),
        ("已办结", "14:06:00", ""),
        ("待评价", "14:06:01", ""),
    ]
    assert stepped(*many) == ["办好了", "正在办", "收到您的申请"]
    with_word = [*many[:2], ("延期", "14:05:03", "要等材料"), *many[3:]]
    assert stepped(*with_word) == ["办好了", "正在办", "要多办几天", "收到您的申请"]
    assert stepped() == []
    assert stepped(("待受理", "?", ""), ("已受理", "?", "")) == ["受理了", "收到您的申请"]


def test_an_answer_is_a_step_and_always_told() -> None:
    entries = (Entry("待受理", AT), Entry("办理中", AT, reply="先去投诉。"), Entry("已办结", AT))
    told_ = told_steps(Progress(ORDER, "SS3-0147", entries))
    assert [spoken.step(entry) for entry in told_] == ["办好了", "答复了您", "收到您的申请"]


@given(st.lists(st.tuples(st.sampled_from(["待受理", "办理中", "?"]), st.booleans(), st.booleans())))
def test_nothing_with_a_word_is_left_out(steps: list[tuple[str, bool, bool]]) -> None:
    entries = tuple(Entry(s, AT, "说明" if n else "", "答复" if r else "") for s, n, r in steps)
    kept = told_steps(Progress(ORDER, "SS3-0147", entries))
    assert [e for e in reversed(kept) if e.note or e.reply] == [e for e in entries if e.note or e.reply]
    assert kept[:1] == entries[-1:]
    assert kept[-1:] == entries[:1]


def test_the_newest_answer_comes_first_and_an_empty_one_is_none() -> None:
    entries = (
        Entry("办理中", AT, reply="一"),
        Entry("办理中", AT, reply=" \n"),
        Entry("已办结", AT, reply="二"),
    )
    assert [entry.reply for entry in p.replies(Progress(ORDER, "SS3-0147", entries))] == ["二", "一"]


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-11-21T14:00:00+08:00", "11月21日 下午2点"),
        ("2026-11-21T14:05:00+08:00", "11月21日 下午2点多"),
        ("2026-11-21T06:05:00Z", "11月21日 下午2点多"),
        ("2026-11-21T16:30:00+00:00", "11月22日 凌晨0点多"),
        ("2026-11-21T07:00:00+08:00", "11月21日 早上7点"),
        ("2026-11-21T11:59:00+08:00", "11月21日 上午11点多"),
        ("2026-11-21T12:00:00+08:00", "11月21日 中午12点"),
        ("2026-11-21T13:00:00+08:00", "11月21日 下午1点"),
        ("2026-11-21T23:59:00+08:00", "11月21日 晚上11点多"),
        ("2025-01-02T09:00:00+08:00", "2025年1月2日 上午9点"),
        ("2026-11-21T09:00:00", "11月21日 上午9点"),
        ("the day after", ""),
        ("", ""),
        ("0001-01-01T00:00:00+14:00", ""),
    ],
)
def test_times_are_said_as_people_say_them(at: str, said: str) -> None:
    assert TIMES.day_and_hour(at, LOCAL) == said
    assert TIMES.day_at(at, LOCAL) == said.partition(" ")[0]


def test_as_of_is_said_to_the_minute() -> None:
    assert TIMES.day_and_minute(AT, LOCAL) == "11月21日 14:05"
    assert TIMES.day_and_minute("?", LOCAL) == ""


@given(st.datetimes(timezones=st.just(UTC)))
def test_any_time_can_be_said(when: datetime) -> None:
    said = TIMES.day_and_hour(when.isoformat(), LOCAL)
    assert bool(said) is (when.year < 9999 or (when.month, when.day, when.hour) < (12, 31, 16))
    assert bool(TIMES.day_and_minute(when.isoformat(), LOCAL)) is bool(said)


def test_outcomes_are_what_the_hub_says_and_off_line() -> None:
    assert {outcome.value for outcome in LookOutcome} == {"found", "unknown", "limited", "offline"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("从 2026-11-21T06:05:09+00:00 起", "从 11月21日 14:05 起"),
        ("2025-12-31T16:00:00.123Z", "1月1日 00:00"),
        ("2024-11-21T14:05+08:00，2026-11-21T14:05+08:00", "2024年11月21日 14:05，11月21日 14:05"),
        ("2026-13-41T06:05:09+00:00", "2026-13-41T06:05:09+00:00"),
        ("2026-11-21 06:05", "2026-11-21 06:05"),  # of no zone: not guessed
    ],
)
def test_instants_within_a_line_are_told_in_local_time(text: str, told: str) -> None:
    assert TIMES.with_times_told(text, LOCAL) == told


def test_the_year_is_told_when_nothing_is_known_of_today() -> None:
    assert TIMES.with_times_told("2026-11-21T06:05:09+00:00", None) == "2026年11月21日 14:05"


@given(st.text())
def test_a_line_without_an_instant_stays(text: str) -> None:
    assert TIMES.with_times_told(text.replace("T", ""), LOCAL) == text.replace("T", "")
