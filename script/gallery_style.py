"""The living style page: every widget in every state, drawn by the screens' own code, over as many pages as
a format and mode need. Import only after ``screens.environment.prepare``."""

from collections.abc import Callable, Iterator
from typing import Final

from kiosk.domain.flow import Screen
from kiosk.domain.state import AppState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.paging import pager
from kiosk.screens.widgets.block import Beside, Block, Card, Column, Grid, Spacer
from kiosk.screens.widgets.buttons import (
    BaseButton,
    Chip,
    DangerButton,
    PrimaryButton,
    SecondaryButton,
    side_by_side,
)
from kiosk.screens.widgets.candidates import Candidates
from kiosk.screens.widgets.entry import DigitsText, WrittenText
from kiosk.screens.widgets.faces import FaceRow, FaceTile
from kiosk.screens.widgets.icon_paths import ICONS
from kiosk.screens.widgets.keypad import letter_keys, number_keys, symbol_keys
from kiosk.screens.widgets.lists import Choice, Row, Tile
from kiosk.screens.widgets.notes import AnswerBox, Bullets, Fact, Notice, NumberedSteps, StepBar, poster
from kiosk.screens.widgets.options import Option
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.phrases import Phrases
from kiosk.screens.widgets.picture import Countdown, Icon, QrImage, Rule
from kiosk.screens.widgets.pinyin_pad import PinyinPad
from kiosk.screens.widgets.switch import Switch
from kiosk.screens.widgets.text import Text
from kiosk.services import Services
from kiosk.words.main import MainTexts

_TITLE: Final = "法律的事，先来问问"
_TONES: Final = ("ink", "ink2", "action", "attention", "done", "danger", "disabled")
_STEPS: Final = ("说事情", "怎么找您", "核对")
Make = Callable[[], Block]


def _nothing(*_args: object) -> None:
    """Nothing here leads anywhere."""


class StyleScreen(RebuiltScreen):
    """Page ``number`` of the style page; ``count`` is known once one was made."""

    screen = Screen.MAINTENANCE  # stands for none: it is put on the frame by hand

    def __init__(self, services: Services, look: Look, number: int) -> None:
        super().__init__(services, look)
        self._number = number
        self._paged = self._pages()

    @property
    def count(self) -> int:
        return len(self._paged)

    def view(self, state: AppState) -> object:
        return self._number

    def build(self, state: AppState) -> Block:
        return Column(*(_sample(name, make) for name, make in self._paged[self._number]), Spacer(), gap=0.8)

    def _pages(self) -> list[list[tuple[str, Make]]]:
        """As many samples a page as fit, in reach too."""
        pages: list[list[tuple[str, Make]]] = [[]]
        for sample in samples(self.look):
            tried = Column(*(_sample(name, make) for name, make in [*pages[-1], sample]), Spacer(), gap=0.8)
            if pages[-1] and not self.fits(tried):
                pages.append([])
            pages[-1].append(sample)
        return pages


def _sample(name: str, make: Make) -> Block:
    return Column(Text(name, "tiny", tone="ink2"), make(), gap=0.2)


def samples(look: Look) -> Iterator[tuple[str, Make]]:
    """Name and maker of each, in the order of the palette of parts."""
    for role in look.theme.types:
        yield f"text {role}", lambda role=role: Text(_TITLE[:5], role)  # type: ignore[misc]
    yield "tones", lambda: Grid(*(Text(tone, "strong", tone=tone) for tone in _TONES), columns=3, gap=0.4)
    yield from _buttons(look.texts.main)
    yield from _lists(look)
    yield from _notes(look.texts.main, look.theme.compact)
    yield from _entry(look)
    yield from _pictures(look)


def _pressed(button: BaseButton) -> BaseButton:
    button.pressed = True
    return button


def _buttons(texts: MainTexts) -> Iterator[tuple[str, Make]]:
    def row(kind: type[BaseButton], word: str) -> Block:
        name = f"style.{kind.__name__.lower()}"
        return side_by_side(
            kind(word, touch_id=name),
            _pressed(kind(word, touch_id=f"{name}.down")),
            kind(word, touch_id=f"{name}.off", enabled=False),
        )

    yield "PrimaryButton: up, down, off", lambda: row(PrimaryButton, "下一步")
    yield "SecondaryButton", lambda: row(SecondaryButton, "清空")
    yield "DangerButton", lambda: row(DangerButton, "结束")
    yield "SecondaryButton with a drawing", lambda: SecondaryButton("留言", icon="pen", touch_id="style.pen")
    yield (
        "Chip: up, chosen, off",
        lambda: side_by_side(
            Chip("工资没发", touch_id="style.chip"),
            Chip("工资没发", touch_id="style.chip.chosen", chosen=True),
            Chip("工资没发", touch_id="style.chip.off", enabled=False),
        ),
    )
    yield "pager", lambda: pager("style.page", 0, 3, _nothing, True, texts)


