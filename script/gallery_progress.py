"""The states of finding out what became of an order: every outcome, by slip and by typed line."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.device import ABSENT, CodeLies, CodeScanned, PrintOutcome, PrintReported
from kiosk.domain.progress import Entry, LookOutcome, Progress
from script.gallery_walk import NO_PAPER, SECRET, Walk

ORDER_ID: Final = "0197a0b2-0000-7000-8000-000000000147"
ORDER_NO: Final = "SS3-0147"
SLIP: Final = CodeScanned(f"GL1.{ORDER_NO}.{SECRET}", "visit-1", "look-1")
AS_OF: Final = "2026-11-22T14:05:00+08:00"
REPLY: Final = (
    "您好，您的情况我们看过了。\n"
    "工钱可以要回来，劳动仲裁不收费。您先去县劳动监察大队投诉，带上身份证、考勤和转账记录。"
    "工地上的活，分包不给，总承包公司要先垫。\n"
    "投诉以后 60 天还没有结果，就去劳动仲裁委申请仲裁，一年之内都可以。"
    "您符合法律援助的条件，需要律师，请再到终端点“法律援助”。\n"
    "不要堵路、不要爬塔吊，原件都自己留着，只给复印件。"
)
WAITING: Final = Entry("待受理", "2026-11-21T14:05:00+08:00")
TAKEN: Final = Entry("已受理", "2026-11-21T15:00:00+08:00")
IN_HAND: Final = Entry("办理中", "2026-11-21T16:20:00+08:00")
ANSWERED: Final = Entry("办理中", "2026-11-22T10:30:00+08:00", reply=REPLY)
DONE: Final = Entry("已办结", "2026-11-22T10:31:00+08:00")
TO_RATE: Final = Entry("待评价", "2026-11-22T10:31:00+08:00")
RETURNED: Final = Entry(
    "退回补正", "2026-11-22T09:00:00+08:00", note="缺能证明欠您多少钱的材料，欠条、转账记录都可以。"
)
MANY: Final = (
    Entry("抢单中", "2026-11-21T15:01:00+08:00"),
    Entry("派单", "2026-11-21T15:02:00+08:00"),
    Entry("已承接", "2026-11-21T15:30:00+08:00", note="由县法律援助中心的律师接手。"),
    Entry("办理中", "2026-11-21T16:20:00+08:00"),
    Entry("延期", "2026-11-22T08:00:00+08:00", note="要等劳动监察大队的材料，多等 3 天。"),
)


def progress(*entries: Entry, **changes: bool) -> Progress:
    return Progress(ORDER_ID, ORDER_NO, entries, AS_OF if entries else "", **changes)


def _found(walk: Walk, *entries: Entry, **changes: bool) -> Walk:
    return walk.does(m.ProgressThere("look-1", LookOutcome.FOUND, progress(*entries, **changes)))


def progress_walks(home: Walk) -> Iterator[tuple[str, Walk]]:
    """``home``: everything works, somebody just touched the screen."""
    yield from _asking(home)
    yield from _showing(home.does(SLIP))
    yield from _typed(home)


def _asking(home: Walk) -> Iterator[tuple[str, Walk]]:
    yield "home-no-scanner", home.with_(scanner=ABSENT)
    yield "home-foreign-code", home.does(CodeScanned("https://example.invalid/pay", "v", "l"))
    ask = home.does(m.Open(s.AskProgress()))
    yield "home-code-lies", home.does(CodeLies(True))
    yield "idle-code-lies", home.with_(visit=None, code_lies=True)
    yield "progress_ask", ask
    yield "progress_ask-code-lies", ask.does(CodeLies(True))
    yield "progress_ask-foreign", ask.does(CodeScanned("https://example.invalid/pay", "v", "l"))
    yield "progress_ask-no-scanner", ask.with_(scanner=ABSENT)
    number = ask.does(m.Open(s.TypeProgress()))
    yield "progress_type-empty", number
    yield "progress_type-number", number.does(m.TypeSlip("0147"))
    yield "progress_type-number-wrong", number.does(m.SlipTyped("l"))
    prefix = number.does(m.Open(s.TypeProgress(s.TypedPart.PREFIX)))
    yield "progress_type-prefix", prefix
    yield "progress_type-prefix-typed", prefix.does(m.TypeSlip("SS12"))
    code = number.does(m.TypeSlip("147"), m.SlipTyped("l"))
    yield "progress_type-code", code
    yield "progress_type-code-half", code.does(m.TypeSlip("7K3QX9"))
    yield "progress_type-code-wrong", code.does(m.TypeSlip("7K3QX9"), m.SlipTyped("l"))
    yield "progress_type-code-whole", code.does(m.TypeSlip("7K3QX9M2TA"))


def _showing(scanned: Walk) -> Iterator[tuple[str, Walk]]:
    yield "progress-waiting", scanned
    here = scanned.does(m.ProgressHere("look-1", progress(WAITING, TAKEN, IN_HAND, here=True, uploaded=True)))
    yield "progress-waiting-here", here
    offline = here.does(m.ProgressThere("look-1", LookOutcome.OFFLINE))
    yield "progress-offline-here", offline.with_(online=False)
    yield "progress-silent-here", offline
    yield "progress-limited-here", here.does(m.ProgressThere("look-1", LookOutcome.LIMITED))
    queued = scanned.does(m.ProgressHere("look-1", progress(here=True)))
    yield (
        "progress-queued",
        queued.does(m.ProgressThere("look-1", LookOutcome.OFFLINE)).with_(online=False),
    )
    uploaded = scanned.does(m.ProgressHere("look-1", progress(here=True, uploaded=True)))
    yield (
        "progress-uploaded",
        uploaded.does(m.ProgressThere("look-1", LookOutcome.OFFLINE)).with_(online=False),
    )
    yield "progress-uploaded-unknown", uploaded.does(m.ProgressThere("look-1", LookOutcome.UNKNOWN))
    yield "progress-in-hand", _found(scanned, WAITING, TAKEN, IN_HAND)
    yield "progress-returned", _found(scanned, WAITING, RETURNED)
    yield "progress-many-steps", _found(scanned, WAITING, TAKEN, *MANY)
    answered = _found(scanned, WAITING, TAKEN, IN_HAND, ANSWERED)
    yield "progress-answered", answered
    yield "progress-answered-2", answered.does(m.Open(s.ShowProgress(1)))
    closed = _found(scanned, WAITING, TAKEN, *MANY, ANSWERED, DONE, TO_RATE)
    for page in range(4):
        yield f"progress-closed-{page + 1}", closed.does(m.Open(s.ShowProgress(page)))
    long = _found(scanned, WAITING, TAKEN, replace(ANSWERED, reply=REPLY * 12), DONE, TO_RATE)
    for page in range(2):
        yield f"progress-long-{page + 1}", long.does(m.Open(s.ShowProgress(page)))
    yield "progress-closed-rated", _found(scanned, WAITING, ANSWERED, DONE, TO_RATE, rated=True)
    printing = closed.does(m.PrintReply("job-1"))
    yield "progress-printing", printing
    yield "progress-printed", printing.does(PrintReported("job-1", PrintOutcome.SENT))
    yield "progress-no-paper", closed.with_(printer=NO_PAPER)
    for outcome in (LookOutcome.UNKNOWN, LookOutcome.LIMITED):
        yield f"progress-{outcome.value}", scanned.does(m.ProgressThere("look-1", outcome))
    silent = scanned.does(m.ProgressThere("look-1", LookOutcome.OFFLINE))
    yield "progress-offline", silent.with_(online=False)
    yield "progress-silent", silent
    yield "progress-rate", closed.does(m.GoRate())
    yield "progress-end", closed.does(m.EndVisit())


def _typed(home: Walk) -> Iterator[tuple[str, Walk]]:
    asked = home.does(
        m.Open(s.TypeProgress()),
        m.TypeSlip("147"),
        m.SlipTyped("l"),
        m.TypeSlip(SECRET[:10]),
        m.SlipTyped("look-1"),
    )
    states = (WAITING, TAKEN, IN_HAND, DONE, TO_RATE)
    yield "progress-state-only", _found(asked, *states, state_only=True)
    yield "progress-typed-unknown", asked.does(m.ProgressThere("look-1", LookOutcome.UNKNOWN))
