"""The terminal: a resident's visit, its devices, its queue. See ARCHITECTURE.md for the rooms."""
