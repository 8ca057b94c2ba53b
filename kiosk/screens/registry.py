"""Which class shows which screen: the whole list, in the order they are built beforehand.

By name: the first picture waits for the import of its own screen only, the others come behind it.
"""

import importlib
from dataclasses import dataclass
from typing import Final, cast

from kiosk.domain.flow import Screen
from kiosk.screens.base import KioskScreen
from kiosk.screens.manager import Builder
from kiosk.screens.widgets.painter import Look
from kiosk.services import Services


@dataclass(frozen=True, slots=True)
class _Late:
    """Imports ``kiosk.screens.<module>`` when its class ``name`` is built."""

    module: str
    name: str

    def __call__(self, services: Services, look: Look) -> KioskScreen:
        made = getattr(importlib.import_module(f"kiosk.screens.{self.module}"), self.name)
        return cast(Builder, made)(services, look)


SCREENS: Final[dict[Screen, Builder]] = {
    Screen.IDLE: _Late("idle", "IdleScreen"),
    Screen.HOME: _Late("home", "HomeScreen"),
    Screen.TOPICS: _Late("topics", "TopicsScreen"),
    Screen.GUIDES: _Late("guides", "GuidesScreen"),
    Screen.GUIDE: _Late("guide", "GuideScreen"),
    Screen.ITEMS: _Late("items", "ItemsScreen"),
    Screen.HELP: _Late("help", "HelpScreen"),
    Screen.SCENARIOS: _Late("scenarios", "ScenariosScreen"),
    Screen.QUESTION: _Late("question", "QuestionScreen"),
    Screen.OUTCOME: _Late("outcome", "OutcomeScreen"),
    Screen.STOP: _Late("stop", "StopScreen"),
    Screen.BUNDLE_END: _Late("bundle_end", "BundleEndScreen"),
    Screen.SEARCH: _Late("search", "SearchScreen"),
    Screen.COMFORT: _Late("comfort", "ComfortScreen"),
    Screen.PROGRESS_ASK: _Late("progress_ask", "ProgressAskScreen"),
    Screen.PROGRESS_TYPE: _Late("progress_type", "ProgressTypeScreen"),
    Screen.PROGRESS: _Late("progress", "ProgressScreen"),
    Screen.SUMS: _Late("sums", "SumsScreen"),
    Screen.SUM: _Late("sum_view", "SumScreen"),
    Screen.SUM_TYPE: _Late("sum_type", "SumTypeScreen"),
    Screen.SUM_CHOICE: _Late("sum_choice", "SumChoiceScreen"),
    Screen.LEARN: _Late("learn", "LearnScreen"),
    Screen.LESSON: _Late("lesson", "LessonScreen"),
    Screen.CLIP: _Late("clip", "ClipScreen"),
    Screen.TERMS: _Late("terms", "TermsScreen"),
    Screen.TERM: _Late("terms", "TermScreen"),
    Screen.QUIZ: _Late("quiz", "QuizScreen"),
    Screen.SELF_CHECK: _Late("self_check", "SelfCheckScreen"),
    Screen.LAWS: _Late("laws", "LawsScreen"),
    Screen.LAW: _Late("law", "LawScreen"),
    Screen.WAYS_ON: _Late("ways_on", "WaysOnScreen"),
    Screen.WRITE: _Late("write", "WriteScreen"),
    Screen.RECORD: _Late("record", "RecordScreen"),
    Screen.CHOICE: _Late("choice", "ChoiceScreen"),
    Screen.SIGNATURE: _Late("signature", "SignatureScreen"),
    Screen.SHEETS: _Late("sheets", "SheetsScreen"),
    Screen.CONSENT: _Late("consent", "ConsentScreen"),
    Screen.IDENTITY: _Late("identity", "IdentityScreen"),
    Screen.PHONE: _Late("phone", "PhoneScreen"),
    Screen.DATE: _Late("day", "DayScreen"),
    Screen.BOAT: _Late("boat", "BoatScreen"),
    Screen.PLACE: _Late("place", "PlaceScreen"),
    Screen.REFUSED: _Late("refused", "RefusedScreen"),
    Screen.GUARDIAN: _Late("guardian", "GuardianScreen"),
    Screen.CHECK: _Late("check", "CheckScreen"),
    Screen.SUBMITTED: _Late("submitted", "SubmittedScreen"),
    Screen.RATE: _Late("rate", "RateScreen"),
    Screen.REASONS: _Late("rate", "ReasonsScreen"),
    Screen.TIMEOUT: _Late("timeout", "TimeoutScreen"),
    Screen.END: _Late("end", "EndScreen"),
    Screen.FAULT: _Late("fault", "FaultScreen"),
    Screen.MAINTENANCE: _Late("fault", "MaintenanceScreen"),
    Screen.RECOVERED: _Late("recovered", "RecoveredScreen"),
    Screen.LOOKUPS: _Late("lookups", "LookUpsScreen"),
    Screen.OFFICES: _Late("offices", "OfficesScreen"),
    Screen.OFFICE: _Late("offices", "OfficeScreen"),
    Screen.MAP: _Late("map", "MapScreen"),
    Screen.REGISTERS: _Late("registers", "RegistersScreen"),
    Screen.FIND_NUMBER: _Late("find_listed", "FindNumberScreen"),
    Screen.FIND_CODE: _Late("find_listed", "FindCodeScreen"),
    Screen.FOUND_LISTED: _Late("find_listed", "FoundListedScreen"),
    Screen.REGISTER: _Late("registers", "RegisterScreen"),
    Screen.LISTED: _Late("registers", "ListedScreen"),
    Screen.SCHEDULE: _Late("schedule", "ScheduleScreen"),
    Screen.COMES: _Late("schedule", "ComesScreen"),
    Screen.BOARDS: _Late("board", "BoardsScreen"),
    Screen.BOARD: _Late("board", "BoardScreen"),
    Screen.DUTY: _Late("numbers", "DutyScreen"),
    Screen.ONLINE: _Late("platforms", "OnlineScreen"),
    Screen.PLATFORM: _Late("platforms", "PlatformScreen"),
    Screen.LOOKUP: _Late("platforms", "LookupScreen"),
    Screen.ONLINE_ANSWER: _Late("online_answer", "OnlineAnswerScreen"),
    Screen.EMERGENCY: _Late("numbers", "EmergencyScreen"),
    Screen.PAPERS: _Late("papers", "PapersScreen"),
    Screen.PAPER_ABOUT: _Late("papers", "PaperAboutScreen"),
    Screen.PAPER: _Late("paper_view", "PaperScreen"),
    Screen.PAPER_CODES: _Late("papers", "PaperCodesScreen"),
    Screen.SURVEYS: _Late("surveys", "SurveysScreen"),
    Screen.SURVEY: _Late("surveys", "SurveyScreen"),
    Screen.COUNTED: _Late("surveys", "CountedScreen"),
}
