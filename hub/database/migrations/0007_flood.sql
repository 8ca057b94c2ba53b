-- Why the terminal takes an order for one of many from one hand: person, visit, words, terminal, or nothing: it does not.
ALTER TABLE orders ADD COLUMN flood VARCHAR(16) NOT NULL DEFAULT '';
