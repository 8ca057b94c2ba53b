"""A process in the place of this one, with the same id and nothing of its memory (ADR 0095).

``execve`` keeps the id, so the service manager sees no end and no start: no restart is counted, nobody waits
for it, and its watchdog goes on. The kernel takes all memory, threads and mappings of the old program away
before the new one's first instruction.
"""

import logging
import os
import sys
from collections.abc import MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import Final

_FOLLOWS: Final = "KIOSK_FOLLOWS"
_STANDARD: Final = 2  # input, output and errors go on


def follows_another(environ: MutableMapping[str, str]) -> bool:
    """Whether this process took another's place. Asked once: its own children are not to think so."""
    return environ.pop(_FOLLOWS, "") != ""


def replace_process(environ: MutableMapping[str, str]) -> None:
    """The same command from its beginning. Call on the main thread when all else has ended.

    Returns never; raises OSError when the command cannot be started any more, and then the caller ends: the
    service manager starts it anew.
    """
    environ[_FOLLOWS] = "1"
    _let_go()
    logging.shutdown()
    # Our own command as it was given to us.
    os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], dict(environ))  # noqa: S606


def _let_go() -> None:
    """What a library opened without a word for the kernel (cameras, graphics, memory files) ends here too."""
    for entry in list(Path("/proc/self/fd").iterdir()):
        if int(entry.name) > _STANDARD:
            with suppress(OSError):  # closed meanwhile, like the listing's own
                os.set_inheritable(int(entry.name), False)
