-- Who moved a terminal from one state to another, when and why. Of what was revoked before this was written
-- down, only what had spoken to the hub can be told from what was refused.
CREATE TABLE terminal_moves (
    terminal_id VARCHAR(64) NOT NULL REFERENCES terminals (terminal_id),
    at VARCHAR(40) NOT NULL,
    after VARCHAR(16) NOT NULL,
    before VARCHAR(16) NOT NULL,
    actor VARCHAR(64) NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (terminal_id, at, after)
);

INSERT INTO terminal_moves (terminal_id, at, after, before, actor, reason)
    SELECT terminal_id, changed_at, state,
        CASE WHEN terminal_id IN (SELECT terminal_id FROM request_windows) THEN 'active' ELSE 'pending' END,
        '', ''
    FROM terminals WHERE state = 'revoked';
