-- Tells this store from one that was here before it (docs/adr/0096): a number from 1 to 2^62, drawn once.
INSERT OR IGNORE INTO counter (name, value) VALUES ('store', (random() & 4611686018427387903) + 1);
