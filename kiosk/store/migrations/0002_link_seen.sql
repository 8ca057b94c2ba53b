-- When the hub last proved itself, in the kernel's own time: what a dead sync wrote must not look on-line.
ALTER TABLE link ADD COLUMN seen_boot TEXT NOT NULL DEFAULT '';
ALTER TABLE link ADD COLUMN seen_monotonic REAL NOT NULL DEFAULT 0;
