"""您遇到了什么事？"""

from kiosk.domain import state as s
from kiosk.domain.flow import Screen
from kiosk.domain.state import AppState
from kiosk.screens.base import KioskScreen
from kiosk.screens.widgets.block import Block, Column, Grid, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton, side_by_side
from kiosk.screens.widgets.lists import Row, Tile
from kiosk.screens.widgets.notes import AnswerBox, Notice, NumberedSteps, StepBar
from kiosk.screens.widgets.text import Text


class HomeScreen(KioskScreen):
    screen = Screen.HOME

    def view(self, state: AppState) -> object:
        return state.library, state.can_submit

    def build(self, state: AppState) -> Block:
        return Column(
            StepBar(1, ("甲步", "是谁申请", "核对")),
            Text("您遇到了什么事？", "title"),
            Grid(
                Tile(
                    "问法律",
                    "欠薪 离婚 借钱",
                    "chat",
                    touch_id="home.tile.ask",
                    on_tap=lambda: self.services.open(s.Topics()),
                ),
                Tile("办事情", "留言 法律援助", "document", touch_id="home.tile.do"),
                columns=2,
            ),
            AnswerBox(("工资可以要回来，劳动仲裁不收费。", "先投诉，再仲裁；工地的活，总包要先垫。")),
            NumberedSteps(
                (
                    "留好证据：考勤、工资条、转账记录、聊天记录、工友的话。",
                    "到县劳动监察大队投诉，或打 12333。",
                )
            ),
            Row("老板拖欠工资，怎么办？", icon="coin"),
            Notice("今天值班：王样例", ("夜里请打 12348",), icon="megaphone"),
            Spacer(),
            side_by_side(SecondaryButton("打印", icon="printer"), SecondaryButton("算一算")),
            PrimaryButton("没解决，找人问", touch_id="home.x"),
        )
