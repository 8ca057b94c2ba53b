-- What an order says was spoken for it: the envelopes its recordings travel in, whether they are here yet or not.
CREATE TABLE recording_parts (
    hub_seq {number} NOT NULL REFERENCES orders (hub_seq),
    oid VARCHAR(80) NOT NULL,
    terminal_id VARCHAR(64) NOT NULL,
    seq {number} NOT NULL,
    PRIMARY KEY (hub_seq, oid)
);

CREATE INDEX recording_parts_by_seq ON recording_parts (terminal_id, seq);
