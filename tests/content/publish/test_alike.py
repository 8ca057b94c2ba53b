import pytest

from kiosk.content.publish.alike import near, runs


def test_punctuation_and_width_do_not_count() -> None:
    assert runs("工资，没发！", 2) == {"工资", "资没", "没发"}
    assert runs("ＡＢ c", 2) == {"AB", "Bc"}


@pytest.mark.parametrize(("text", "length"), [("工", 2), ("", 5), ("工资", 5)])
def test_what_is_shorter_than_a_run_is_one(text: str, length: int) -> None:
    assert runs(text, length) == {text}


def test_near_names_the_later_first_and_leaves_out_what_is_less_alike() -> None:
    texts = [frozenset("abcd"), frozenset("wxyz"), frozenset("abce"), frozenset("abcd")]
    assert sorted(near(texts, 0.6)) == [(2, 0, 0.6), (3, 0, 1.0), (3, 2, 0.6)]
    assert sorted(near(texts, 0.61)) == [(3, 0, 1.0)]
