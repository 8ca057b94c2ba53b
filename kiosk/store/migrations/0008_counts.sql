-- Written by the UI's process: sums of a month, to which a visit adds when it ends (docs/adr/0154). No visit, no time,
-- nothing that was said together. Erased when the month is over.
CREATE TABLE tally (
    month TEXT NOT NULL,
    kind TEXT NOT NULL,
    item TEXT NOT NULL,
    answer TEXT NOT NULL,
    visits INTEGER NOT NULL,
    PRIMARY KEY (month, kind, item, answer)
) WITHOUT ROWID;
