"""An order's progress in plain words: where it stands, and what each step was. Chinese source; see ``texts``.

Fields are named by the state: ``step_`` in the time line, ``now_`` where it stands, ``silent_`` the same when
no answer has come yet, for states in which one still may.
"""

from dataclasses import dataclass

from kiosk.domain.progress import Entry
from kiosk.domain.standing import Manner, Standing
from kiosk.wire.states import PlatformState, platform_state


@dataclass(frozen=True, slots=True)
class StandingTexts:
    step_waiting: str = "收到您的申请"
    step_taken: str = "受理了"
    step_rejected: str = "没有受理"
    step_returned: str = "请您补材料"
    step_open_call: str = "在找人接您的事"
    step_assigned: str = "派了人"
    step_undertaken: str = "有人接手了"
    step_in_hand: str = "正在办"
    step_extended: str = "要多办几天"
    step_done: str = "办好了"
    step_to_rate: str = "办好了"
    step_rated: str = "您评价了"
    step_not_rated: str = "没有评价"
    step_to_call_back: str = "会给您打电话"
    step_called_back: str = "给您打过电话"
    step_filed: str = "了结了"
    step_withdrawn: str = "撤回了"
    step_transferred: str = "转给别的单位"
    step_merged: str = "并到另一件里"
    replied: str = "答复了您"
    now_waiting: str = "收到了，等着受理"
    now_taken: str = "受理了"
    now_rejected: str = "这件事没有受理"
    now_returned: str = "材料不齐，请您补一补"
    now_open_call: str = "正在找人接您的事"
    now_assigned: str = "已经派了人"
    now_undertaken: str = "有人接手了"
    now_in_hand: str = "有人正在办"
    now_extended: str = "要多等几天"
    now_done: str = "办好了"
    now_to_rate: str = "办好了，请您评价"
    now_rated: str = "办好了，您也评价了"
    now_not_rated: str = "办好了"
    now_to_call_back: str = "办好了，会打电话问您"
    now_called_back: str = "办好了，电话也打过了"
    now_filed: str = "全部办完了"
    now_withdrawn: str = "这件事已经撤回"
    now_transferred: str = "转给别的单位去办了"
    now_merged: str = "并到另一件里一起办"
    undone: str = "这件事已经了结"
    silent_waiting: str = "收到了，等着受理"
    silent_taken: str = "受理了，还没有答复"
    silent_open_call: str = "正在找人接您的事"
    silent_assigned: str = "派了人，还没有答复"
    silent_undertaken: str = "有人接手，还没有答复"
    silent_in_hand: str = "有人正在办，还没有答复"
    silent_extended: str = "要多等几天，还没有答复"
    queued: str = "已提交，还没有送出去"
    uploaded: str = "已上传，还没有新消息"
    below: str = "{}，答复在下面"
    answered: str = "答复来了，还在接着办"
    closed: str = "办好了，答复在下面"
    bare: str = "办好了，没有写答复"

    def says(self, standing: Standing) -> str:
        """Where the order stands, in one sentence."""
        match standing.manner:
            case Manner.PLAIN:
                return self._now(standing)
            case Manner.SILENT:
                return self._of("silent", standing.state)
            case Manner.BELOW:
                return self.below.format(self._now(standing))
            case manner:
                said: str = getattr(self, manner.value)
                return said

    def step(self, entry: Entry) -> str:
        """What a step was, in a few words; a state this version does not know is being worked on."""
        return self.replied if entry.reply.strip() else self._of("step", platform_state(entry.state))

    def _now(self, standing: Standing) -> str:
        return self.undone if standing.undone else self._of("now", standing.state)

    def _of(self, kind: str, state: PlatformState) -> str:
        said: str = getattr(self, f"{kind}_{state.name.lower()}")
        return said
