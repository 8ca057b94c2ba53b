"""``kiosk play``: drives the real screen through a journey written as data."""
