"""Brightness and volume follow the schedule while nobody is there; whoever is there keeps his. Pure."""

from dataclasses import replace

from kiosk.domain.levels import Levels, made_louder, scheduled
from kiosk.domain.state import AppState


def settled(state: AppState) -> AppState:
    """With the levels of this minute; those a visit began with stay until it is over.

    Nothing is touched before it was said whether the clock is right: a process that follows another in the
    night (ADR 0095) must not light the room up for the second until it knows.
    """
    if state.visit is not None or not state.clock_judged:
        return state
    levels = scheduled(state.schedule, state.local, trusted=state.clock_trusted)
    return state if levels == state.levels else replace(state, levels=levels)


def wanted(state: AppState) -> Levels:
    """What the machine should be set to. The volume somebody chose for his visit wins over the hour's."""
    if state.visit is None:
        return state.levels
    step, usual = state.visit.comfort.volume, state.comfort.volume
    louder = made_louder(state.levels.volume, state.schedule.day.volume, step, usual)
    return replace(state.levels, volume=louder)
