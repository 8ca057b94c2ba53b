"""A small library built by hand, for every test that needs one: two topics, three guides, both service items.

All of it is made up. Ids of items and fields are the stable ones of the real library, so that a journey
written here reads like one on a terminal.
"""

from dataclasses import replace
from typing import Final

from kiosk.domain.article import ArticleNo
from kiosk.domain.duty import ALWAYS, Calendar, Duty, Span
from kiosk.domain.library import (
    Choice,
    ConsentNotice,
    FormField,
    FormStep,
    Guide,
    Hotline,
    LawRef,
    Library,
    Notice,
    Office,
    ReleaseInfo,
    ServiceItem,
    SiteCard,
    Topic,
)
from tests.support.learning import learning

WORKDAYS: Final = Duty("times", (Span("workdays", 510, 1020),))  # 8:30 to 17:00
CONSULTATION: Final = "consultation"
LEGAL_AID: Final = "legal-aid"
WAGES: Final = "labour/unpaid-wages"
DISMISSED: Final = "labour/dismissed"
CREW: Final = "fishery/crew-wages"

REQUEST: Final = FormField(
    id="request",
    kind="text",
    label="您的事",
    title="请写下您的事",
    required=True,
    help="哪天、和谁、出了什么事。",
    max_length=1000,
    sentences=("工资没发", "人受伤了", "钱借出去要不回"),
)
NAME: Final = FormField("name", "name", "怎么称呼您", "怎么称呼您？", max_length=30, help="不写也行。")
PHONE: Final = FormField("phone", "phone", "电话", "怎么找到您？", max_length=20, help="不留也行。")
MATTER: Final = FormField(
    id="matter",
    kind="choice",
    label="是哪一类事",
    title="是哪一类事？",
    required=True,
    choices=(Choice("wages", "讨薪"), Choice("work-injury", "工伤"), Choice("unsure", "说不清")),
)
ID_CARD: Final = FormField(
    id="id_number",
    kind="idcard",
    label="身份证",
    title="请把身份证放在读卡处",
    required=True,
    help="只读姓名和号码，不读照片和住址。",
    reads=("name", "number"),
)
CONTACT: Final = FormField(
    id="contact",
    kind="choice",
    label="方便怎么联系",
    title="方便怎么联系？",
    choices=(Choice("phone", "打电话"), Choice("none", "不要打电话")),
)
HOW: Final = replace(CONTACT, asked_when="phone")  # of who may leave no number


RELATION: Final = FormField(
    id="represented_relation",
    kind="choice",
    label="他是您的",
    title="您替谁办？",
    required=True,
    choices=(Choice("parent", "父母"), Choice("child", "孩子")),
    personal=True,
    represented=True,
)
OTHER: Final = FormField(
    "represented_name", "name", "替谁办", "他叫什么？", required=True, max_length=30, represented=True
)


def notice(version: str) -> ConsentNotice:
    return ConsentNotice(
        version=version,
        title="您写的话，我们这样用",
        what=("您写下的事情。", "您留的电话。"),
        why="只用来答复您这件事。",
        keep="县里收妥就删掉。",
        who="示例县司法局管这些话。",
        contact="示例县司法局，电话 0580-0000001（样例）。",
        rights="您可以查、改、删，也可以反悔。",
    )


def consultation() -> ServiceItem:
    """留言咨询: nobody has to say who they are."""
    return ServiceItem(
        id=CONSULTATION,
        title="留言问法律",
        short="不刷证，直接留言，有人答复您。",
        icon="chat",
        identity="none",
        identity_why="问一句话，不用知道您是谁。",
        notice=notice("consultation-1"),
        steps=(
            FormStep("request", "说事情", (REQUEST,)),
            FormStep("contact", "怎么找您", (RELATION, OTHER, NAME, PHONE, HOW)),
        ),
        promise=("1 个工作日内，有人看、有人答。", "没留电话的，拿回执来扫码看答复。"),
        materials=("什么都不用带",),
        slip_next=("1 个工作日内有人答复",),
        slip_bring="这张回执",
        law=(LawRef("法律援助法", ArticleNo(23), "法律援助机构提供法律咨询"),),
        reader="司法局",
        answer_workdays=1,
    )


