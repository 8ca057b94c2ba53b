"""The hub's database: tables, steps, its lock, and what outlives it."""
