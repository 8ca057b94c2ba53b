"""The tree screens are made of: rectangles with a canvas, a parent and children.

Not Kivy widgets. A Kivy widget costs a quarter of a millisecond and some 150 objects, is freed only by the
garbage collector (in pauses of a fifth of a second), and leaves a word of each of its numbers behind for ever
(Kivy 2.3.1, ``NumericProperty``). These cost hundredths of that, and are gone the moment nobody holds them:
nothing in the tree refers upwards but by weak reference. One widget, the frame, holds the whole tree.
"""

import weakref
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar, overload

from kivy.graphics import Canvas

Value = TypeVar("Value")
Watcher = Callable[..., object]


class Field(Generic[Value]):
    """An attribute whose change is told to those who asked (``Node.fbind``)."""

    def __init__(self, default: Value) -> None:
        self.default = default
        self._slot = ""
        self._name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name
        self._slot = f"_field_{name}"

    @overload
    def __get__(self, node: None, owner: type) -> "Field[Value]": ...

    @overload
    def __get__(self, node: "Node", owner: type) -> Value: ...

    def __get__(self, node: "Node | None", owner: type) -> "Field[Value] | Value":
        if node is None:
            return self
        value: Value = node.__dict__.get(self._slot, self.default)
        return value

    def __set__(self, node: "Node", value: Value) -> None:
        if node.__dict__.get(self._slot, self.default) != value:
            node.__dict__[self._slot] = value
            node.tell(self._name, value)


class Node:
    """Pixels, y up, like everything in the window. Values of fields may be given by name."""

    opacity = Field(1.0)

    def __init__(self, **values: Any) -> None:
        self.x: float = 0
        self.y: float = 0
        self.width: float = 0
        self.height: float = 0
        self.canvas: Any = Canvas()
        self.children: list[Node] = []  # the last one added first, as Kivy has it
        self._parent: weakref.ref[Node] | None = None
        self._watchers: dict[str, list[Watcher]] = {}
        for name, value in values.items():
            if not isinstance(getattr(type(self), name, None), Field):
                raise TypeError(f"{type(self).__name__} has no field {name}")
            setattr(self, name, value)
        self.fbind("opacity", _fade)

    # ---- fields

    def fbind(self, name: str, watcher: Watcher) -> None:
        """Call ``watcher(node, value)`` when the field changes. A method of this node may be given."""
        if getattr(watcher, "__self__", None) is self:
            # As a function, or the node would hold itself.
            watcher = watcher.__func__  # type: ignore[attr-defined]
        self._watchers.setdefault(name, []).append(watcher)

    def tell(self, name: str, value: object) -> None:
        for watcher in self._watchers.get(name, ()):
            watcher(self, value)

    # ---- tree

    @property
    def parent(self) -> "Node | None":
        return self._parent() if self._parent is not None else None

    def add_widget(self, child: "Node") -> None:
        """Last in order, on top of the others. ValueError when it is somebody's child already."""
        if child.parent is not None:
            raise ValueError(f"{child!r} is already a child of {child.parent!r}")
        child._parent = weakref.ref(self)
        self.children.insert(0, child)
        self.canvas.add(child.canvas)

    def remove_widget(self, child: "Node") -> None:
        if child in self.children:
            self.children.remove(child)
            self.canvas.remove(child.canvas)
            child._parent = None

    def detach(self) -> None:
        """Be nobody's child, to be placed elsewhere."""
        if self.parent is not None:
            self.parent.remove_widget(self)

    def clear_widgets(self) -> None:
        for child in list(self.children):
            self.remove_widget(child)

    def walk(self) -> "Iterator[Node]":
        """Itself and everything below, in order."""
        yield self
        for child in reversed(self.children):
            yield from child.walk()

    # ---- rectangle

    @property
    def pos(self) -> tuple[float, float]:
        return self.x, self.y

    @pos.setter
    def pos(self, value: tuple[float, float]) -> None:
        self.x, self.y = value

    @property
    def size(self) -> tuple[float, float]:
        return self.width, self.height

    @size.setter
    def size(self, value: tuple[float, float]) -> None:
        self.width, self.height = value

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def top(self) -> float:
        return self.y + self.height

    @property
    def center_x(self) -> float:
        return self.x + self.width / 2

    @property
    def center_y(self) -> float:
        return self.y + self.height / 2

    @property
    def center(self) -> tuple[float, float]:
        return self.center_x, self.center_y

    def collide_point(self, x: float, y: float) -> bool:
        return self.x <= x <= self.right and self.y <= y <= self.top

    # ---- touches nobody's tap took (``touch.TouchRouter``): to whoever wants the finger's path

    def on_touch_down(self, touch: Any) -> bool:
        return any(child.on_touch_down(touch) for child in list(self.children))

    def on_touch_move(self, touch: Any) -> bool:
        return any(child.on_touch_move(touch) for child in list(self.children))

    def on_touch_up(self, touch: Any) -> bool:
        return any(child.on_touch_up(touch) for child in list(self.children))


def _fade(node: Node, value: float) -> None:
    node.canvas.opacity = value
