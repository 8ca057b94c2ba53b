-- Written by `kiosk sync`.

-- Counters of signed requests, given out in blocks: `reserved` is the highest that any process may have used.
CREATE TABLE request_counter (
    key_id TEXT PRIMARY KEY,
    reserved INTEGER NOT NULL
) WITHOUT ROWID;

-- What the last exchange said. `cursor`: the newest row of `progress`; `kept`: the hub's signed word, as it came;
-- `heard_at`: the hub's own time of it.
CREATE TABLE hub_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    terminal_id TEXT NOT NULL,
    incarnation TEXT NOT NULL,
    cursor INTEGER NOT NULL,
    kept TEXT NOT NULL,
    trust_version INTEGER NOT NULL,
    heard_at TEXT NOT NULL
);

-- What became of orders, sealed under a key that only the slip gives.
CREATE TABLE progress (
    oid TEXT NOT NULL,
    step INTEGER NOT NULL,
    sealed TEXT NOT NULL,
    PRIMARY KEY (oid, step)
) WITHOUT ROWID;

-- The hub said in this boot that the clock is right: wall time minus the kernel's own, in seconds.
CREATE TABLE confirmed_clock (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    boot_id TEXT NOT NULL,
    offset_s REAL NOT NULL
);

-- The hub's signed denial (revoked), as it came; empty while there is none.
ALTER TABLE link ADD COLUMN denial TEXT NOT NULL DEFAULT '';

-- Written by the UI's process: the receipt it has checked itself, and what that says.
ALTER TABLE outbox ADD COLUMN receipt TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN hub_seq INTEGER;
ALTER TABLE outbox ADD COLUMN incarnation TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN received_at TEXT NOT NULL DEFAULT '';
