"""Every way through the questions of legal aid ends in one of five answers with its reason."""

import pytest

from kiosk.calculators.fields import InputError
from kiosk.calculators.legal_aid import LIKELY, MATTERS, NO_CHECK, NO_MEANS_TEST, OUTSIDE, UNLIKELY
from tests.support.figures import reckon

POOR = {"monthly_income": 4500, "household": 3, "standard": 1500}

CASES = [
    ({"matter": "wages", **POOR}, LIKELY),  # exactly the standard
    ({"matter": "wages", **POOR, "monthly_income": "4500.01"}, UNLIKELY),
    ({"matter": "wages", **POOR, "monthly_income": 100, "household": 3, "standard": "33.34"}, LIKELY),
    ({"matter": "wages", **POOR, "monthly_income": 100, "household": 3, "standard": "33.33"}, UNLIKELY),
    ({"matter": "讨薪", "group": "农民工"}, NO_CHECK),
    ({"matter": "工伤", "group": "进城务工人员"}, NO_CHECK),
    # who came to work is checked in anything else
    ({"matter": "交通事故", "group": "农民工", **POOR, "monthly_income": 90000}, UNLIKELY),
    ({"matter": "交通事故", "group": "残疾人"}, NO_CHECK),
    ({"matter": "赡养费", "group": "低保户"}, NO_CHECK),
    ({"matter": "家暴"}, NO_MEANS_TEST),
    ({"matter": "见义勇为", "monthly_income": 90000}, NO_MEANS_TEST),
    ({"matter": "英烈"}, NO_MEANS_TEST),
    ({"matter": "再审改判无罪"}, NO_MEANS_TEST),
    ({"matter": "国家赔偿", **POOR}, LIKELY),
    # §42 (三) frees who came to work for pay and injuries alone, not who wants to know whose worker he is
    ({"matter": "劳动关系", "group": "农民工", **POOR, "monthly_income": 90000}, UNLIKELY),
    ({"matter": "抚恤金", **POOR}, LIKELY),
    ({"matter": "food-drug", **POOR}, LIKELY),
    # §24, 29: criminal matters are in the law
    ({"matter": "刑事", **POOR}, LIKELY),
    ({"matter": "刑事", **POOR, "monthly_income": 90000}, UNLIKELY),
    ({"matter": "刑事", "group": "残疾人"}, NO_CHECK),
    ({"matter": "离婚"}, OUTSIDE),
    ({"matter": "其他", "group": "低保户"}, OUTSIDE),
]


@pytest.mark.parametrize(("given", "expected"), CASES)
def test_the_outcome(given: dict[str, object], expected: str) -> None:
    document = reckon("legal-aid-check", **given).as_json()
    assert document["outcome"] == expected
    assert document["reason"]
    assert "法律援助法" in str(document["articles"])
    assert "amount" not in document


def test_a_criminal_matter_cites_its_own_articles_and_names_who_is_given_a_lawyer() -> None:
    document = reckon("legal-aid-check", matter="刑事", **POOR).as_json()
    assert document["articles"] == [f"《法律援助法》第{number}条" for number in (24, 29, 34, 41)]
    assert "未成年人" in str(document["warnings"])


def test_everything_that_can_be_chosen_is_on_two_pages() -> None:
    assert len(MATTERS) == 16
    assert len({name for one in MATTERS for name in (one.id, one.label, *one.also)}) == sum(
        2 + len(one.also) for one in MATTERS
    )


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "matter"),
        ({"matter": "瞎写的"}, "matter"),
        ({"matter": "wages", "group": "瞎写的"}, "group"),
        ({"matter": "wages"}, "monthly_income"),
        ({"matter": "wages", "monthly_income": 1}, "household"),
        ({"matter": "wages", "monthly_income": 1, "household": 0}, "household"),
        ({"matter": "wages", "monthly_income": 1, "household": 1, "region": "别处"}, "standard"),
    ],
)
def test_what_is_missing_is_named(given: dict[str, object], field: str) -> None:
    with pytest.raises(InputError) as caught:
        reckon("legal-aid-check", **given)
    assert caught.value.field == field
