"""The socket over which commands ask the screen that is running (docs/protocol/control.md)."""
