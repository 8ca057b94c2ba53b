"""The kinds of content, one row each: to add a kind is to add a row here, its model beside the others
(kinds/*.py) and, if terminals show it, its data class (kiosk/content/models.py).

The order is that of a release: what screens list comes in it as they list it.
"""

from typing import Annotated, Final

from pydantic import StringConstraints

from kiosk.content.publish import (
    check_bundles,
    check_documents,
    check_duty,
    check_forms,
    check_guides,
    check_items,
    check_links,
    check_media,
    check_numbers,
    check_parameters,
    check_places,
    check_scenarios,
    check_wording,
    editor,
    editor_places,
    own_words,
    search_check,
)
from kiosk.content.publish.calendar import EditorYear
from kiosk.content.publish.kinds import county, learning, maps, places, releases, services
from kiosk.content.publish.kinds.kind import Kind, each, together
from kiosk.content.publish.kinds.media import ENDINGS, EditorMedia
from kiosk.content.publish.parameters import EditorParameters

_LawNames = dict[editor.Line, Annotated[str, StringConstraints(min_length=1, max_length=90)]]

TABLE: Final[tuple[Kind, ...]] = (
    Kind(
        "site",
        "终端名片",
        "site.yaml",
        editor_places.EditorSite,
        needed=True,
        heard=True,
        release=releases.site,
    ),
    Kind(
        "topics",
        "栏目",
        "topics.yaml",
        editor.EditorTopic,
        rows=True,
        most=40,
        needed=True,
        checks=(check_guides.check_topics,),
        heard=True,
        release=releases.topics,
    ),
    Kind(
        "notices",
        "公告",
        "notices.yaml",
        editor_places.EditorNotice,
        rows=True,
        most=20,
        needed=True,
        heard=True,
        release=releases.notices,
    ),
    Kind("calendar", "节假日", "calendar.yaml", EditorYear, rows=True, most=30, release=releases.years),
    Kind(
        "office",
        "办事地点",
        "directory.yaml",
        editor_places.EditorOffice,
        rows=True,
        most=400,
        needed=True,
        checks=(check_duty.check,),
        heard=True,
        release=releases.offices,
    ),
    Kind(
        "item",
        "事项",
        "items/*.yaml",
        editor.EditorItem,
        most=60,
        checks=(check_items.check, check_forms.check),
        heard=True,
        release=releases.items,
    ),
    Kind(
        "guide",
        "指南",
        "guides/*.md",
        editor.EditorGuide,
        most=2000,
        checks=(check_guides.check, check_links.check, check_numbers.check),
        heard=True,
        release=releases.guides,
    ),
    Kind("laws", "法律的英文名", "laws.yaml", _LawNames),
    Kind(
        "words",
        "打拼音的词",
        "words.yaml",
        dict[str, str],
        checks=(own_words.report_words,),
        release=releases.words,
    ),
    Kind(
        "sums", "算一算的问法", "sums.yaml", learning.EditorSum, rows=True, checks=(search_check.check_sums,)
    ),
    Kind("synonyms", "近义词", "synonyms.yaml", dict[str, str], checks=(search_check.check,)),
    Kind(
        "scenario",
        "情景",
        "scenarios/*.yaml",
        services.EditorScenario,
        checks=(check_scenarios.check,),
        release=each("scenario"),
    ),
    Kind(
        "document",
        "文书",
        "documents/*.yaml",
        services.EditorDocument,
        checks=(check_documents.check,),
        release=each("document"),
    ),
    Kind(
        "bundle",
        "一件事",
        "bundles/*.yaml",
        services.EditorBundle,
        most=60,
        checks=(check_bundles.check,),
        release=each("bundle"),
    ),
    Kind("platform", "平台", "platforms/*.yaml", services.EditorPlatform, most=40, release=each("platform")),
    Kind(
        "parameters",
        "算一算的数字和期限",
        "parameters/*.yaml",
        EditorParameters,
        checks=(check_parameters.check,),
        release=releases.parameters,
    ),
    Kind(
        "county",
        "岛和码头",
        "county.yaml",
        county.EditorCounty,
        checks=(check_places.check,),
        release=county.county,
    ),
    Kind(
        "lookups",
        "在线查询",
        "lookups.yaml",
        county.EditorLookup,
        rows=True,
        most=40,
        release=together("lookups"),
    ),
    Kind("register", "名册", "registers/*.yaml", places.EditorRegister, most=100, release=releases.registers),
    Kind(
        "visits",
        "巡回日程",
        "schedule.yaml",
        places.EditorVisit,
        rows=True,
        most=200,
        release=releases.visits,
    ),
    Kind(
        "boards",
        "公示栏",
        "notice-board.yaml",
        places.EditorBoard,
        rows=True,
        most=20,
        release=together("boards"),
    ),
    Kind("duty", "值班", "duty.yaml", places.EditorOnDuty, rows=True, most=400, release=together("duty")),
    Kind(
        "emergency",
        "紧急电话",
        "emergency.yaml",
        places.EditorEmergency,
        rows=True,
        most=12,
        release=together("emergency"),
    ),
    Kind(
        "glossary",
        "词语解释",
        "glossary.yaml",
        learning.EditorTerm,
        rows=True,
        most=1000,
        release=together("glossary"),
    ),
    Kind("lesson", "普法", "lessons/*.yaml", learning.EditorLesson, release=each("lesson")),
    Kind("quiz", "测验", "quizzes/*.yaml", learning.EditorQuiz, most=100, release=each("quiz")),
    Kind(
        "self-check",
        "自查",
        "self-checks/*.yaml",
        learning.EditorSelfCheck,
        most=60,
        release=each("self-check"),
    ),
    Kind(
        "media",
        "媒体",
        "media/*.yaml",
        EditorMedia,
        most=200,
        beside=ENDINGS,
        checks=(check_media.check,),
        release=releases.media,
    ),
    Kind(
        "map",
        "地图",
        "maps/*.yaml",
        maps.EditorMap,
        most=1,
        beside=(maps.ENDING,),
        checks=(maps.check,),
        release=maps.release,
    ),
    Kind("survey", "问卷", "surveys/*.yaml", learning.EditorSurvey, most=20, release=each("survey")),
    Kind(
        "wording",
        "界面用语",
        "wording.yaml",
        learning.EditorWording,
        rows=True,
        most=500,
        checks=(check_wording.check,),
        release=together("wording"),
    ),
)


def kind_of(file: str) -> Kind | None:
    """Whose file it is, by its place in the library."""
    folder, _, inside = file.partition("/")
    return next((kind for kind in TABLE if (kind.folder == folder if inside else kind.where == file)), None)
