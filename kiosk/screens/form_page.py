"""What the pages of a form share: where in the form one is, its head, its one primary button below."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as member

from kiosk.domain import flow, forms, paper_forms
from kiosk.domain.forms import Draft, Page
from kiosk.domain.library import FormField, ServiceItem
from kiosk.domain.problems import Problem
from kiosk.domain.state import AppState, FormProgress
from kiosk.screens.language import only_chinese
from kiosk.screens.said_values import worded
from kiosk.screens.sample_mark import marked
from kiosk.screens.widgets.block import Beside, Block, Column
from kiosk.screens.widgets.notes import StepBar
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.text import Text
from kiosk.words.texts import Texts

_SEGMENT_MM = 7.0  # of the step marks beside a title


@dataclass(frozen=True, slots=True)
class FormPage:
    """The open page of the open form, in the words of ``texts``."""

    item: ServiceItem
    page: Page
    field: FormField | None
    progress: FormProgress
    texts: Texts = member(compare=False, repr=False)

    @property
    def draft(self) -> Draft:
        return self.progress.draft

    @property
    def names(self) -> tuple[str, ...]:
        names = forms.step_names(self.item, self.texts.form.check_step)
        if only_chinese(self.texts, self.item):
            names = (self.texts.main.chinese_only,) * len(names)
        return tuple(marked(self.texts, name, self.item) for name in names)

    @property
    def step(self) -> int:
        return min(self.page.step, len(self.names) - 1)

    @property
    def problem(self) -> str:
        """What is wrong with this page, in one sentence; empty when nothing is."""
        label = self.field.label if self.field is not None else ""
        problem = self.progress.problem
        return self.texts.problems.says(problem and worded(problem, self.field, self.texts), label)

    def sentences(self, wrong: Mapping[str, Problem]) -> dict[str, str]:
        """Field id to sentence, for problems of the whole form."""
        fields = {one.id: one for one in forms.fields_of(self.item)}
        out: dict[str, str] = {}
        for name, problem in wrong.items():
            field = fields.get(name)
            label = field.label if field is not None else ""
            out[name] = self.texts.problems.says(worded(problem, field, self.texts), label)
        return out


def form_page(state: AppState, texts: Texts) -> FormPage | None:
    """None when no form is open; then these screens are not shown either."""
    current = flow.current_page(state)
    if current is None or state.visit is None or state.visit.form is None:
        return None
    item, page, _field = current
    library = flow.library(state)
    said = (paper_forms.of(library, item.id) if library is not None else None) or item
    return FormPage(said, page, forms.find_field(said, page.field_id), state.visit.form, texts)


class _StepMark(StepBar):
    """The step bar on the same line as the title, no longer than it needs to be."""

    def __init__(self, page: FormPage, named: bool, segments: bool, sample: bool = True) -> None:
        super().__init__(page.texts.main, page.step, page.names)
        if not named:
            number = page.texts.main.step_of.format(page.step + 1, len(page.names))
            self._words.text = marked(page.texts, number, page.item) if sample else number
        self._count = self._count if segments else 0

    def natural(self) -> float:
        segments = self.theme.gap + self._count * self.theme.mm(_SEGMENT_MM) if self._count else 0.0
        return self._words.natural() + segments

    def arrange(self) -> None:
        if self._count:
            super().arrange()
        else:
            self._words.place(self.x, self.y, self.width, self.height)


def head(look: Look, page: FormPage, title: str, under: Block | None = None, stacked: bool = False) -> Block:
    """Step and title; on low panels on one line unless ``stacked``. ``under`` stands close below them."""
    words = Text(title, "title", valign="middle")
    below = [under] if under is not None else []
    if stacked or not look.theme.compact:
        close = 0.0 if look.theme.compact else 0.65
        # On a low panel large text may take its line.
        steps = StepBar(page.texts.main, page.step, page.names, yields=2 if look.theme.compact else 0)
        near = 0.7 if under is not None and under.tappable else 0.2
        return Column(steps, Column(words, *below, gap=near), gap=close)
    words.share = 1.0
    mark = _mark(look, page, title)
    return Column(Beside(words, mark) if mark is not None else words, *below, gap=0.1)


def _mark(look: Look, page: FormPage, title: str) -> Block | None:
    """As much about the step as the title leaves room for: first the step's name goes, then the segments, and
    that the form is a sample, which the list of forms has said. At last all of it, where the title alone has
    room on its line: two lines leave none for a pad or for keys.
    """
    theme = look.theme
    line = theme.width - 2 * theme.margin - 2
    room = line - theme.gap - look.paint.width(title, "title")
    mark = _StepMark(page, named=True, segments=True)
    for named, segments, sample in (
        (True, True, True),
        (False, True, True),
        (False, False, True),
        (False, False, False),
    ):
        mark = _StepMark(page, named, segments, sample)
        mark.look_given = look
        if mark.natural() <= room:
            return mark
    return mark if look.paint.width(title, "title") > line else None


def advice(hint: str, problem: str) -> Block | None:
    """A problem in its own colour with a drawing; without one, the hint; without either, nothing."""
    if problem:
        return Column(problem_line(problem))
    return Text(hint, "small", tone="ink2") if hint else None


def problem_line(problem: str, role: str = "strong") -> Block:
    """One sentence about what is wrong, beside a sign that says so without colour."""
    words = Text(problem, role, tone="danger", valign="middle")
    words.share = 1.0
    return Beside(Icon("warning", tone="danger", scale=0.7), words, gap=0.5)
