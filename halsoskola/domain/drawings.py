"""Line drawings as painted paths: what the shipped pictures are made of, and the leaders' own SVG pictures become."""

from dataclasses import dataclass

SIDE = 72
"""Every drawing fills a square of this many units, y upwards."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One painted path. paint: "f" (fill), "s" (stroke) or "fs". path: PDF operators m, l, c and h with numbers.

    fill, stroke: shades, 0 black to 1 white. even_odd: the winding rule when it is not the ordinary one.
    """

    paint: str
    width: float
    cap: int
    join: int
    path: str
    fill: float = 0.0
    stroke: float = 0.0
    even_odd: bool = False

    def as_list(self) -> list[object]:
        """As files hold it; black shapes with the ordinary rule in the short form."""
        short: list[object] = [self.paint, self.width, self.cap, self.join, self.path]
        if (self.fill, self.stroke, self.even_odd) == (0, 0, False):
            return short
        return [*short, self.fill, self.stroke, self.even_odd]
