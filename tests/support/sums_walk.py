"""Random visits that also reckon: lines filled in with sense and without, answers that come late or never."""

from kiosk.domain import flow, sums, update_sums
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.effects import Effect
from kiosk.domain.flow import Screen
from kiosk.domain.sums import Reckon, Reckoned, Refusal, SumLine, SumResult
from tests.support.states import CARDS
from tests.support.walk import Walk

RESULT = SumResult(amount="6550.00", steps=("一步",), note="仅供参考")


class SumsWalk(Walk):
    """``asked``: what was to be reckoned and is not answered yet."""

    def send(self, message: object) -> tuple[Effect, ...]:
        effects = super().send(message)
        asked = [effect for effect in effects if isinstance(effect, Reckon)]
        for one in asked:
            self._owes = [*getattr(self, "_owes", []), one]
        return effects

    def _sensible(self) -> list[list[object]]:
        name = self.choose([card.name for card in CARDS])
        ways: dict[Screen, list[list[object]]] = {
            Screen.HOME: [[m.Open(s.Sums())], [update_sums.OpenSum(name)], [update_sums.OpenSum(name)]],
            Screen.SUMS: [[m.Open(s.Sums("court"))], [update_sums.OpenSum(name)], [m.Back()]],
            Screen.SUM: [self._lines(), self._lines(), self._told(), [self._paper()], [m.Back()]],
            Screen.SUM_TYPE: [self._lines(), [update_sums.LineDone()], [m.Back()]],
            Screen.SUM_CHOICE: [self._lines(), [update_sums.LineDone()], [m.Back()]],
        }
        shown = self.screen()
        if shown is Screen.HOME:
            return [*ways[shown], *super()._sensible()]
        return ways[shown] if shown in ways else super()._sensible()

    def screen(self) -> Screen:
        return flow.route(self.state).screen

    def _place(self) -> str:
        place = self.state.visit.place if self.state.visit is not None else None
        return place.name if isinstance(place, s.SumView | s.SumEntry) else CARDS[0].name

    def _lines(self) -> list[object]:
        """Two lines of the calculator that is open, then the way on."""
        card = next(card for card in CARDS if card.name == self._place())
        said: list[object] = []
        for line in card.lines[:2]:
            said.append(update_sums.ShowSum(s.SumEntry(card.name, line.key)))
            said.append(update_sums.AnswerSum(card.name, line.key, self._text(line)))
            said.append(update_sums.LineDone())
        return [*said, *self._told()]

    def _text(self, line: SumLine) -> str:
        good = {
            "date": "2024-03-01",
            "yes_no": sums.YES,
            "choice": line.choices[0].id if line.choices else "",
        }
        return str(self.choose([good.get(line.kind, "7"), self.new("typed"), ""]))

    def _told(self) -> list[object]:
        said: list[object] = []
        for asked in getattr(self, "_owes", [])[-2:]:
            found = self.choose([True, True, False])
            said.append(
                Reckoned(
                    asked.visit_id,
                    asked.name,
                    asked.asked,
                    RESULT if found else None,
                    None if found else Refusal("", "这样不行"),
                )
            )
        return said

    def _paper(self) -> object:
        return update_sums.PrintSum(self.new("job"), self._place())

    def _facts(self) -> list[object]:
        return [*super()._facts(), *self._told(), sums.SumsReady(CARDS)]

    def _anything(self) -> list[object]:
        name = self.choose([*[card.name for card in CARDS[:3]], "nothing"])
        places = [s.Sums("court", 1), s.SumView(name), s.SumEntry(name, "claim"), s.SumEntry(name, "none")]
        return [
            *super()._anything(),
            update_sums.OpenSum(name, (("claim", self.new("given")), ("claim", "5"))),
            update_sums.ShowSum(self.choose(places)),
            update_sums.AnswerSum(name, self.choose(["claim", "none"]), self.new("typed")),
            update_sums.LineDone(),
            self._paper(),
        ]
