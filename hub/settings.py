"""What a hub is told: where its data are, and its limits."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from hub.database.db import sqlite_url
from kiosk.wire.models import MAX_ENVELOPE


class HubSettings(BaseModel):
    """``database``: an SQLAlchemy URL; empty for SQLite in ``data``. The quotas are a terminal's, a day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data: Path
    database: str = ""
    max_body: int = Field(default=MAX_ENVELOPE, ge=64 * 1024, le=16 * 1024 * 1024)
    body_timeout_s: float = Field(default=30.0, ge=0.1, le=300.0)
    quota_envelopes: int = Field(default=500, ge=1)
    quota_bytes: int = Field(default=200 * 1024 * 1024, ge=MAX_ENVELOPE)

    @property
    def database_url(self) -> str:
        return self.database or sqlite_url(self.data)

    @property
    def keys_dir(self) -> Path:
        return self.data / "keys"
