"""Small programs to stand in for espeak-ng, opusdec, aplay and amixer where a fault is wanted."""

from pathlib import Path


def program(folder: Path, name: str, body: str) -> str:
    """An executable shell script; its path."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)
