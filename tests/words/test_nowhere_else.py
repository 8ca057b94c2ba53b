"""No sentence for a resident stands in a screen, the domain or the printer: only in the words."""

import ast
import re
from pathlib import Path

from kiosk.config import CHECKOUT

_HAN = re.compile("[\u4e00-\u9fff]")
# Speak to nobody who visits: how lines break, the technician's panel, what a journey reports; abuse that the
# pinyin keyboard does not offer, what says nothing, names' characters, what is spoken instead of a name
# (Chinese speech only), the states' own values, the signs people write beside figures, how laws, their
# articles and advisers are named in content, how residents ask, and what is stored of a half-day.
_OTHERS = {
    "screens/widgets/wrap.py",
    "screens/control_panel.py",
    "screens/control_panel_buttons.py",
    "screens/control_panel_window.py",
    "screens/probe.py",
    "domain/unfit.py",
    "domain/charset.py",
    "domain/speech.py",
    "domain/sense.py",
    "domain/forms_kinds.py",
    "domain/citation.py",
    "domain/article.py",
    "domain/places_find.py",
    "domain/search_asked.py",
    "domain/slots.py",
}


def sentences(path: Path) -> list[str]:
    """Chinese string literals that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documents = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and _HAN.search(node.value)
        and id(node) not in documents
    ]


def test_words_stand_in_one_place() -> None:
    rooms = [*(CHECKOUT / "kiosk" / "screens").rglob("*.py"), *(CHECKOUT / "kiosk" / "domain").glob("*.py")]
    rooms.append(CHECKOUT / "kiosk" / "devices" / "printer" / "layout.py")
    rooms.append(CHECKOUT / "kiosk" / "display" / "picture.py")
    found = {}
    for path in rooms:
        name = path.relative_to(CHECKOUT / "kiosk").as_posix()
        if name not in _OTHERS and (said := sentences(path)):
            found[name] = said
    assert found == {}


def test_no_exception_outlives_its_reason() -> None:
    """A file that lost its Chinese may not get other Chinese unseen."""
    assert [name for name in sorted(_OTHERS) if not sentences(CHECKOUT / "kiosk" / name)] == []


def test_a_sentence_in_a_screen_is_found(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text('"""说明。"""\n\ndef f() -> str:\n    """说明。"""\n    return "返回"\n', encoding="utf-8")
    assert sentences(bad) == ["返回"]
