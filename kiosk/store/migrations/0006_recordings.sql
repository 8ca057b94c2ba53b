-- Written by the UI's process: the rows of `outbox` that are parts of an order's recordings. The sound is in their
-- envelopes, sealed to the hub like the order itself.
CREATE TABLE recording_part (
    seq INTEGER PRIMARY KEY,
    order_id TEXT NOT NULL
);

CREATE INDEX recording_part_by_order ON recording_part (order_id);
