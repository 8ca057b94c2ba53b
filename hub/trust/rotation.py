"""New generations of the hub's keys, told to terminals in the same step. Old orders still open."""

from collections.abc import Sequence
from typing import Final

from hub.clock import iso
from hub.errors import HubError
from hub.house import House
from hub.trust.document import publish
from hub.trust.file import read_published
from hub.trust.keys import SEALING, SIGNING, SNAPSHOT, TIMESTAMP, make_generation, newest_generation
from hub.trust.offline_keys import TRUST, OfflineKey, of_use
from hub.trust.signing import THRESHOLD
from kiosk.wire.trust import HubTrust

_FILES: Final = {SEALING: (SEALING,), SIGNING: (SIGNING,), "online": (SNAPSHOT, TIMESTAMP)}


def rotate(
    house: House, uses: Sequence[str], offline: Sequence[OfflineKey], *, distrust_old: bool = False
) -> HubTrust:
    """``uses``: sealing, signing, online. Raises HubError E-HUB-12, before any is made, without keys to sign.

    Should signing fail afterwards, the hub goes on with the keys terminals know: a new key counts from the
    version that names it.
    """
    published = read_published(house.settings)
    if published is None:
        raise HubError("E-HUB-13")
    if len(of_use(offline, TRUST)) < THRESHOLD:
        raise HubError("E-HUB-12", f"要用 {THRESHOLD} 把 trust 离线密钥，用 --keys 给出")
    folder = house.settings.keys_dir
    for use in (name for wanted in uses for name in _FILES[wanted]):
        make_generation(folder, newest_generation(folder, use) + 1, iso(house.clock.now()), (use,))
    return publish(house, published.hub.hub_url, published.hub.ca_pem, offline, distrust_old=distrust_old)
