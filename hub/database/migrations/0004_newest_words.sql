-- Which of a terminal's exchanges its six words are of: an older one never takes the place of a newer.
ALTER TABLE terminals ADD COLUMN words_exchange {number} NOT NULL DEFAULT 0;
