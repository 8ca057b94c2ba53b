"""The published trust document as it lies in the hub's data directory; ``hub.trust.document`` signs it."""

from dataclasses import dataclass
from pathlib import Path

from hub.errors import HubError
from hub.settings import HubSettings
from kiosk.wire.trust import HubTrust, TrustDocument, TrustRefused, read_document, read_hub_trust


@dataclass(frozen=True, slots=True)
class Published:
    """``raw``: the document as terminals get it."""

    raw: bytes
    document: TrustDocument
    hub: HubTrust


def trust_file(settings: HubSettings) -> Path:
    return settings.data / "trust" / "document.json"


def read_published(settings: HubSettings) -> Published | None:
    """None before the first was signed. Raises HubError E-HUB-13 when it is damaged."""
    path = trust_file(settings)
    try:
        raw = path.read_bytes()
        document = read_document(raw)
        return Published(raw, document, read_hub_trust(document.hub))
    except FileNotFoundError:
        return None
    except (OSError, TrustRefused) as error:
        raise HubError("E-HUB-13", f"{path}：读不了") from error