def _lists(look: Look) -> Iterator[tuple[str, Make]]:
    yield "Row", lambda: Row(_TITLE, "", "pen", touch_id="style.row")
    yield "Row with a second line", lambda: Row(_TITLE, "写过的都还在", "pen", touch_id="style.row.two")
    yield (
        "Tile",
        lambda: Grid(
            Tile("问法律", "工资 离婚", "chat", touch_id="style.tile"),
            Tile("办事情", "", "document", low=True, touch_id="style.tile.low"),
        ),
    )
    yield (
        "Choice",
        lambda: Choice("申请法律援助", _TITLE, [("clock", "三天答复")], "shield", touch_id="style.choice"),
    )
    yield (
        "Option: one of several, any of them",
        lambda: Grid(
            Option("讨薪", touch_id="style.option"),
            Option("工伤", chosen=True, touch_id="style.option.on"),
            Option("太慢", many=True, touch_id="style.many"),
            Option("看不懂", many=True, chosen=True, touch_id="style.many.on"),
            gap=0.8,
        ),
    )
    yield (
        "Switch: off, on",
        lambda: Grid(
            *(
                Switch("大字", "时间放宽", "letters", ("没开", "开了"), on, touch_id=f"style.switch.{on}")
                for on in (False, True)
            ),
            columns=2 if look.theme.compact else 1,
            gap=0.8,
        ),
    )
    yield "FaceRow", lambda: FaceRow("满意", icon="face4", tone="done", touch_id="style.face")
    yield (
        "FaceTile",
        lambda: Grid(
            *(
                FaceTile("满意", icon=f"face{n}", tone=tone, touch_id=f"style.face.{n}")
                for n, tone in ((5, "done"), (3, "ink2"), (2, "attention"), (1, "danger"))
            ),
            columns=4,
        ),
    )


def _notes(texts: MainTexts, low: bool) -> Iterator[tuple[str, Make]]:
    yield "AnswerBox", lambda: AnswerBox(("干了活就该拿钱，劳动仲裁不收费。",))
    for kind in ("attention", "danger", "tint", "done"):
        yield f"Notice {kind}", lambda kind=kind: Notice(_TITLE, ("一会儿就好",), icon="info", kind=kind)  # type: ignore[misc]
    yield "NumberedSteps", lambda: NumberedSteps(("存好转账", "写一张欠条"))
    yield "Bullets", lambda: Bullets(("身份证", "合同"))
    yield "StepBar", lambda: StepBar(texts, 1, _STEPS)
    yield "Fact", lambda: Fact("带什么", Text("身份证", "body"), icon="bag")
    yield "poster", lambda: poster("idcard", "正在等身份证……", "放平，不要动", low=low, scale=3.0)
    yield "Card, Rule", lambda: Card(Text(_TITLE, "body"), Rule(), Text(_TITLE, "small", tone="ink2"))


def _entry(look: Look) -> Iterator[tuple[str, Make]]:
    def written(text: str, wrong: bool = False) -> Block:
        box = WrittenText(rows=2)
        box.hint, box.wrong, box.text = "哪天、和谁", wrong, text
        return box

    def digits() -> Block:
        box = DigitsText()
        box.text = "130 0000 0000"
        return box

    def offered() -> Block:
        block = Candidates(_nothing, columns=4 if look.theme.compact else 8)
        block.offer(("资", "姿", "咨", "次"))
        return block

    def phrases() -> Block:
        role = "small_bold" if look.theme.compact else "strong"
        block = Phrases(_nothing, look_given=look, rows=2, role=role)
        block.offer(("工资没发", "人受伤了"))
        return block

    yield "WrittenText", lambda: written("老板拖欠我三个月工资")
    yield "WrittenText empty", lambda: written("")
    yield "WrittenText with a problem", lambda: written("", wrong=True)
    yield "DigitsText", digits
    yield "Candidates", offered
    yield "Phrases", phrases
    yield "number keys", lambda: number_keys("X", _nothing, "style.number")
    yield "letter keys", lambda: letter_keys(_nothing, "style.letter")
    yield "symbol keys", lambda: symbol_keys(_nothing)
    yield "PinyinPad", lambda: PinyinPad(_nothing, _nothing, _nothing, _nothing)


class _Code(QrImage):
    def natural(self) -> float:
        return float(self.theme.mm(40))

    def fit(self, width: float) -> float:
        return self.natural()


def _pictures(look: Look) -> Iterator[tuple[str, Make]]:
    def ring() -> Block:
        block = Countdown()
        block.set(32, 0.7)
        block.share = 1.0
        return Beside(block, _Code("GL1.SAMPLE"), gap=2.0)

    names = sorted(ICONS)
    a_row = 12 if look.theme.compact else 8
    for start in range(0, len(names), a_row * 3):
        some = names[start : start + a_row * 3]
        yield (
            f"drawings {some[0]} to {some[-1]}",
            lambda some=some: Grid(*(Icon(name) for name in some), columns=a_row, gap=0.6),  # type: ignore[misc]
        )
    yield "badges", lambda: Beside(*(Icon(name, tone="action", surface="badge") for name in names[:4]))
    yield "Countdown, QrImage", ring
