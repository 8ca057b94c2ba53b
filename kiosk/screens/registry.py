"""Which class shows which screen: the whole list, in the order they are built beforehand."""

from typing import Final

from kiosk.domain.flow import Screen
from kiosk.screens.check import CheckScreen
from kiosk.screens.choice import ChoiceScreen
from kiosk.screens.consent import ConsentScreen
from kiosk.screens.end import EndScreen
from kiosk.screens.fault import FaultScreen, MaintenanceScreen
from kiosk.screens.guide import GuideScreen
from kiosk.screens.guides import GuidesScreen
from kiosk.screens.help import HelpScreen
from kiosk.screens.home import HomeScreen
from kiosk.screens.identity import IdentityScreen
from kiosk.screens.idle import IdleScreen
from kiosk.screens.items import ItemsScreen
from kiosk.screens.manager import Builder
from kiosk.screens.phone import PhoneScreen
from kiosk.screens.rate import RateScreen, ReasonsScreen
from kiosk.screens.recovered import RecoveredScreen
from kiosk.screens.refused import RefusedScreen
from kiosk.screens.submitted import SubmittedScreen
from kiosk.screens.timeout import TimeoutScreen
from kiosk.screens.topics import TopicsScreen
from kiosk.screens.write import WriteScreen

SCREENS: Final[dict[Screen, Builder]] = {
    Screen.IDLE: IdleScreen,
    Screen.HOME: HomeScreen,
    Screen.TOPICS: TopicsScreen,
    Screen.GUIDES: GuidesScreen,
    Screen.GUIDE: GuideScreen,
    Screen.ITEMS: ItemsScreen,
    Screen.HELP: HelpScreen,
    Screen.WRITE: WriteScreen,
    Screen.CHOICE: ChoiceScreen,
    Screen.CONSENT: ConsentScreen,
    Screen.IDENTITY: IdentityScreen,
    Screen.PHONE: PhoneScreen,
    Screen.REFUSED: RefusedScreen,
    Screen.CHECK: CheckScreen,
    Screen.SUBMITTED: SubmittedScreen,
    Screen.RATE: RateScreen,
    Screen.REASONS: ReasonsScreen,
    Screen.TIMEOUT: TimeoutScreen,
    Screen.END: EndScreen,
    Screen.FAULT: FaultScreen,
    Screen.MAINTENANCE: MaintenanceScreen,
    Screen.RECOVERED: RecoveredScreen,
}
