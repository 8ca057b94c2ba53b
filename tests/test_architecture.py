"""The house rules that a reader would otherwise have to police. Each rule is also shown a bad sample."""

from collections.abc import Callable, Iterable
from typing import Final

import pytest

from tests.architecture import bans
from tests.architecture.addresses import addresses, tracked_texts
from tests.architecture.graph import (
    broken_dependencies,
    circles,
    closure,
    edges,
    forbidden_imports,
    inside,
    named,
)
from tests.architecture.kv import kv
from tests.architecture.source import ROOT, Source, Violation, parse, read_tree

PURE: Final = frozenset({"wire"})
_UTILITIES: Final = {"build", "cli_output", "clock", "config", "errors", "events", "glyphs"}
SMALL_ROOTS: Final = frozenset(_UTILITIES | {"heap", "log", "masking", "plain_files"})
LOWER: Final = frozenset({"domain", "wire"}) | SMALL_ROOTS
# How processes ring each other and the service manager; nothing that only decides or shows needs it.
BELLS: Final = frozenset({"doorbell", "sockets", "systemd_notify"})
SERVANTS: Final = frozenset(
    {"calculators", "content", "devices", "documents", "input", "speech", "store", "sync"}
)
COMMANDS: Final = (
    LOWER
    | BELLS
    | SERVANTS
    | {
        "app",
        "control",
        "display",
        "helper",
        "play",
        "runtime",
        "screens",
        "services",
        "ui_loop",
        "words",
    }
)

# Who may import whom inside `kiosk`; a room may always import itself. `config_load` is of `config`.
# The same as the table of rooms in ARCHITECTURE.md.
ALLOWED: Final[dict[str, frozenset[str]]] = {
    "wire": frozenset(),
    "domain": PURE,
    # What is said to residents: the domain's ids and values in, words of a language out.
    "words": frozenset({"domain", "wire", "errors"}),
    "calculators": PURE,
    "build": frozenset(),
    "cli_output": frozenset(),
    "clock": frozenset(),
    "glyphs": frozenset(),
    "heap": frozenset(),
    "errors": frozenset(),
    "events": frozenset(),
    "masking": frozenset(),
    "plain_files": frozenset(),
    "log": frozenset({"clock", "config", "errors", "masking", "plain_files"}),
    # Of the devices only their settings: see test_the_configuration_takes_only_settings_from_devices.
    "config": frozenset({"errors", "domain", "wire", "devices"}),
    **dict.fromkeys(BELLS, frozenset({"clock", "errors"})),
    "doorbell": frozenset({"clock", "errors", "sockets"}),
    # Asks and is asked over a socket; what is answered is the app's.
    "control": LOWER | {"sockets"},
    **dict.fromkeys(SERVANTS - {"calculators"}, LOWER),
    # Of calculators the figures, of the others the editor's side alone: see tests/documents/test_rooms.py.
    "content": LOWER | {"calculators", "documents", "speech", "words"},
    "documents": LOWER | {"speech"},  # of speech only the child: see tests/documents/test_rooms.py
    "devices": LOWER | {"sockets", "words"},  # simulators are steered over one; slips are said in words
    "store": LOWER | BELLS,
    # Of the helper only its client: see test_the_helper_is_only_asked.
    "sync": LOWER | BELLS | {"store", "helper", "mail"},
    "mail": LOWER | BELLS,  # the trays between the two processes, and the screen's end of them
    "services": LOWER,
    "runtime": LOWER,
    # Besides what they show: evaluation levels (wire) and what is said of them.
    "screens": frozenset({"services", "domain", "wire", "errors", "words", "glyphs"}),
    # Of the screens only their colours, sizes and fonts: see test_the_display_takes_only_looks_from_screens.
    "display": LOWER | BELLS | {"screens", "words"},
    "helper": PURE | SMALL_ROOTS | BELLS,
    # Of the helper only its client, for the brightness and the volume.
    "app": LOWER | BELLS | SERVANTS | {"control", "helper", "mail", "runtime", "services", "words"},
    "ui_loop": LOWER | BELLS | {"app", "control", "runtime", "screens", "services"},
    "cli": COMMANDS,
    "play": COMMANDS,
    "preview": COMMANDS | {"cli"},  # an entry of its own: what it prints is as commands print
    "__main__": frozenset({"cli"}),
}

KIVY_ROOMS: Final = ("kiosk.screens", "kiosk.ui_loop")
HUB_ROOMS: Final = ("database", "trust", "orders", "fleet", "uplink", "care", "commands")
PUBLISH: Final = "kiosk.content.publish"
TERMINAL_STARTS: Final = ("kiosk.cli", "kiosk.__main__")

