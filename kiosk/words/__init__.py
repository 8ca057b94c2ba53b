"""What the terminal says of itself, in Chinese and in English: one catalogue for screens, slips and pictures.

What a county writes comes from the library, in its own fields (``kiosk/domain/library.py``).
"""
