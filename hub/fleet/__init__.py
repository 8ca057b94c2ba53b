"""The terminals: enrolled, watched, revoked."""
