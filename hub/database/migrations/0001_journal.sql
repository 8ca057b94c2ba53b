-- {number}, {serial} and {bytes} are the dialect's (hub/migrate.py); all else both databases understand.

CREATE TABLE meta (
    name VARCHAR(64) NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE enrolment_codes (
    code_sha256 VARCHAR(64) NOT NULL PRIMARY KEY,
    terminal_code VARCHAR(12) NOT NULL,
    made_at VARCHAR(40) NOT NULL,
    expires_at VARCHAR(40) NOT NULL,
    terminal_id VARCHAR(64)
);

CREATE TABLE terminals (
    terminal_id VARCHAR(64) NOT NULL PRIMARY KEY,
    terminal_code VARCHAR(12) NOT NULL,
    device_key VARCHAR(64) NOT NULL,
    number_from {number} NOT NULL,
    enrolled_at VARCHAR(40) NOT NULL
);

CREATE TABLE journal (
    hub_seq {serial},
    terminal_id VARCHAR(64) NOT NULL REFERENCES terminals (terminal_id),
    oid VARCHAR(80) NOT NULL,
    kind VARCHAR(32) NOT NULL,
    seq {number} NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    received_at VARCHAR(40) NOT NULL,
    envelope {bytes} NOT NULL,
    CONSTRAINT journal_once UNIQUE (terminal_id, oid)
);

CREATE INDEX journal_by_seq ON journal (terminal_id, seq);

CREATE TABLE orders (
    hub_seq {number} NOT NULL PRIMARY KEY REFERENCES journal (hub_seq),
    order_id VARCHAR(80) NOT NULL,
    order_no VARCHAR(24) NOT NULL,
    secret_sha256 VARCHAR(64) NOT NULL,
    state VARCHAR(16) NOT NULL,
    problem VARCHAR(64) NOT NULL,
    opened_at VARCHAR(40) NOT NULL
);

CREATE INDEX ix_orders_order_no ON orders (order_no);

CREATE TABLE evaluations (
    hub_seq {number} NOT NULL PRIMARY KEY REFERENCES journal (hub_seq),
    order_id VARCHAR(80) NOT NULL,
    level INTEGER,
    reasons TEXT NOT NULL,
    via VARCHAR(16) NOT NULL,
    rated_at VARCHAR(40) NOT NULL,
    problem VARCHAR(64) NOT NULL
);

CREATE INDEX ix_evaluations_order_id ON evaluations (order_id);