def legal_aid() -> ServiceItem:
    """法律援助申请: identity by card, or typed."""
    return ServiceItem(
        id=LEGAL_AID,
        title="申请法律援助",
        short="请不起律师，申请免费的律师帮您。",
        icon="shield",
        identity="card",
        identity_why="援助要看家里困不困难，得知道是谁申请。",
        notice=notice("legal-aid-1"),
        steps=(
            FormStep("request", "说事情", (MATTER, REQUEST)),
            FormStep("applicant", "是谁申请", (ID_CARD,)),
            FormStep("contact", "怎么找您", (RELATION, OTHER, replace(PHONE, required=True), CONTACT)),
        ),
        promise=("1 个工作日内，有人看您的申请。", "7 天内告诉您批不批。"),
        materials=("身份证", "跟这件事有关的材料"),
        slip_next=("1 个工作日内有人看", "7 天内告诉您批不批"),
        slip_bring="身份证、手头的材料",
        law=(LawRef("法律援助法", ArticleNo(43), "七日内决定"),),
    )


def guide(guide_id: str, title: str, **changes: object) -> Guide:
    """A guide with every part filled; ``changes`` replaces fields by name."""
    topic = guide_id.partition("/")[0]
    base = Guide(
        id=guide_id,
        topic=topic,
        title=title,
        answer=("工资可以要回来。", "先投诉，再仲裁。", "仲裁不收费。"),
        steps=("留好证据。", "去投诉，或打 12333。", "还不给，申请仲裁。"),
        bring=("身份证", "能证明干过活的东西"),
        where=("labour-inspection", "legal-aid-office"),
        cost="投诉、仲裁都不收钱。",
        time="仲裁要在一年之内申请。",
        law=(LawRef("劳动争议调解仲裁法", ArticleNo(27), "仲裁时效一年"),),
        checked="2026-11-01",
        review_by="2027-11-01",
        asks=("工钱一直拖着不给咋办",),
        never="不要堵路。",
        urgent="被威胁，先打 110。",
        form=LEGAL_AID,
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def small_library() -> Library:
    """The library most tests want. Published on 2026-11-01, before ``tests.support.states`` begins."""
    guides = (
        guide(WAGES, "老板拖欠工资，怎么办？", related=(DISMISSED,)),
        guide(DISMISSED, "老板突然不要我了，怎么办？", related=(WAGES,)),
        guide(CREW, "船上的工钱要不到，怎么办？", related=(WAGES,)),
    )
    offices = (
        Office(
            "labour-inspection",
            "示例县劳动监察大队",
            "labour",
            "望海路 1 号",
            "0580-0000002",
            WORKDAYS,
            30.7,
            122.4,
        ),
        Office(
            "legal-aid-office",
            "示例县法律援助中心",
            "legal-aid",
            "望海路 2 号",
            "0580-0000003",
            WORKDAYS,
            30.7,
            122.4,
            answers=WORKDAYS,
        ),
    )
    return Library(
        info=ReleaseInfo(7, "2026.11.1", "2026-11-01T08:00:00+08:00", len(guides)),
        topics=(
            Topic("labour", "工资劳动", "欠薪 辞退 没合同", "briefcase"),
            Topic("fishery", "渔船出海", "工钱 碰船 受伤", "boat"),
        ),
        items=(consultation(), legal_aid()),
        site=SiteCard(
            name="示例码头",
            region="330000000000",
            adviser="示例村法律顾问",
            help_phone="12348",
            hotlines=(
                Hotline("12348", "法律服务热线", answers=ALWAYS),
                Hotline("12333", "劳动保障热线", "工资、工伤", answers=WORKDAYS),
            ),
            adviser_answers=WORKDAYS,
            help_answers=ALWAYS,
        ),
        calendar=Calendar((2026,), ("2026-10-01", "2026-10-02"), ("2026-10-10",)),
        notices=(Notice("本周法律顾问来码头", ("周三上午九点", "在候船厅")),),
        guides={g.id: g for g in guides},
        offices={office.id: office for office in offices},
        more={**learning()},
    )
