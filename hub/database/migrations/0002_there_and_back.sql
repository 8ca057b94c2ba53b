-- A terminal of version 1 has no link key: it keeps its orders until it is enrolled again.
ALTER TABLE terminals ADD COLUMN link_key VARCHAR(64) NOT NULL DEFAULT '';
ALTER TABLE terminals ADD COLUMN state VARCHAR(16) NOT NULL DEFAULT 'active';

-- Both are made from the journal, which is whole: the opener fills them again, with what is new in them.
-- Version 1 knew no state but the first.
DELETE FROM orders;
DELETE FROM evaluations;
ALTER TABLE orders ADD COLUMN code_hash VARCHAR(128) NOT NULL DEFAULT '';
ALTER TABLE evaluations ADD COLUMN secret_sha256 VARCHAR(64) NOT NULL DEFAULT '';

CREATE TABLE order_events (
    hub_seq {number} NOT NULL REFERENCES orders (hub_seq),
    step INTEGER NOT NULL,
    terminal_id VARCHAR(64) NOT NULL,
    progress_cursor {number} NOT NULL,
    state VARCHAR(16) NOT NULL,
    actor VARCHAR(64) NOT NULL,
    at VARCHAR(40) NOT NULL,
    entry TEXT NOT NULL,
    PRIMARY KEY (hub_seq, step)
);

CREATE UNIQUE INDEX order_events_by_cursor ON order_events (terminal_id, progress_cursor);

CREATE TABLE progress_cursors (
    terminal_id VARCHAR(64) NOT NULL PRIMARY KEY REFERENCES terminals (terminal_id),
    progress_cursor {number} NOT NULL
);

CREATE TABLE request_windows (
    terminal_id VARCHAR(64) NOT NULL PRIMARY KEY REFERENCES terminals (terminal_id),
    highest {number} NOT NULL,
    seen VARCHAR(256) NOT NULL
);

CREATE TABLE terminal_health (
    terminal_id VARCHAR(64) NOT NULL PRIMARY KEY REFERENCES terminals (terminal_id),
    seen_at VARCHAR(40) NOT NULL,
    software VARCHAR(32) NOT NULL,
    content_release {number} NOT NULL,
    trust_version {number} NOT NULL,
    clock_confirmed INTEGER NOT NULL,
    waiting {number} NOT NULL,
    last_seq {number} NOT NULL,
    incarnation VARCHAR(64) NOT NULL,
    devices TEXT NOT NULL,
    held_to {number} NOT NULL
);

CREATE TABLE quotas (
    terminal_id VARCHAR(64) NOT NULL REFERENCES terminals (terminal_id),
    day VARCHAR(10) NOT NULL,
    envelopes {number} NOT NULL,
    size {number} NOT NULL,
    PRIMARY KEY (terminal_id, day)
);

CREATE TABLE alarms (
    alarm_id {serial},
    kind VARCHAR(16) NOT NULL,
    terminal_id VARCHAR(64) NOT NULL,
    detail TEXT NOT NULL,
    first_at VARCHAR(40) NOT NULL,
    last_at VARCHAR(40) NOT NULL,
    times {number} NOT NULL,
    closed_at VARCHAR(40),
    closed_by VARCHAR(64)
);

CREATE UNIQUE INDEX alarms_open ON alarms (kind, terminal_id) WHERE closed_at IS NULL;

CREATE TABLE backups (
    backup_id {serial},
    hub_seq {number} NOT NULL,
    finished_at VARCHAR(40) NOT NULL
);

CREATE TABLE slip_tries (
    subject VARCHAR(80) NOT NULL PRIMARY KEY,
    times TEXT NOT NULL,
    last_at VARCHAR(40) NOT NULL
);
