"""The parts screens are made of.

=============================  ==========================================================================
``block``                      Block, Column, Card, Beside, Grid, Spacer: layout, done at once
``text``                       Text(text, role): roles and tones are the theme's
``picture``                    Icon(name), QrImage(value), Countdown, Rule
``buttons``                    PrimaryButton (one a screen), SecondaryButton, DangerButton, Chip
``lists``                      Row, Tile; lists by the page: ``screens/paging.py``
``notes``                      AnswerBox, Notice, NumberedSteps, Bullets, StepBar, Fact, poster
``touch``                      Touchable (base of all that is tapped), find_uid, visible_uids
``node``                       Node and Field: what blocks are instead of Kivy widgets and properties
``painter``, ``shapes``, …     textures; no screen calls them
=============================  ==========================================================================

A new touchable: derive from ``Touchable``, draw ``pressed`` and ``enabled`` in ``arrange``, place children
there too. Never handle ``on_touch_*`` (the frame's router decides what a tap is), unless the widget wants the
finger's path itself (a writing pad): touches that no touchable took are passed on as Kivy passes them.

An attribute that others may set and that is drawn: ``name = Field(default)`` on the class, and in
``__init__`` ``self.fbind("name", self.again)``. Not Kivy's properties: blocks are nodes (``node.py``).
Nothing in a block may hold its parent or itself (no bound method of itself kept): it is freed by its count.

Children's canvases lie inside their parent's: a block with children draws in ``canvas.before`` and clears
only that; ``canvas.clear()`` would take the children's drawing away.

A new drawing: strokes on 64 units in ``icon_paths.ICONS``. A new surface: ``shapes._SURFACES``.

``height``, ``width`` and ``place`` are pixels, y up; everything a screen writes is roles and factors.
"""