Rule = Callable[[Source], Iterable[Violation]]


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    found = read_tree()
    assert len(found) > 20, "the tree was not read"
    return found


@pytest.fixture(scope="module")
def modules(sources: list[Source]) -> frozenset[str]:
    return frozenset(source.module for source in sources)


def program(sources: list[Source]) -> list[Source]:
    return [source for source in sources if source.path.startswith(("kiosk/", "hub/"))]


def report(violations: Iterable[Violation]) -> str:
    return "\n".join(str(violation) for violation in violations)


def made(files: dict[str, str]) -> tuple[list[Source], frozenset[str]]:
    """A tree for a bad sample: path to text."""
    sources = [parse(path, text) for path, text in files.items()]
    return sources, frozenset(source.module for source in sources)


# The dependency rule


def test_rooms_import_only_what_their_row_allows(sources: list[Source], modules: frozenset[str]) -> None:
    assert report(broken_dependencies(sources, modules, ALLOWED)) == ""


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("kiosk/domain/flow.py", "from kiosk.errors import Finding", "domain may not import kiosk.errors"),
        ("kiosk/domain/flow.py", "def f():\n    import kiosk.store", "domain may not import kiosk.store"),
        ("kiosk/store/db.py", "from kiosk import devices", "store may not import kiosk.devices"),
        ("kiosk/store/db.py", "from ..devices import base", "store may not import kiosk.devices.base"),
        ("kiosk/screens/home.py", "from kiosk.app import build", "screens may not import kiosk.app"),
        ("kiosk/config_load.py", "import kiosk.store.db", "config may not import kiosk.store.db"),
        ("kiosk/elsewhere.py", "", "this module is in no row of the dependency table"),
    ],
)
def test_a_broken_dependency_is_found(path: str, text: str, expected: str) -> None:
    sources, modules = made({path: text, "kiosk/devices/base.py": "", "kiosk/devices/__init__.py": ""})
    assert expected in report(broken_dependencies(sources, modules, ALLOWED))


def test_only_screens_and_the_ui_loop_import_kivy(sources: list[Source], modules: frozenset[str]) -> None:
    assert report(forbidden_imports(program(sources), modules, "kivy", allowed=KIVY_ROOMS)) == ""


def test_the_terminal_never_imports_the_hub(sources: list[Source], modules: frozenset[str]) -> None:
    assert report(forbidden_imports(program(sources), modules, "hub", allowed=("hub",))) == ""


def test_the_hub_shares_only_wire(sources: list[Source], modules: frozenset[str]) -> None:
    hub = [source for source in sources if inside(source.module, "hub")]
    assert report(forbidden_imports(hub, modules, "kiosk", parts=("kiosk.wire",))) == ""


def test_the_hubs_rooms_import_only_those_before_them(sources: list[Source], modules: frozenset[str]) -> None:
    for at, room in enumerate(HUB_ROOMS):
        inner = [source for source in sources if inside(source.module, f"hub.{room}")]
        assert inner, f"no room hub.{room}"
        for later in HUB_ROOMS[at + 1 :]:
            assert report(forbidden_imports(inner, modules, f"hub.{later}")) == ""


def test_the_configuration_takes_only_settings_from_devices(
    sources: list[Source], modules: frozenset[str]
) -> None:
    config = [source for source in sources if source.module.startswith("kiosk.config")]
    settings = tuple(name for name in modules if name.endswith(".settings"))
    assert settings
    assert report(forbidden_imports(config, modules, "kiosk.devices", parts=settings)) == ""


def test_content_knows_of_speech_only_where_clips_are_made(
    sources: list[Source], modules: frozenset[str]
) -> None:
    reading = [
        source
        for source in sources
        if inside(source.module, "kiosk.content") and not inside(source.module, PUBLISH)
    ]
    assert reading
    assert report(forbidden_imports(reading, modules, "kiosk.speech")) == ""
    assert report(forbidden_imports(reading, modules, "kiosk.documents")) == ""


def test_the_display_takes_only_looks_from_screens(sources: list[Source], modules: frozenset[str]) -> None:
    display = [source for source in sources if inside(source.module, "kiosk.display")]
    assert display
    looks = ("kiosk.screens.theme", "kiosk.screens.palette", "kiosk.screens.environment")
    assert report(forbidden_imports(display, modules, "kiosk.screens", parts=looks)) == ""


def test_the_helper_is_only_asked(sources: list[Source], modules: frozenset[str]) -> None:
    """What runs as root is imported by nobody else; others import the words to ask it with."""
    outside = [source for source in program(sources) if not inside(source.module, "kiosk.helper")]
    asking = ("kiosk.helper.client", "kiosk.helper.protocol")
    assert report(forbidden_imports(outside, modules, "kiosk.helper", parts=asking)) == ""


