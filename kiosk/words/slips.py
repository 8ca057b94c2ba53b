"""What stands on a slip, in the language of the visit: facts (``kiosk/domain/slip.py``) to printed lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kiosk.domain.bundle import How
from kiosk.domain.library import LawRef, Office
from kiosk.domain.scenario_matter import Passed, PathPaper
from kiosk.domain.slip import GuidePaper, Paper, Receipt, ReplyPaper, SheetPaper, SumPaper
from kiosk.words.slip import SlipTexts
from kiosk.words.texts import Texts


@dataclass(frozen=True, slots=True)
class Slip:
    """A receipt as printed. ``words``: its labels; ``time`` is local, to the minute."""

    words: SlipTexts = field(repr=False)
    title: str
    heading: str
    order_no: str
    time: str
    next_lines: tuple[str, ...]
    bring: str
    note: str  # empty when on-line
    qr: str = field(repr=False)
    qr_hint: str
    code: str = field(repr=False)
    code_note: str
    footer: str


@dataclass(frozen=True, slots=True)
class GuideSlip:
    """A guide to take home. Empty texts and empty tuples are not printed."""

    words: SlipTexts = field(repr=False)
    title: str
    heading: str
    answer: tuple[str, ...]
    steps: tuple[str, ...]
    bring: tuple[str, ...]
    where: tuple[str, ...]
    cost: str
    time: str
    never: str
    urgent: str
    law: tuple[str, ...]
    note: str
    date: str
    footer: str


@dataclass(frozen=True, slots=True)
class ReplySlip:
    """The answer to an order as printed. ``replies``: day and text; ``time``: of printing."""

    words: SlipTexts = field(repr=False)
    title: str
    heading: str
    order_no: str
    standing: str
    replies: tuple[tuple[str, str], ...] = field(repr=False)
    time: str
    footer: str


@dataclass(frozen=True, slots=True)
class SumSlip:
    """What was reckoned. ``given``: line and answer; ``found``: the one line in large."""

    words: SlipTexts = field(repr=False)
    title: str
    heading: str
    given: tuple[tuple[str, str], ...] = field(repr=False)
    found: str = field(repr=False)
    reason: str = field(repr=False)
    steps: tuple[str, ...] = field(repr=False)
    articles: tuple[str, ...]
    figures: tuple[str, ...]
    notes: tuple[str, ...]
    date: str
    footer: str


@dataclass(frozen=True, slots=True)
class PathSlip:
    """What was asked and answered, and what came of it. Empty texts and empty tuples are not printed."""

    words: SlipTexts = field(repr=False)
    title: str
    heading: str
    urgent: str
    path: tuple[str, ...] = field(repr=False)
    outcome: str = field(repr=False)
    answer: tuple[str, ...] = field(repr=False)
    steps: tuple[str, ...] = field(repr=False)
    did: tuple[str, ...] = field(repr=False)
    where: tuple[str, ...] = field(repr=False)
    law: tuple[str, ...] = field(repr=False)
    note: str
    date: str
    footer: str


AnySlip = Slip | GuideSlip | ReplySlip | SumSlip | PathSlip


def say(paper: Paper, texts: Texts) -> AnySlip:
    """``paper`` in words; ``texts`` are those of its language."""
    match paper:
        case Receipt():
            return _receipt(paper, texts)
        case GuidePaper():
            return _guide(paper, texts)
        case ReplyPaper():
            return say_reply(paper, texts)
        case SumPaper():
            return _sum(paper, texts)
        case PathPaper():
            return _path(paper, texts)
        case SheetPaper():
            return say_sheet(paper, texts)


def _receipt(paper: Receipt, texts: Texts) -> Slip:
    words = texts.slip
    besides = (words.sheets.format(paper.printed),) if paper.printed else ()
    return Slip(
        words=words,
        title=_title(paper.site, words),
        heading=words.receipt,
        order_no=paper.order_no,
        time=f"{paper.at:%Y-%m-%d %H:%M}",
        next_lines=(*paper.next_lines, *besides),
        bring=texts.main.list_joint.join((paper.bring, *paper.papers)),
        note=words.offline if paper.offline else "",
        qr=paper.qr,
        qr_hint=words.scan,
        code=paper.code,
        code_note=words.code_note,
        footer=words.foot_card if paper.card else words.foot_keep,
    )


def _guide(paper: GuidePaper, texts: Texts) -> GuideSlip:
    guide, words = paper.guide, texts.slip
    return GuideSlip(
        words=words,
        title=_title(paper.site, words),
        heading=guide.title,
        answer=guide.answer,
        steps=guide.steps,
        bring=guide.bring,
        where=tuple(_place(office, texts) for office in paper.offices),
        cost=guide.cost,
        time=guide.time,
        never=guide.never,
        urgent=guide.urgent,
        law=tuple(_law(guide.law, texts)),
        note=words.sample if guide.sample else words.answers,
        date=paper.on.isoformat(),
        footer=words.guide_foot,
    )


def say_sheet(paper: SheetPaper, texts: Texts) -> GuideSlip:
    """Something learnt, on the paper of a guide: its steps are the points, what was found, the article."""
    words, learn = texts.slip, texts.learn
    heading, said, items, title = paper.heading, paper.said, paper.items, learn.remember
    if paper.article is not None:
        heading, title = texts.main.cited(paper.heading, paper.article), learn.words
    elif paper.kind == "check":
        count = learn.found(len(items)) if items else learn.clear
        said, title = (learn.paper_check.format(paper.count), count), learn.paper_found
        both = zip(items, paper.advice, strict=True)
        items = tuple(learn.paper_line.format(risk, advice) for risk, advice in both)
    return GuideSlip(
        words=replace(words, steps=title),
        title=_title(paper.site, words),
        heading=heading,
        answer=said,
        steps=items,
        bring=(),
        where=(),
        cost="",
        time="",
        never="",
        urgent="",
        law=tuple(_law(paper.law, texts)),
        note=words.sample if paper.sample else words.answers,
        date=paper.on.isoformat(),
        footer=words.guide_foot,
    )


def say_reply(paper: ReplyPaper, texts: Texts) -> ReplySlip:
    """An answer to take home."""
    words = texts.slip
    return ReplySlip(
        words=words,
        title=_title(paper.site, words),
        heading=words.reply,
        order_no=paper.order_no,
        standing=texts.standing.says(paper.standing),
        replies=tuple((texts.times.day_at(at, paper.at), text) for at, text in paper.replies),
        time=f"{paper.at:%Y-%m-%d %H:%M}",
        footer=words.reply_foot,
    )


def _sum(paper: SumPaper, texts: Texts) -> SumSlip:
    result, words = paper.result, texts.slip
    return SumSlip(
        words=words,
        title=_title(paper.site, words),
        heading=paper.title,
        given=tuple((line.label, texts.sums.value(line, text, texts.times)) for line, text in paper.given),
        found=texts.sums.headline(result, texts.times),
        reason=result.reason,
        steps=result.steps,
        articles=texts.sums.articles(result),
        figures=tuple(texts.sums.figure(one) for one in result.figures),
        notes=tuple(dict.fromkeys((*result.warnings, result.note))),
        date=paper.on.isoformat(),
        footer=words.guide_foot,
    )


def _path(paper: PathPaper, texts: Texts) -> PathSlip:
    outcome, words = paper.outcome, texts.slip
    return PathSlip(
        words=words,
        title=_title(paper.site, words),
        heading=paper.title,
        urgent=outcome.urgent if outcome is not None else "",
        path=tuple(words.said.format(line.ask, line.say or words.unsure) for line in paper.path),
        outcome=outcome.title if outcome is not None else "",
        answer=outcome.answer if outcome is not None else (),
        steps=outcome.steps if outcome is not None else (),
        did=tuple(filter(None, (_did(one, texts) for one in paper.stops))),
        where=tuple(_place(office, texts) for office in paper.offices),
        law=tuple(_law(outcome.law, texts)) if outcome is not None else (),
        note=words.sample if paper.sample else words.answers,
        date=paper.on.isoformat(),
        footer=words.path_foot,
    )


def _did(stop: Passed, texts: Texts) -> str:
    """One line of what was done in a bundle; the questions are above, and what nobody needed is left out."""
    words = texts.slip
    name = stop.way.title or words.sum
    if stop.way.kind == "scenario":
        return ""
    if stop.amount and stop.how is How.DONE:
        return words.did_sum.format(name, texts.sums.fact(stop.amount, texts.times))
    said = {How.DONE: words.did_done, How.SKIPPED: words.did_skipped, How.AGAIN: words.did_again}
    return said[stop.how].format(name) if stop.how in said else ""


def _title(site: str, words: SlipTexts) -> str:
    return site if site.endswith(words.terminal) else words.titled.format(site)


def _place(office: Office, texts: Texts) -> str:
    """Name, address, telephone, and the hours of both: of the day it is read on nothing is known."""
    answered = texts.duty.stated(office.answers, texts.times)
    phone = office.phone + (texts.slip.bracket.format(answered) if answered else "")
    hours = texts.duty.hours(office.hours, texts.times)
    door = texts.duty.window.format(hours) if hours and office.hours != office.answers else ""
    return texts.slip.comma.join(part for part in (office.name, office.address, phone, door) if part)


def _law(refs: Sequence[LawRef], texts: Texts) -> Iterator[str]:
    """One line an article, those of a law together under its name, which is long."""
    laws = list(dict.fromkeys(ref.law for ref in refs))
    before = ""
    for ref in sorted(refs, key=lambda ref: laws.index(ref.law)):
        more = ref.law == before
        before = ref.law
        cited = texts.main.article(ref.article) if more else texts.main.cited(ref.law, ref.article)
        yield texts.slip.article.format(cited, ref.gist)
