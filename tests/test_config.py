"""The configuration: its bounds, its error report, and the example file made from it."""

import tomllib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from kiosk.config import CHECKOUT, Config
from kiosk.config_example import example_toml, toml_value
from kiosk.config_load import ConfigError, load
from kiosk.config_schema import all_keys, sections

EXAMPLE = CHECKOUT / "config" / "kiosk.example.toml"


def models(model: type[BaseModel] = Config) -> list[type[BaseModel]]:
    inner = [info.annotation for info in model.model_fields.values()]
    tables = [a for a in inner if isinstance(a, type) and issubclass(a, BaseModel)]
    return [model, *(found for table in tables for found in models(table))]


def problems(path: Path | None, *overrides: str) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        load(path, overrides)
    return caught.value.problems


def write(folder: Path, text: str) -> Path:
    path = folder / "kiosk.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_defaults_need_no_file() -> None:
    config = load()
    assert config == Config()
    assert (config.visit.idle_s, config.visit.countdown_s) == (120, 45)
    assert config.state_path == Path.cwd() / "var"


def test_the_example_file_is_what_the_schema_generates() -> None:
    assert EXAMPLE.read_text(encoding="utf-8") == example_toml()


def test_the_example_file_means_the_defaults() -> None:
    assert load(EXAMPLE) == Config()


def test_every_table_is_strict_frozen_and_refuses_unknown_keys() -> None:
    for model in models():
        settings = model.model_config
        assert settings.get("strict") is True, model
        assert settings.get("frozen") is True, model
        assert settings.get("extra") == "forbid", model


def test_every_key_has_words_and_every_number_has_bounds() -> None:
    for key in all_keys().values():
        assert key.description, key.path
        if key.kind in ("整数", "数字"):
            assert " 到 " in key.bound, key.path
    for section in sections():
        assert section.description or not section.path, section.path


def test_all_problems_are_reported_at_once(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        'stat_dir = "x"\n[visit]\nidle_s = 5\ncountdown_s = "soon"\n'
        '[log]\nlevel = "loud"\n[screen]\nwitdh = 1\n',
    )
    found = problems(path, "store.ballast_mb=9999", "nonsense", "visit.end_s=6")
    assert set(found) == {
        "--set nonsense：要写成 KEY=VALUE",
        "log.level = 'loud'：应是 debug、info、warning、error 之一",
        "screen.witdh：没有这个设置，是不是 screen.width？",
        "visit.idle_s = 5：应是 整数，30 到 600",
        "visit.countdown_s = 'soon'：应是 整数，20 到 60",
        "store.ballast_mb = 9999：应是 整数，0 到 1024",
        "stat_dir：没有这个设置，是不是 state_dir？",
    }


@pytest.mark.parametrize(
    ("key", "suggestion"),
    [
        ("idle_s=100", "idle_s：没有这个设置，是不是 visit.idle_s？"),
        ("visit.idl_s=100", "visit.idl_s：没有这个设置，是不是 visit.idle_s？"),
        ("visit.qqqq=100", "visit.qqqq：没有这个设置"),
        ("zzzz=100", "zzzz：没有这个设置"),
    ],
)
def test_an_unknown_key_is_refused_with_the_nearest_name(key: str, suggestion: str) -> None:
    assert problems(None, key) == (suggestion,)


def test_a_syntax_error_names_file_line_and_column(tmp_path: Path) -> None:
    path = write(tmp_path, "[visit]\nidle_s = \n")
    (problem,) = problems(path)
    assert problem.startswith(f"{path}：第 2 行第 10 个字写法不对")


@pytest.mark.parametrize("text", ["[visit", "= 1", "visit = {"])
def test_an_unreadable_file_still_has_its_overrides_judged(tmp_path: Path, text: str) -> None:
    found = problems(write(tmp_path, text), "visit.idle_s=1")
    assert len(found) == 2
    assert found[1] == "visit.idle_s = 1：应是 整数，30 到 600"


def test_a_missing_or_undecodable_file_is_one_problem(tmp_path: Path) -> None:
    (missing,) = problems(tmp_path / "none.toml")
    assert "读不了" in missing
    broken = tmp_path / "broken.toml"
    broken.write_bytes(b"\xff\xfe\x00")
    assert problems(broken) == (f"{broken}：不是 UTF-8 编码",)


def test_a_rule_across_two_keys_speaks_chinese() -> None:
    assert problems(None, "sync.backoff_first_s=50", "sync.backoff_max_s=20") == (
        "sync：backoff_first_s 不能大于 backoff_max_s",
    )


