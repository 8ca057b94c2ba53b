"""``kiosk-library preview``: a draft in the real terminal's screens, sent nowhere."""
