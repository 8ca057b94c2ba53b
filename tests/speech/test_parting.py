"""A long sentence is said in parts, at its pauses or between words, and all of it."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.speech.normalise import Run, sentences
from kiosk.speech.parting import LONGEST, parted


def texts(run: Run) -> list[str]:
    return ["".join(one.text for one in group) for group in parted((run,))]


def test_what_is_short_stays_whole() -> None:
    (row,) = sentences("下载APP，用Word打开")
    assert list(parted(row.runs)) == [row.runs]


def test_parts_end_at_the_last_pause_that_fits() -> None:
    clause = "老板说下个月一定给，" * 30
    parts = texts(Run("zh", clause.rstrip("，")))
    assert all(part.endswith("一定给") and len(part) <= LONGEST for part in parts)
    assert "，".join(parts) + "，" == clause


def test_without_a_pause_no_word_is_torn() -> None:
    words = "我老板欠我三个月工资不给法律援助中心让我去劳动监察大队投诉"
    parts = texts(Run("zh", words * 20))
    assert "".join(parts) == words * 20
    assert len(parts) > 5
    for word in ("老板", "工资", "法律", "援助", "劳动", "监察", "大队", "投诉"):
        assert sum(part.count(word) for part in parts) == 20


def test_without_little_words_no_word_is_torn_that_would_be_read_otherwise() -> None:
    words = "重庆银行"
    parts = texts(Run("zh", "海" + words * 60))
    assert "".join(parts) == "海" + words * 60
    assert {part[-2:] for part in parts} <= {"重庆", "银行"}


def test_english_is_parted_between_words() -> None:
    parts = texts(Run("en", "please wait for the lawyer " * 40))
    assert " ".join(parts).split() == ("please wait for the lawyer " * 40).split()
    assert max(map(len, parts)) <= LONGEST


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["zh", "en"]), st.text(alphabet="你好工资法院重庆，a b", min_size=1, max_size=400)
        ),
        max_size=4,
    )
)
def test_nothing_is_lost_and_no_part_is_too_long(made: list[tuple[str, str]]) -> None:
    runs = tuple(Run("zh" if language == "zh" else "en", text) for language, text in made)
    groups = list(parted(runs))
    assert all(group and sum(len(run.text) for run in group) <= LONGEST for group in groups)

    def kept(text: str) -> str:
        return "".join(ch for ch in text if ch not in "，, ")

    said = "".join(run.text for group in groups for run in group)
    assert kept(said) == kept("".join(run.text for run in runs))
