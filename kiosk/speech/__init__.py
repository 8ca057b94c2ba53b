"""Spoken guidance: text to words, words to sound, sound to the loudspeaker or a private headphone."""
