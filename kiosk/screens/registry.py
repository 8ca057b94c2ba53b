"""Which class shows which screen: the whole list, in the order they are built beforehand."""

from typing import Final

from kiosk.domain.flow import Screen
from kiosk.screens.home import HomeScreen
from kiosk.screens.idle import IdleScreen
from kiosk.screens.manager import Builder

SCREENS: Final[dict[Screen, Builder]] = {
    Screen.IDLE: IdleScreen,
    Screen.HOME: HomeScreen,
}
