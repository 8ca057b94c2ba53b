"""The commands of ``kiosk-hub``, a group a module."""
