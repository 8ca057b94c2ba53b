-- Written by the UI's process. Orders of the last hour in this boot, as coarse as they must be to be counted and to
-- name nobody (kiosk/domain/flood.py): `person`, `visit` and `words` are one of 1,024 buckets each.
CREATE TABLE recent_order (
    seq INTEGER PRIMARY KEY,
    boot_id TEXT NOT NULL,
    monotonic_s REAL NOT NULL,
    person INTEGER,
    visit INTEGER,
    words INTEGER,
    marked INTEGER NOT NULL
);

-- Marked as one of a flood: sent behind all that is not.
ALTER TABLE outbox ADD COLUMN flood INTEGER NOT NULL DEFAULT 0;
ALTER TABLE work_order ADD COLUMN flood INTEGER NOT NULL DEFAULT 0;
