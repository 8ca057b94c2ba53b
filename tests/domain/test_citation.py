from dataclasses import replace

import pytest

from kiosk.domain.article import ArticleNo
from kiosk.domain.citation import Citation, cited, key
from kiosk.domain.library import Guide, LawRef, Library, ReleaseInfo, SiteCard


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("《中华人民共和国民法典》", "民法典"),
        (
            "最高人民法院关于审理劳动争议案件适用法律问题的解释(一)",
            "关于审理劳动争议案件适用法律问题的解释（一）",
        ),
        ("最高人民法院、最高人民检察院关于办理某某案件的解释", "关于办理某某案件的解释"),
        ("关于适用〈中华人民共和国民事诉讼法〉的解释", "关于适用《民事诉讼法》的解释"),
        ("最高人民法院　关于某某的规定 ", "关于某某的规定"),
    ],
)
def test_ways_of_writing_a_name(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_different_laws_have_different_keys() -> None:
    assert key("劳动法") != key("劳动合同法")


def guide(name: str, checked: str, *law: LawRef) -> Guide:
    return Guide(name, "labour", "问？", (), (), (), (), "", "", law, checked, "2027-01-01", ())


LIBRARY = Library(ReleaseInfo(1, "1", "", 2), (), (), SiteCard("", "", "", "", ()), ())
REF = LawRef("劳动合同法", ArticleNo(82), "没签合同，要付两倍工资")


def test_the_newest_guide_speaks_for_an_article() -> None:
    older = guide(
        "labour/a", "2026-01-01", replace(REF, gist="旧话"), LawRef("民法典", ArticleNo(82), "别的")
    )
    newer = guide("labour/b", "2026-02-01", LawRef("劳动合同法", ArticleNo(7), "别的"), REF)
    library = replace(LIBRARY, guides={one.id: one for one in (older, newer)})
    assert cited(library, "《中华人民共和国劳动合同法》", ArticleNo(82)) == Citation(
        "劳动合同法", ArticleNo(82), "没签合同，要付两倍工资", "2026-02-01", ("labour/b", "labour/a")
    )


def test_nobody_cites_it() -> None:
    assert cited(LIBRARY, "劳动合同法", ArticleNo(82)) is None
