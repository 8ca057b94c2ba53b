"""What `kiosk` can be told: a module a command, reached by name from `kiosk.cli`."""
