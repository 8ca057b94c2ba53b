"""Who applies: laying the card down, or typing instead. The reader works only while this page asks for it."""

from dataclasses import dataclass

from kiosk.domain import forms, identity
from kiosk.domain.device import CARD_LEFT, DeviceState, DeviceStatus
from kiosk.domain.flow import Screen
from kiosk.domain.state import AppState
from kiosk.domain.writing_place import method
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.form_page import FormPage, form_page, head
from kiosk.screens.refused import CONSULTATION, can_consult
from kiosk.screens.widgets.block import Beside, Block, Card, Column, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton, side_by_side
from kiosk.screens.widgets.notes import Notice, poster
from kiosk.screens.widgets.text import Text
from kiosk.words.texts import Texts

NO_READER = "E-IDC-01"


@dataclass(frozen=True, slots=True)
class IdentityPage:
    """``name`` and ``number`` are empty until read or typed."""

    form: FormPage
    reader: DeviceStatus
    name: str
    number: str
    can_ask: bool
    can_write: bool = False
    written: str = ""  # the name by hand, beside the card's
    read_before: bool = False  # a card was read in this visit: it is read again only once it was lifted

    @property
    def filled(self) -> bool:
        field = self.form.field
        ids = forms.order_field_ids(field) if field is not None else ()
        return bool(self.form.draft.identity_source) and all(self.form.draft.answer(i) for i in ids)

    @property
    def bare(self) -> bool:
        """Whether the name may be read: it was asked for a moment ago."""
        return self.form.progress.bare_until > 0

    @property
    def opening(self) -> bool:
        return self.reader.state is DeviceState.OPENING


def identity_page(state: AppState, texts: Texts) -> IdentityPage | None:
    form = form_page(state, texts)
    if form is None or form.field is None or form.field.kind != "idcard":
        return None
    number = forms.CARD_FIELDS["number"]
    return IdentityPage(
        form,
        state.idcard,
        form.draft.answer("name"),
        form.draft.answer(number),
        can_consult(state),
        method(state) is not None,
        form.draft.answer(forms.WRITTEN_NAME),
        state.visit is not None and state.visit.card_used,
    )


