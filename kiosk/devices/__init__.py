"""Devices: transport (bytes), protocol (pure codec), driver (policy), simulator — see each package."""
