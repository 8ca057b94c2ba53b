-- Orders whose words and sound were erased when their time was over: that there was one stays, and who erased it.
CREATE TABLE erasures (
    hub_seq {number} NOT NULL REFERENCES orders (hub_seq),
    at VARCHAR(40) NOT NULL,
    actor VARCHAR(64) NOT NULL,
    PRIMARY KEY (hub_seq)
);
