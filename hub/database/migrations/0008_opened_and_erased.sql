-- Who opened what a resident wrote or said, and when.
CREATE TABLE readings (
    reading_id {serial},
    hub_seq {number} NOT NULL REFERENCES orders (hub_seq),
    at VARCHAR(40) NOT NULL,
    actor VARCHAR(64) NOT NULL,
    what VARCHAR(24) NOT NULL
);

CREATE INDEX readings_by_order ON readings (hub_seq);

-- Orders whose words and sound were erased when their time was over: that there was one stays, and who erased it.
CREATE TABLE erasures (
    hub_seq {number} NOT NULL REFERENCES orders (hub_seq),
    at VARCHAR(40) NOT NULL,
    actor VARCHAR(64) NOT NULL,
    PRIMARY KEY (hub_seq)
);
