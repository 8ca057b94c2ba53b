"""Releases of content as an editor's build lays them down, with forms made for a test."""

import hashlib
from datetime import date
from pathlib import Path

from kiosk.content import models
from kiosk.domain import forms
from kiosk.domain.library import Choice, ConsentNotice, FormField, FormStep, Guide, ServiceItem
from kiosk.domain.library_learning import Quiz, Survey
from kiosk.domain.library_services import Bundle, DocumentTemplate, Scenario

ITEM = "support-suit"
SIGNATURE = "S1;0,0 500,500 1000,0;100,900 900,900"
TODAY = date(2026, 3, 2)
PAPERS = (Choice("contract", "劳动合同"), Choice("chat", "聊天记录"))
GROUPS = (Choice("elder", "七十岁以上的老人"), Choice("disabled", "残疾人"))
# One of every kind there is, in the order of a form.
FIELDS = (
    FormField("request", "text", "您的事", ""),
    FormField("helped", "name", "替谁办", "", represented=True),
    FormField("matter", "choice", "是哪一类事", "", choices=(Choice("wages", "讨薪"),)),
    FormField("amount", "money", "欠您多少", ""),
    FormField("since", "date", "从哪天起", ""),
    FormField("days", "number", "干了几天", "", unit="天"),
    FormField("papers", "choices", "手里有什么", "", choices=PAPERS),
    FormField("insured", "yesno", "参保没有", ""),
    FormField("where", "place", "在哪里干活", ""),
    FormField("hall", "office", "去哪家公证处", "", offices=("公证",)),
    FormField("when", "slot", "想哪天去", "", office="hall"),
    FormField("boat", "boat", "船号", ""),
    FormField("boss", "identity", "对方身份证", ""),
    FormField("card", "idcard", "身份证", "", reads=("name", "number", "birth")),
    FormField("phone", "phone", "电话", ""),
    FormField("reach", "contact", "怎么找您", "", phone="phone"),
    FormField("first", "green", "要不要先办", "", choices=GROUPS),
    FormField("signed", "signature", "签名", ""),
    FormField("scans", "pages", "合同的照片", "", most="4"),
)
# As somebody types and touches it.
TYPED = {
    "request": "船东拖欠工资",
    "helped": "王小鱼",
    "matter": "wages",
    "amount": "12,500.5 元",
    "since": "2026年3月2日",
    "days": "90",
    "papers": "chat,contract",
    "insured": "no",
    "where": "菜园镇码头",
    "hall": "示例公证处",
    "when": "2026-03-04 下午",
    "boat": "浙嵊渔 12345 号",
    "boss": "33092219000101007x",
    "name": "陈海",
    "id_number": "330922190001010010",
    "birth": "1900-01-01",
    "phone": "130 0000 0000",
    "reach": "none",
    "reach_when": "evening",  # of a wish before: whoever is not to be called is sent without it
    "first": "disabled,elder",
    "signed": SIGNATURE,
    "scans": "bring",
}
NOTICE = ConsentNotice("1", "", (), "", "", "", "", "")


def service_item(*fields: FormField, item: str = ITEM, title: str = "申请支持起诉") -> ServiceItem:
    steps = (FormStep("one", "一", fields[:1]), FormStep("two", "二", fields[1:]))
    return ServiceItem(item, title, "", "", "none", "", NOTICE, steps, (), (), (), "")


def submitted(item: ServiceItem, typed: dict[str, str] = TYPED) -> dict[str, str]:
    """What the terminal would seal into the order; the draft must be one it would take."""
    draft = forms.Draft(item.id, "order", typed, forms.Consent("1", "", given=True), representing=True)
    assert forms.problems(item, draft, TODAY) == {}
    return forms.submitted_fields(item, draft)


KINDS = {
    ServiceItem: "item",
    Scenario: "scenario",
    Bundle: "bundle",
    DocumentTemplate: "document",
    Guide: "guide",
    Quiz: "quiz",
    Survey: "survey",
}
Laid = ServiceItem | Scenario | Bundle | DocumentTemplate | Guide | Quiz | Survey


def lay_down(content: Path, release: int, *items: Laid) -> Path:
    """A release in ``content``; returns the file of its last item."""
    blob, entries = content, []
    for item in items:
        data = models.encode(KINDS[type(item)], item)
        sha256 = hashlib.sha256(data).hexdigest()
        blob = models.blob_path(content, sha256)
        blob.parent.mkdir(parents=True, exist_ok=True)
        blob.write_bytes(data)
        entries.append({"kind": KINDS[type(item)], "id": item.id, "sha256": sha256, "size": len(data)})
    entries.append({"kind": "topics", "id": "topics", "sha256": "0" * 64, "size": 2})  # never read here
    manifest = models.Manifest.model_validate_json(
        models.canonical(
            {
                "format": 1,
                "release": release,
                "version": "1",
                "published_at": "2026-03-02T09:00:00+08:00",
                "source": "0" * 64,
                "items": entries,
            }
        )
    )
    folder = models.release_path(content, release)
    folder.mkdir(parents=True)
    (folder / models.MANIFEST).write_text(manifest.model_dump_json(), encoding="utf-8")
    return blob
