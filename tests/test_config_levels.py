"""The schedule in the configuration: several parts, over midnight, and what cannot be meant."""

from pathlib import Path

import pytest

from kiosk.config import Config
from kiosk.config_load import ConfigError, load
from kiosk.domain.levels import NO_SCHEDULE, DayPart, Levels, Schedule
from kiosk.runtime import first_state

TEXT = """\
[levels]
brightness = 80
volume = 60
parts = [
  { start = "22:00", end = "6:00", brightness = 30, volume = 20 },
  { start = "12:00", end = "14:00", volume = 40 },
]
"""


def written(folder: Path, text: str) -> Config:
    path = folder / "kiosk.toml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_it_becomes_the_terminals_schedule(tmp_path: Path) -> None:
    assert first_state(written(tmp_path, TEXT)).schedule == Schedule(
        Levels(80, 60),
        (DayPart(1320, 360, Levels(30, 20)), DayPart(720, 840, Levels(None, 40))),
    )


def test_it_can_be_left_to_the_machine(tmp_path: Path) -> None:
    assert first_state(written(tmp_path, "[levels]\nmanaged = false\n")).schedule == NO_SCHEDULE


def test_parts_may_follow_each_other_without_a_gap(tmp_path: Path) -> None:
    rows = ('"18:00", end = "22:00", volume = 50', '"22:00", end = "6:00", volume = 20')
    text = "".join(f"  {{ start = {row} }},\n" for row in rows)
    assert len(written(tmp_path, f"[levels]\nparts = [\n{text}]\n").levels.parts) == 2


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"14:00"', '"25:00"', "levels.parts.1.end：“25:00”不是时间，要写成 21:00"),
        ('"14:00"', '"两点"', "“两点”不是时间"),
        ('"14:00"', '"12:00"', "levels.parts.1：start 和 end 一样，从几点到几点？"),
        (", volume = 40 }", " }", "levels.parts.1：要写 brightness 或 volume"),
        ('"14:00"', '"22:30"', "levels.parts：22:00–6:00 和 12:00–22:30 重叠了"),
        ('"12:00"', '"5:30"', "重叠了"),  # it begins before the night is over
        ("brightness = 80", "brightness = 5", "levels.brightness = 5：应是 整数，10 到 100"),
        ("brightness = 30", "brightness = 5", "levels.parts.0.brightness = 5：应是 若干"),
        ("volume = 40", 'volume = 40, loud = "x"', "levels.parts.1.loud：没有这个设置"),
        ("volume = 60", "volume = 101", "levels.volume = 101：应是 整数，0 到 100"),
    ],
)
def test_what_cannot_be_meant_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        written(tmp_path, TEXT.replace(old, new))
    assert any(said in problem for problem in caught.value.problems), caught.value.problems


def test_a_part_can_be_given_on_the_command_line() -> None:
    config = load(None, ['levels.parts=[{start="20:00", end="7:00", volume=10}]'])
    assert config.levels.schedule().parts == (DayPart(1200, 420, Levels(None, 10)),)
