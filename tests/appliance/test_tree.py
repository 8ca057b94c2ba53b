"""What the bare tree is made of, and where it comes from."""

from pathlib import Path

import pytest

from kiosk.config import CHECKOUT
from kiosk.config_load import load
from kiosk.devices.registry import KINDS
from kiosk.play.attach import prepare_attach
from script.appliance.shell import StepError, run, said
from script.appliance.terminal import DATA, configuration, read_exposure
from script.appliance.tree import digest, packages, sources

LISTING = """\
http://mirror.example/security/ bookworm-security main
http://mirror.example/debian/ bookworm-updates main
http://mirror.example/debian/ bookworm main
http://mirror.example/debian/ bookworm main
http://other.example/tools/ stable main
"""


def test_only_debians_own_suites_are_taken_and_the_suite_first() -> None:
    assert sources(LISTING, "bookworm") == [
        ("http://mirror.example/debian/", "bookworm", "main"),
        ("http://mirror.example/debian/", "bookworm-updates", "main"),
        ("http://mirror.example/security/", "bookworm-security", "main"),
    ]


@pytest.mark.parametrize("listing", ["", "http://other.example/ trixie main\n", "\n \n"])
def test_a_machine_that_does_not_know_debian_12_is_told(listing: str) -> None:
    with pytest.raises(StepError, match="no source of bookworm"):
        sources(listing, "bookworm")


def test_a_tree_is_named_by_every_part_and_where_it_ends() -> None:
    names = {digest(parts) for parts in ((b"ab", b"c"), (b"a", b"bc"), (b"abc",), (b"ab", b"d"), ())}
    assert len(names) == 5
    assert digest((b"ab", b"c")) == digest([b"ab", b"c"])


def test_the_packages_are_those_the_installer_asks_for() -> None:
    found = packages(CHECKOUT / "script" / "lib.sh")
    assert {"xserver-xorg-core", "python3-venv", "fonts-noto-cjk", "fonts-babelstone-han"} <= set(found)
    assert not {"xvfb", "xdotool", "shellcheck", "git"} & set(found), "a terminal has no tools of developers"


def test_a_program_that_fails_or_hangs_is_told_with_its_words() -> None:
    with pytest.raises(StepError, match="exit 3: why not"):
        run(["sh", "-c", "echo why not >&2; exit 3"], within=20)
    with pytest.raises(StepError, match=r"not done within 0\.1 s"):
        run(["sleep", "20"], within=0.1)
    with pytest.raises(StepError, match="no-such-program"):
        run(["no-such-program"], within=20)
    done = run(["sh", "-c", "cat; exit 3"], within=20, given=b"x" * 5000, check=False)
    assert (done.returncode, len(said(done))) == (3, 2000)


def test_the_exposure_is_read_from_systemds_own_words() -> None:
    text = "✗ PrivateTmp= Service: has 0.2\n\n→ Overall exposure level for kiosk-ui.service: 0.8 SAFE\n"
    assert read_exposure(text) == 0.8
    with pytest.raises(StepError):
        read_exposure("Unit not found.\n")


def test_the_machines_configuration_is_one_and_names_every_simulated_device(tmp_path: Path) -> None:
    own = (CHECKOUT / "config" / "kiosk.terminal.toml").read_text(encoding="utf-8")
    file = tmp_path / "kiosk.toml"
    file.write_text(own + configuration(), encoding="utf-8")
    config = load(file)
    enabled = [name for name in KINDS if getattr(config.devices, name).enabled]
    assert len(enabled) == 4
    for name in enabled:
        assert getattr(config.devices, name).port == f"/run/kiosk-simulators/control.ports/{name}"


@pytest.mark.parametrize("name", sorted(file.name for file in DATA.glob("*.yaml")))
def test_every_journey_can_be_played_on_a_screen_that_runs(name: str) -> None:
    (script,) = prepare_attach([DATA / name], Path("control"))
    assert script.journey.steps


def test_the_form_is_submitted_in_the_one_journey_that_says_so() -> None:
    journeys = {file.name: file.read_text(encoding="utf-8") for file in DATA.glob("*.yaml")}
    assert [name for name, text in journeys.items() if "check.submit" in text] == ["submit.yaml"]
