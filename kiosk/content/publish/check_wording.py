"""The county's wording: of sentences that may be put otherwise, and no longer than screens have room."""

from kiosk.content.publish.draft import Draft
from kiosk.content.publish.kinds.learning import EditorWording
from kiosk.domain.comfort import Language
from kiosk.domain.library_learning import Wording
from kiosk.words.texts import load
from kiosk.words.wording import refusal, too_long_in_english


def check(draft: Draft) -> None:
    rows = draft.of(EditorWording)
    english = load().of(Language.EN) if any(row.value.text_en for row in rows) else None
    for row in rows:
        one = Wording(row.value.id, row.value.text, row.value.text_en)
        if wrong := refusal(one):
            row.report(("id",), wrong)
        elif english is not None and (most := too_long_in_english(one, english)):
            row.report(("text_en",), f"英文最多 {most} 个字母，现在 {len(one.text_en)} 个，屏幕上放不下")