class IdentityScreen(RebuiltScreen):
    screen = Screen.IDENTITY

    def view(self, state: AppState) -> object:
        return identity_page(state, self.texts)

    def build(self, state: AppState) -> Block:
        page = identity_page(state, self.texts)
        if page is None:
            return Column()
        if page.filled:
            return self._read(page)
        usable = page.reader.usable or page.opening
        return self._waiting(page) if usable else self._no_reader(page)

    # ---- waiting for a card

    def _waiting(self, page: IdentityPage) -> Block:
        top = head(self.look, page.form, self.texts.form.identity_title, self._why(page))
        return Column(top, self._place_to_lay(page), self._instead(page), gap=0.8)

    def _why(self, page: IdentityPage) -> Block:
        return Text(page.form.item.identity_why, "small" if self.theme.compact else "body", tone="ink2")

    def _place_to_lay(self, page: IdentityPage) -> Block:
        """The drawing, and what the reader is doing."""
        progress = page.form.progress
        if progress.card_seen:
            said, under, tone = self.texts.form.identity_reading, "", "action"
        elif progress.card_code in self.texts.errors:
            said, under, tone = (
                self.texts.error(progress.card_code),
                self.texts.form.identity_flat,
                "attention",
            )
        elif page.opening:
            said, under, tone = self.texts.form.identity_opening, self.texts.form.identity_flat, "action"
        elif page.reader.reason == CARD_LEFT:
            said, under, tone = self.texts.form.identity_left, self.texts.form.identity_own, "attention"
        else:
            under = self.texts.form.identity_lift if page.read_before else self.texts.form.identity_flat
            said, tone = self.texts.form.identity_waiting, "action"
        return self._drawn(said, under, tone)

    def _drawn(self, said: str, under: str, tone: str) -> Block:
        """A large card with the drawing of an identity card and what is to be known of it."""
        low = self.theme.compact
        return poster("idcard", said, under, tone, low=low, scale=3.0 if low else 6.0)

    def _instead(self, page: IdentityPage) -> Block:
        typing = SecondaryButton(
            self.texts.form.identity_type, touch_id="identity.type", on_tap=self.services.type_identity
        )
        other, ask = self._other(page), self._ask(page)
        if not other or not ask:
            return side_by_side(typing, *other, *ask)
        # Three in a row would break their words in two lines.
        return Column(*other, side_by_side(typing, *ask), gap=0.8)

    def _other(self, page: IdentityPage) -> tuple[Block, ...]:
        """Where there is room; the check page asks it everywhere."""
        said = page.form.draft.representing or self.theme.compact
        if not forms.can_represent(page.form.item) or said:
            return ()
        other = SecondaryButton(
            self.texts.form.identity_other, touch_id="identity.other", on_tap=self.services.represent
        )
        return (other,)

    def _ask(self, page: IdentityPage) -> tuple[Block, ...]:
        if not page.can_ask:
            return ()
        return (SecondaryButton(self.texts.form.identity_ask, touch_id="identity.ask", on_tap=self._consult),)

    def _consult(self) -> None:
        self.services.open_form(CONSULTATION)

    # ---- no reader

    def _no_reader(self, page: IdentityPage) -> Block:
        code = page.reader.code if page.reader.code in self.texts.errors else NO_READER
        top = head(self.look, page.form, self.texts.form.identity_title_typed, self._why(page))
        typing = PrimaryButton(
            self.texts.form.identity_type_only, touch_id="identity.type", on_tap=self.services.type_identity
        )
        ways: tuple[Block, ...] = (*self._ask(page), typing)
        if self.theme.compact:
            ways = (side_by_side(*ways),)
        said = self._drawn(self.texts.error(code), self.texts.form.identity_still, "attention")
        return Column(top, said, *ways, gap=0.8)

    # ---- read, or typed before

    def _read(self, page: IdentityPage) -> Block:
        texts, by_card = self.texts.form, page.form.draft.identity_source == "card"
        rare = by_card and bool(self.look.paint.undrawn(page.name))
        low = self.theme.compact
        again = SecondaryButton(
            self.texts.form.identity_again, touch_id="identity.again", on_tap=self.services.use_card
        )
        done = PrimaryButton(
            self.texts.form.identity_next, touch_id="identity.next", on_tap=self.services.next_page
        )
        write = self._write() if rare and page.can_write else None
        title = texts.identity_read if by_card else texts.identity_typed
        top = head(self.look, page.form, texts.identity_rare if rare and not page.written else title)
        card = self._facts(page, rare)
        if not low:
            under = [side_by_side(again, write)] if write is not None else [again]
            return Column(top, card, *self._reminders(page, by_card, rare), Spacer(), *under, done, gap=0.8)
        again.share, done.share = 1.0, 1.4
        reminders = self._reminders(page, by_card, rare)
        if write is not None:
            reminders[0].share = 1.0
            reminders = [Beside(reminders[0], write, gap=0.8)]
        return Column(top, card, *reminders, Spacer(), Beside(again, done, gap=0.8), gap=0.8)

    def _facts(self, page: IdentityPage, rare: bool) -> Block:
        texts, low = self.texts.form, self.theme.compact
        # What its owner wrote says more than one with a placeholder; the card's own is kept all the same.
        by_hand = rare and bool(page.written)
        label = texts.identity_written if by_hand else texts.name
        name = page.written if by_hand else page.name
        facts = [
            self._fact(label, value, share)
            for label, value, share in (
                (label, name if page.bare else identity.mask_name(name), 0.5 if low else 0.7),
                (texts.identity_number, identity.mask(page.number), 1.0),
            )
            if value
        ]
        word = texts.shield_hide if page.bare else texts.shield_show
        show = SecondaryButton(word, touch_id="identity.shield", on_tap=self.services.show_personal)
        facts += [show] if page.name else []
        return Card(
            *(facts if not low else [Beside(*facts, gap=1.0)]),
            *([] if low else [Text(self.texts.form.identity_masked, "small", tone="ink2")]),
            gap=0.9,
        )

    def _reminders(self, page: IdentityPage, by_card: bool, rare: bool) -> list[Block]:
        """Not to leave the card behind; what the placeholder in a name is.

        Where height is scarce the second alone: the card is spoken of again at the end.
        """
        texts = self.texts.form
        told = [Notice(texts.identity_rare_why, icon="pen")] if rare and not page.written else []
        if not by_card or (told and self.theme.compact and not self.theme.wide):
            return [*told]
        taken = Notice(texts.identity_take, icon="idcard")
        if told and self.theme.compact:
            return [Notice(texts.identity_take, (texts.identity_rare_why,), icon="idcard")]
        return [taken, *told]

    def _write(self) -> SecondaryButton:
        return SecondaryButton(
            self.texts.form.identity_write, touch_id="identity.write", on_tap=self.services.write_name
        )

    def _fact(self, label: str, value: str, share: float) -> Block:
        role = "subtitle" if self.theme.compact else "title"
        return Column(
            Text(label, "small", tone="ink2"), Text(value, role, private=True), gap=0.05, share=share
        )