@pytest.mark.parametrize(
    ("text", "package", "expected"),
    [
        ("from kivy.uix.label import Label", "kivy", "kivy.uix.label"),
        ("def late():\n    import kivy", "kivy", "kivy"),
        ("import hub.cli", "hub", "hub.cli"),
        ("from kiosk.store.db import open_store", "kiosk", "kiosk.store.db"),
        ("from kiosk import wire, store", "kiosk", "kiosk.store"),
    ],
)
def test_a_forbidden_import_is_found(text: str, package: str, expected: str) -> None:
    sources, modules = made(
        {"elsewhere/a.py": text, "kiosk/wire/__init__.py": "", "kiosk/store/__init__.py": ""}
    )
    found = list(forbidden_imports(sources[:1], modules, package, parts=("kiosk.wire",)))
    assert [violation.message for violation in found] == [f"{expected} may not be imported here"]


def published(sources: list[Source], modules: frozenset[str], start: str) -> list[str]:
    """What of the editor's side is within reach of ``start``, through imports or loaded by name."""
    reach = edges(sources, modules)
    for source in sources:
        if inside(source.module, "kiosk"):
            reach[source.module] |= named(source, modules) - {"kiosk"}
    return sorted(name for name in closure(start, reach) if inside(name, PUBLISH))


@pytest.mark.parametrize("start", TERMINAL_STARTS)
def test_the_terminal_does_not_carry_the_editors_side(
    sources: list[Source], modules: frozenset[str], start: str
) -> None:
    assert start in modules
    assert published(sources, modules, start) == []


@pytest.mark.parametrize(
    "loading", ["from kiosk.content import library", "importlib.import_module('kiosk.content.library')"]
)
def test_the_editors_side_is_found_behind_other_modules(loading: str) -> None:
    sources, modules = made(
        {
            "kiosk/cli.py": f"def run():\n    {loading}",
            "kiosk/content/__init__.py": "import kiosk.content.publish.build",
            "kiosk/content/library.py": "",
            "kiosk/content/publish/__init__.py": "",
            "kiosk/content/publish/build.py": "",
        }
    )
    assert published(sources, modules, "kiosk.cli") == [PUBLISH, f"{PUBLISH}.build"]


def test_no_modules_import_each_other(sources: list[Source], modules: frozenset[str]) -> None:
    assert circles(edges(sources, modules)) == []


def test_a_circle_is_found_also_inside_functions_but_not_for_types_alone() -> None:
    files = {
        "a.py": "import b",
        "b.py": "def late():\n    from c import x",
        "c.py": "import a",
        "d.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import e",
        "e.py": "import d",
    }
    assert circles(edges(*made(files))) == [["a", "b", "c"]]


# Sizes and bans

PROGRAM: Final = ("kiosk/", "hub/", "script/", "bench/")
EVERYTHING: Final = (*PROGRAM, "tests/")

RULES: Final[tuple[tuple[Rule, tuple[str, ...]], ...]] = (
    (bans.clocks, EVERYTHING),
    (bans.app_lookups, EVERYTHING),
    (bans.global_statements, EVERYTHING),
    (bans.module_state, PROGRAM),
    (bans.prints, EVERYTHING),
    (bans.sizes, EVERYTHING),
)


@pytest.mark.parametrize(("rule", "trees"), RULES, ids=lambda value: getattr(value, "__name__", ""))
def test_no_file_breaks(sources: list[Source], rule: Rule, trees: tuple[str, ...]) -> None:
    judged = [source for source in sources if source.path.startswith(trees)]
    assert report(violation for source in judged for violation in rule(source)) == ""


