"""The English voice reads amounts by itself; what is dialled is told it digit by digit."""

import pytest

from kiosk.domain.library_english import in_english
from kiosk.speech.normalise import Run, sentences
from tests.speech.saying import said, table
from tests.support.whole_library import collected


@table(
    ("Call 110 or 120, dial 12348", "Call 1 1 0 or 1 2 0, dial 1 2 3 4 8"),
    ("Within 120 days, pay 12345 yuan", "Within 120 days, pay 12345 yuan"),
    ("Phone 0580-1234567", "Phone 0 5 8 0 1 2 3 4 5 6 7"),
    ("Mobile +86 139 0000 0001", "Mobile 1 3 9 0 0 0 0 0 0 0 1"),
    ("From 5000 - 10000 yuan", "From 5000 to 10000 yuan"),
    ("Paid ¥5,000 on 2024-03-15", "Paid 5,000 yuan on 15 March 2024"),
    ("Criminal Law, Article 276-1", "Criminal Law, Article 276 dash 1"),
    ("Articles 3-5, 3 - 5 days", "Articles 3 to 5, 3 to 5 days"),
    ("Order SS3-0012", "Order S S 3 0 0 1 2"),
    ("Call\u200b 110", "Call 1 1 0"),
)
def test_numbers_in_english(written: str, spoken: str) -> None:
    assert said(written) == spoken


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("Labour arbitration (劳动仲裁) is free.", "Labour arbitration is free."),
        ("Ask the judicial office (司法所), or call 12333.", "Ask the judicial office, or call 1 2 3 3 3."),
        ("The ship's papers", "The ship's papers"),
        ("The ship’s papers", "The ship's papers"),
        (
            "Supreme People's Court Interpretation (I) (关于审理案件的解释（一）), Article 15",
            "Supreme People's Court Interpretation I , Article 15",
        ),
        ("Interpretation (关于适用《特别程序法》若干问题的解释), Article 3", "Interpretation, Article 3"),
    ],
)
def test_a_chinese_word_beside_the_english_is_read_and_not_heard(written: str, heard: str) -> None:
    (row,) = sentences(written)
    assert row.runs == (Run("en", heard),)
    assert any("\u3400" <= char <= "\u9fff" for char in row.caption) == ("(" in written)


def test_english_in_chinese_stays_chinese() -> None:
    (row,) = sentences("请用 WeChat (微信) 转账")
    assert {run.language for run in row.runs} == {"zh", "en"}


def test_all_english_of_the_library_is_for_the_english_voice() -> None:
    draft = collected()
    guides = [in_english(row.value.build(draft.law_names)) for row in draft.guides if row.value.title_en]
    offices = [in_english(row.value.build()) for row in draft.offices]
    texts = [text for guide in guides for text in (guide.title, *guide.answer, *guide.steps, *guide.bring)]
    texts += [text for guide in guides for text in (guide.cost, guide.time, guide.never, guide.urgent)]
    texts += [text for guide in guides for ref in guide.law for text in (ref.law, ref.gist)]
    texts += [text for office in offices for text in (office.name, office.address, office.note)]
    spoken = {text: sentences(text) for text in texts if text}
    others = {
        text for text, rows in spoken.items() for row in rows for run in row.runs if run.language != "en"
    }
    assert others == set()
    assert all(rows for rows in spoken.values())
    assert len(spoken) > 400
