"""How the parts of the writing screen stand: below each other on standing panels; on low ones the pad left,
letters below the text."""

from kiosk.domain.comfort import Language
from kiosk.domain.writing import Method
from kiosk.screens.widgets.block import Beside, Block, Column, Spacer
from kiosk.screens.widgets.buttons import BaseButton
from kiosk.screens.write_parts import Face, Side, Tools
from kiosk.screens.write_widgets import BoardWidgets


def arranged(board: BoardWidgets, top: Block, room: tuple[float, float]) -> Column:
    """The whole page; everything of ``board`` stands nowhere yet. ``room``: pixels inside the margins."""
    board.done.grow = 0.0
    board.box.rows = (2 if board.low else 3) - board.theme.elder
    if board.field.search:
        board.box.rows = 1
    if not board.low:
        return _standing(board, top)
    if board.field.method is Method.PINYIN or (board.types and board.face is Face.MARKS):
        return _low_letters(board, top)
    return _low_pad(board, top, room)


def _cells(board: BoardWidgets, columns: int, rows: int, phrase_rows: int, *, inside: bool) -> None:
    candidates = board.candidates
    candidates.columns, candidates.rows, candidates.inside = columns, rows, inside
    board.phrases.rows = phrase_rows


def _methods(board: BoardWidgets) -> list[BaseButton]:
    """The ways to write that there are besides the one in use, marks last."""
    out: list[BaseButton] = []
    face = board.face
    if board.field.pen and face is not Face.PAD:
        out.append(board.hand)
    if board.field.pinyin and face is not Face.PINYIN:
        out.append(board.pinyin)
    if face is not Face.MARKS:
        out.append(board.symbols)
    return out


# ---- standing panels


def _standing(board: BoardWidgets, top: Block) -> Column:
    field, face = board.field, board.face
    typed = field.method is Method.PINYIN
    shared = typed or board.few  # one place for sentences and candidates
    if typed:
        _cells(board, 0, 2, 2, inside=True)
    else:
        # Large words of another language, and the way to speaking above them: one row has to do.
        crowded = field.speak and board.theme.elder and board.texts.language is not Language.ZH
        _cells(board, 9, 1, 1 if board.few or crowded else 2, inside=True)
    # No candidates are offered to who types letters: only a sentence may stand there.
    offered = [] if board.types and face is Face.MARKS else [board.candidates]
    board.strip.choices = (*offered, board.said, *([board.phrases] if shared else []))
    phrases = [board.phrases] if field.sentences and not shared else []
    board.box.grow = 1.0 if board.few else 0.0 if field.sentences and not typed else 0.25
    speak = [board.speak] if field.speak and board.theme.seated else []
    area: Block = {Face.PAD: board.pad, Face.PINYIN: board.letters}.get(face, board.marks)
    area.grow = 1.0
    close = 0.5 if field.speak else 0.8
    found = [board.found] if field.search else []
    return Column(
        top, board.box, *found, *speak, *phrases, board.strip, area, _tools(board), board.done, gap=close
    )


def _tools(board: BoardWidgets) -> Block:
    face = board.face
    if face is Face.PAD:
        own: list[BaseButton] = [board.undo, board.clear, board.delete]
    elif face is Face.PINYIN:
        own = []
    else:
        own = [board.delete]
    card = [board.card] if board.field.by_card and not board.field.pen else []
    return Tools(board.look, *own, *card, *_methods(board))


# ---- low panels


def _low_pad(board: BoardWidgets, top: Block, room: tuple[float, float]) -> Column:
    field = board.field
    _cells(board, 4, 2, 3, inside=False)
    board.strip.choices = (board.candidates, board.said, board.phrases)
    if not board.keys_left:
        board.strip.choices = (*board.strip.choices, board.marks)
    board.delete.role = "row"
    side = Side(board.delete, board.done)
    # Wide enough for two targets beside each other, whatever the strip shows later.
    strip = Beside(board.strip, side, gap=1.0)
    board.strip.share = 1.0
    board.box.grow = 1.0
    tools: tuple[Block, ...] = ()
    if field.method is not None:
        tools = (_low_tools(board),)
    elif field.by_card:
        tools = (board.card,)
    found = (board.found,) if field.search else ()
    right = Column(_top_right(board), *found, *tools, strip, gap=0.8)
    wide = _pad_width(board, room, side)
    under = 0.6 if board.theme.wide else 0.0  # the lowest panels have nothing to give
    if board.keys_left:
        area = board.marks if board.face is Face.MARKS else board.pad
        left: Block = Column(area, gap=0.0)
        area.grow = 1.0
        right.share = room[0] - wide
        left.share = wide
        return Column(top, Beside(left, right, gap=0.75, grow=1.0), gap=under)
    # Shares are pixels here, so that both halves keep their width whatever the left one holds.
    right.share = room[0] - wide
    board.pad.grow = 1.0
    left = Column(board.pad, gap=0.0) if field.method is not None else _penless(board)
    left.share = wide
    return Column(top, Beside(left, right, gap=0.75, grow=1.0), gap=under)


def _low_tools(board: BoardWidgets) -> Block:
    marks = board.face is Face.MARKS
    if marks and board.keys_left:
        return Tools(board.look, *_methods(board))
    others = [] if marks else [board.others]
    theme = board.theme
    crowded = board.types and theme.elder and not theme.wide  # long words, large: stroke by stroke has to do
    clear = [] if crowded else [board.clear]
    return Tools(board.look, board.undo, *clear, *others, *_methods(board))


def _penless(board: BoardWidgets) -> Block:
    """What stands where the pad would: why not, and what can be tapped instead."""
    phrases = [board.phrases] if board.field.sentences else []
    return Column(board.said, *phrases, Spacer())


def _top_right(board: BoardWidgets) -> Block:
    """The written text; beside it the way to speaking, so that nothing below loses room."""
    if not board.field.speak:
        return board.box
    board.box.share = 1.0
    return Beside(board.box, board.speak, gap=0.5, grow=1.0)


def _pad_width(board: BoardWidgets, room: tuple[float, float], side: Side) -> float:
    """As wide as it is high, as far as every candidate beside it keeps its size."""
    theme = board.theme
    gaps = 2 * 0.75 * theme.gap
    most = room[0] - board.candidates.least() - side.wide(board.look) - gaps
    return min(most, room[1] - theme.type("title").size * 1.26 - theme.gap)


def _low_letters(board: BoardWidgets, top: Block) -> Column:
    """The text as wide as the panel; below it candidates over keys, and beside them what else there is."""
    _cells(board, 0, 1, 1, inside=False)
    board.strip.choices = (board.candidates, board.said, board.phrases)
    marks = board.face is Face.MARKS
    keys: Block = board.marks if marks else board.letters
    keys.grow = 1.0
    board.delete.role = "small_bold"
    left = Column(board.strip, keys, gap=0.75)
    left.share = 1.0
    upper: list[BaseButton] = [board.delete if marks else board.others, *_methods(board)]
    right = Side(*upper, board.done)
    board.done.grow = 2.0  # where there is height to spare it stays the largest
    board.box.rows, board.box.grow = 1, 0.3
    # The text is touched too: what keeps it apart from what is below is missing above, on the lowest panels.
    under = 0.4 if board.theme.elder and not board.theme.wide else 0.75
    found = [board.found] if board.field.search else []
    return Column(top, _top_right(board), *found, Beside(left, right, gap=0.75, grow=1.0), gap=under)