BAD: Final = (
    (bans.clocks, "import time\ntime.sleep(1)", "time.sleep"),
    (bans.clocks, "from time import monotonic as m\ndef f(now=m): ...", "time.monotonic"),
    (bans.clocks, "import time as t\nt.time_ns()", "time.time_ns"),
    (bans.clocks, "from datetime import datetime\ndatetime.now()", "datetime.datetime.now"),
    (bans.clocks, "import datetime as d\nd.datetime.utcnow()", "datetime.datetime.utcnow"),
    (bans.clocks, "from time import perf_counter\nperf_counter()", "time.perf_counter"),
    (bans.clocks, "import threading\nthreading.Event().wait(2)", "is a sleep"),
    (bans.app_lookups, "App.get_running_app().stop()", "get_running_app"),
    (bans.app_lookups, "from kivy.app import App\nfind = App.get_running_app", "get_running_app"),
    (bans.global_statements, "def f():\n    global a, b\n    a = 1", "global a, b"),
    (bans.module_state, "container = Container()", "container"),
    (bans.module_state, "cache: dict[str, int] = {}", "cache"),
    (bans.module_state, "SEEN = []\ndef f(x):\n    SEEN.append(x)", "SEEN"),
    (bans.module_state, "SEEN: Final = {}\ndef f(x):\n    SEEN[x] = 1", "SEEN"),
    (bans.module_state, "STATE = State()\ndef f(x):\n    STATE.value = x", "STATE"),
    (bans.prints, "def f():\n    print('here')", "print"),
    (bans.sizes, "x = 1\n" * 401, "401 lines in one file"),
    (bans.sizes, "def f():\n" + "    x = 1\n" * 60, "f: 61 lines in one function"),
    (bans.sizes, "class A:\n    async def g(self):\n" + "        x = 1\n" * 60, "g: 61 lines"),
)


@pytest.mark.parametrize(("rule", "text", "expected"), BAD)
def test_a_broken_rule_is_found(rule: Rule, text: str, expected: str) -> None:
    assert expected in report(rule(parse("kiosk/store/sample.py", text)))


GOOD: Final = (
    (bans.clocks, "kiosk/clock.py", "import time\ntime.monotonic()"),
    (bans.clocks, "bench/start.py", "from time import perf_counter\nperf_counter()"),
    (bans.clocks, "kiosk/sync/a.py", "def f(clock):\n    return clock.monotonic(), clock.now()"),
    (bans.module_state, "kiosk/log.py", "import logging\nlogger = logging.getLogger(__name__)"),
    (bans.module_state, "kiosk/a.py", "TABLE: Final = {}\nName = NewType('Name', str)\n__all__ = ['Name']"),
    (bans.module_state, "kiosk/a.py", "rows: Final = (1, 2)\ndef f():\n    rows = []\n    rows.append(1)"),
    (bans.prints, "kiosk/commands/orders.py", "print('{}')"),
    (bans.sizes, "tests/devices/frames.py", "X = 1\n" * 500),
    (bans.sizes, "kiosk/a.py", "def f():\n" + "    x = 1\n" * 59),
)


@pytest.mark.parametrize(("rule", "path", "text"), GOOD)
def test_what_is_allowed_is_let_through(rule: Rule, path: str, text: str) -> None:
    assert report(rule(parse(path, text))) == ""


# Files that are not Python


def test_kv_files_reach_only_their_own_widget() -> None:
    files = sorted((ROOT / "kiosk").rglob("*.kv"))
    texts = [(file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")) for file in files]
    assert report(violation for path, text in texts for violation in kv(path, text)) == ""
    assert [path for path, text in texts if len(text.splitlines()) > bans.MAX_FILE_LINES] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<A>:\n    Label:\n        text: app.title", "3: app: only root"),
        ("<A>:\n    on_touch_down:\n        root.press(args[1])\n        app.stop()", "2: app: only root"),
        ("<A>:\n    text:\n        field.text if root.on\\\n        else ''", "field: only root"),
        ("#:import App kivy.app.App\n<A>:\n    text: ''", "1: imports kivy.app.App"),
        ("<A>:\n    canvas.before:\n        Color:\n            rgba: theme.ink", "4: theme: only root"),
    ],
)
def test_a_kv_file_that_reaches_further_is_found(text: str, expected: str) -> None:
    assert expected in report(kv("kiosk/screens/a.kv", text))


def test_a_kv_file_of_its_own_widget_is_let_through() -> None:
    text = (
        "#:import theme kiosk.screens.theme\n<A@B>:\n    title: ''\n    Label:\n        id: title\n"
        "        text: root.title if self.width > dp(3) else str(theme.INK)\n        on_touch_up:\n"
        "            root.release(args[1])\n            root.done()\n"
    )
    assert report(kv("kiosk/screens/a.kv", text)) == ""


def test_no_tracked_file_names_a_machines_folder_or_a_package_index() -> None:
    texts = tracked_texts(ROOT)
    assert texts
    assert report(violation for path, text in texts for violation in addresses(path, text)) == ""


@pytest.mark.parametrize(
    "words",
    [
        ("cd /", "work/main"),
        ('"/', "root/.cache"),
        ("/", "home/li/kiosk"),
        ("https://", "pypi", ".org/project/kivy"),
        ("-", "-extra-index-url https://example.org/s"),
        ("-", "-find-links /opt/w"),
    ],
)
def test_an_address_is_found(words: tuple[str, ...]) -> None:
    # In pieces, so that this file does not hold what it looks for.
    assert len(addresses("README.md", "".join(words))) == 1
