"""Backup, restore, and how the hub is."""