@pytest.mark.parametrize(
    ("override", "problem"),
    [
        ("visit=3", "visit = 3：应是一组设置，写成 [visit]"),
        ("screen.fullscreen=1", "screen.fullscreen = 1：应是 true 或 false"),
        ("state_dir.x=1", "state_dir = {'x': 1}：应是 路径"),
        ("screen.diagonal_inch=nan", "screen.diagonal_inch = nan：应是 数字，7.0 到 65.0"),
        ("visit.idle_s=true", "visit.idle_s = True：应是 整数，30 到 600"),
        ("visit.idle_s=60.0", "visit.idle_s = 60.0：应是 整数，30 到 600"),
        ('terminal.name=""', "terminal.name = ''：应是 文字，1 到 24 个字"),
        (".x=1", "--set .x=1：要写成 KEY=VALUE"),
    ],
)
def test_a_wrong_value_is_named_with_its_bound(override: str, problem: str) -> None:
    assert problems(None, override) == (problem,)


def test_an_override_below_a_plain_value_is_refused() -> None:
    found = problems(None, "visit.idle_s=60", "visit.idle_s.x=1")
    assert found == ("--set visit.idle_s.x=1：idle_s 不是一组设置",)


def test_a_long_value_is_shown_short() -> None:
    (problem,) = problems(None, f"terminal.name={'长' * 500}")
    assert len(problem) < 120


def test_overrides_win_over_the_file_and_the_last_one_over_all(tmp_path: Path) -> None:
    path = write(tmp_path, '[visit]\nidle_s = 200\n[terminal]\nname = "甲"\n')
    config = load(path, ["visit.idle_s=300", "visit.idle_s=400"])
    assert (config.visit.idle_s, config.terminal.name) == (400, "甲")


@pytest.mark.parametrize(
    ("raw", "name"),
    [("菜园码头", "菜园码头"), ("110", "110"), ('"110"', "110"), ("a=b", "a=b"), ("true", "true")],
)
def test_a_text_setting_takes_its_override_as_text(raw: str, name: str) -> None:
    assert load(None, [f"terminal.name={raw}"]).terminal.name == name


def test_an_integer_stands_for_a_whole_number_setting_with_fractions() -> None:
    assert load(None, ["sync.read_timeout_s=5"]).sync.read_timeout_s == 5.0


def test_paths_follow_the_state_directory(tmp_path: Path) -> None:
    config = load(None, [f"state_dir={tmp_path}"])
    assert config.content_path == tmp_path / "content"
    assert config.log_path == tmp_path / "log"
    elsewhere = load(None, [f"state_dir={tmp_path}", "content.dir=/srv/content", "fonts_dir=/srv/fonts"])
    assert elsewhere.content_path == Path("/srv/content")
    assert elsewhere.fonts_path == Path("/srv/fonts")


def test_fonts_beside_the_state_come_first(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    assert load(None, [f"state_dir={tmp_path}"]).fonts_path == tmp_path / "fonts"


def test_sockets_of_a_deep_state_directory_move_to_a_short_path() -> None:
    shallow = Config(state_dir=Path("/var/lib/kiosk"))
    assert shallow.run_path == Path("/var/lib/kiosk/run")
    deep = Config(state_dir=Path("/" + "d" * 120))
    assert len(str(deep.run_path)) <= 80
    assert deep.run_path == Config(state_dir=Path("/" + "d" * 120)).run_path
    assert deep.run_path != Config(state_dir=Path("/" + "e" * 120)).run_path


def test_a_loaded_configuration_cannot_be_changed() -> None:
    config = Config()
    with pytest.raises(ValidationError):
        setattr(config.visit, "idle_s", 30)  # noqa: B010


@given(st.recursive(st.booleans() | st.integers() | st.text(), st.lists))
@example("\x7f")
def test_values_are_written_as_toml_reads_them(value: object) -> None:
    assert tomllib.loads(f"v = {toml_value(value)}")["v"] == value


@given(st.text(max_size=60))
def test_no_override_crashes_the_loader(override: str) -> None:
    with suppress(ConfigError):
        assert isinstance(load(None, [override]), Config)


def test_a_user_who_may_not_look_into_the_terminals_data_finds_the_fonts_elsewhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    config = load(None, [f"state_dir={tmp_path}"])
    look = Path.is_dir

    def closed(path: Path) -> bool:
        if path.is_relative_to(tmp_path):
            raise PermissionError
        return look(path)

    monkeypatch.setattr(Path, "is_dir", closed)
    assert config.fonts_path == CHECKOUT / "var" / "fonts"
