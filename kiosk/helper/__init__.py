"""The helper: the one program that runs as root, and the few things it does when asked (docs/adr/0062)."""
