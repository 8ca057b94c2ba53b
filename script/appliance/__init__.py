"""``script/test-appliance``: the project on a bare Debian 12 that is booted, and what became of it."""
