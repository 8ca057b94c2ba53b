"""The doctor's rows about reading aloud: the programs that speak and play, and what is recorded."""

import shutil
from collections.abc import Iterator
from typing import Final

from kiosk.clock import Clock
from kiosk.config import Config
from kiosk.content.library import clip_index
from kiosk.errors import ERRORS, Finding

CHECK: Final = "朗读"
# What speaks, what plays, what unpacks a recording, what asks whether a headphone is plugged in.
_VOICE: Final = ("espeak-ng", "E-SPK-01")
_PLAYER: Final = ("aplay", "E-SPK-02")
_CLIPS: Final = ("opusdec", "E-SPK-03")
_JACK: Final = ("amixer", "E-SPK-02")


def examine_speech(config: Config, _clock: Clock) -> Iterator[Finding]:
    """Makes no sound: what is heard is the technician's to judge."""
    from kiosk.speech.clips import read_index

    if not config.speech.enabled:
        yield Finding(CHECK, ok=True, text="没有启用")
        return
    found = clip_index(config.content_path, config.factory_content_path)
    wanted = [_VOICE, _PLAYER]
    wanted += [_JACK] if config.speech.headphone else []
    wanted += [_CLIPS] if found is not None else []
    missing = [(program, code) for program, code in wanted if shutil.which(program) is None]
    for program, code in missing:
        yield Finding(CHECK, ok=False, text=f"没有 {program}：{ERRORS[code].staff}", code=code)
    if missing:
        return
    recorded = 0
    if found is not None:
        try:
            tables = read_index(found[0]).clips
        except (OSError, ValueError) as error:
            yield Finding(CHECK, ok=False, text=f"录音目录读不了（{error}）", code="E-SPK-03")
            return
        recorded = sum(len(table) for table in tables.values())
    ear = "插上耳机才念个人信息" if config.speech.headphone else "没有耳机插座，个人信息不念"
    yield Finding(CHECK, ok=True, text=f"能念，{recorded} 句有录音，{ear}")
