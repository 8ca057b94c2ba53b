"""What terminals send and are answered (docs/protocol/hub.md)."""
