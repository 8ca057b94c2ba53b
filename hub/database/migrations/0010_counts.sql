-- What terminals counted in a month without anybody's name, and its sums. Nothing of a resident.
CREATE TABLE count_reports (
    hub_seq {number} NOT NULL PRIMARY KEY REFERENCES journal (hub_seq),
    terminal_id VARCHAR(64) NOT NULL,
    month VARCHAR(7) NOT NULL,
    clock_trusted INTEGER NOT NULL,
    problem VARCHAR(64) NOT NULL,
    opened_at VARCHAR(40) NOT NULL
);

CREATE INDEX count_reports_by_month ON count_reports (month);

CREATE TABLE counts (
    hub_seq {number} NOT NULL REFERENCES count_reports (hub_seq),
    kind VARCHAR(16) NOT NULL,
    item VARCHAR(160) NOT NULL,
    answer VARCHAR(80) NOT NULL,
    visits {number} NOT NULL,
    PRIMARY KEY (hub_seq, kind, item, answer)
);
