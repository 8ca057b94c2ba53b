"""On-line questions of the screen, handed to sync as sealed files in memory: docs/protocol/hub.md."""
