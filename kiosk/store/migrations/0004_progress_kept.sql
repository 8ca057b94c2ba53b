-- Written by `kiosk sync`. What is held of an order in `progress`: `news_at`, the hub's time when its newest step came;
-- `asked_at`, when the hub was last asked whether it may go; `bytes`, what it takes. `gone`: let go (1), or as long
-- as the hub hears this terminal no more (2); of it nothing is known here, and nothing is taken again.
CREATE TABLE progress_order (
    oid TEXT PRIMARY KEY,
    news_at TEXT NOT NULL,
    asked_at TEXT NOT NULL DEFAULT '',
    bytes INTEGER NOT NULL DEFAULT 0,
    gone INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

INSERT INTO progress_order (oid, news_at, bytes)
SELECT oid, coalesce((SELECT heard_at FROM hub_state), ''), sum(length(sealed)) FROM progress GROUP BY oid;
