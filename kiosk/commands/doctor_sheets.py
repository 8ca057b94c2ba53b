"""The doctor's rows about the printer for A4: can it print, and does a paper stay in memory."""

from collections.abc import Iterator
from typing import Final

from kiosk.clock import Clock
from kiosk.config import Config
from kiosk.errors import ERRORS, Finding

CHECK: Final = "文书打印"


def examine_sheets(config: Config, clock: Clock) -> Iterator[Finding]:
    """Prints nothing."""
    from kiosk.documents.sheet_printer import NOT_THERE, ON_DISK, TalkError, build

    printer = build(config, clock)
    if printer is None:
        yield Finding(CHECK, ok=True, text="没有设 A4 打印机，文书可以看、可以抄")
        return
    loose = printer.kept_on_disk()
    if loose:
        text = f"{loose}，{ERRORS[ON_DISK].staff}"
        yield Finding(CHECK, ok=False, text=text, code=ON_DISK)
    else:
        yield Finding(CHECK, ok=True, text=f"打印内容只在内存里（{config.documents.spool}）")
    try:
        now = printer.standing()
    except TalkError as error:
        text = f"{ERRORS[NOT_THERE].staff}（{error}）"
        yield Finding(CHECK, ok=False, text=text, code=NOT_THERE)
        return
    said = "、".join(now.reasons)
    if now.fault:
        when = "" if now.shut else "，是上一份时说的，弄好了再打一份就知道"
        text = f"{ERRORS[now.fault].staff}（{said}{when}）" if said else ERRORS[now.fault].staff
        yield Finding(CHECK, ok=False, text=text, code=now.fault)
    else:
        ready = f"{config.documents.printer} 能打"
        yield Finding(CHECK, ok=True, text=f"{ready}（{said}）" if said else ready)
