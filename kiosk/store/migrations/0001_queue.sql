-- One writer for each table. The UI's process (and `kiosk orders submit`) writes those of the first part,
-- `kiosk sync` those of the second. Nothing personal is in any column: what the resident wrote is in
-- `envelope`, sealed to the hub.

CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    oid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    committed_at TEXT NOT NULL,
    clock_trusted INTEGER NOT NULL,
    boot_id TEXT NOT NULL,
    monotonic_s REAL NOT NULL,
    verified_at TEXT,
    envelope BLOB
);

CREATE TABLE work_order (
    order_id TEXT PRIMARY KEY,
    order_no TEXT NOT NULL,
    seq INTEGER NOT NULL,
    secret_sha256 TEXT NOT NULL,
    committed_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE rating (
    order_id TEXT PRIMARY KEY,
    rating_id TEXT NOT NULL,
    seq INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE visit (
    visit_id TEXT PRIMARY KEY,
    began_at TEXT NOT NULL,
    ended_at TEXT,
    last_order_id TEXT
) WITHOUT ROWID;

CREATE TABLE print_job (
    job_id TEXT PRIMARY KEY,
    order_id TEXT NOT NULL,
    template TEXT NOT NULL,
    state TEXT NOT NULL,
    changed_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE counter (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) WITHOUT ROWID;

-- `kiosk orders retry`: asked for so many times.
CREATE TABLE retry (
    seq INTEGER PRIMARY KEY,
    asked INTEGER NOT NULL
);

-- No row here: queued and never tried.
CREATE TABLE delivery (
    seq INTEGER PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'accepted', 'needs_staff')),
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt_at REAL,
    reason TEXT NOT NULL DEFAULT '',
    word TEXT NOT NULL DEFAULT '',
    retries_seen INTEGER NOT NULL DEFAULT 0,
    changed_at TEXT NOT NULL
);

CREATE TABLE link (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    online INTEGER NOT NULL,
    changed_at TEXT,
    code TEXT NOT NULL,
    failures INTEGER NOT NULL,
    next_round_at REAL
);
