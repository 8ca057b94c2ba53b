-- A code is named by what is derived from it; what proves it is kept sealed to the hub's own key. Codes made
-- before this live a day and are made anew.
DROP TABLE enrolment_codes;

CREATE TABLE enrolment_codes (
    code_id VARCHAR(32) NOT NULL PRIMARY KEY,
    sealed_keys TEXT NOT NULL,
    compare_words INTEGER NOT NULL,
    wrong INTEGER NOT NULL,
    terminal_code VARCHAR(12) NOT NULL,
    made_at VARCHAR(40) NOT NULL,
    expires_at VARCHAR(40) NOT NULL,
    terminal_id VARCHAR(64)
);

ALTER TABLE terminals ADD COLUMN hub_nonce VARCHAR(32) NOT NULL DEFAULT '';
ALTER TABLE terminals ADD COLUMN words VARCHAR(64) NOT NULL DEFAULT '';
ALTER TABLE terminals ADD COLUMN words_for VARCHAR(64) NOT NULL DEFAULT '';
ALTER TABLE terminals ADD COLUMN changed_at VARCHAR(40) NOT NULL DEFAULT '';
