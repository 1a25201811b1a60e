"""An SVG file turned into one of our own line drawings: shapes of PDF path operators in shades of grey.

Used when a picture is added, never while something is printed. What cannot be drawn as a browser would draw it, and
whatever could reach outside the file, is refused by name instead of being left out in silence. Also the strict reader
of drawings that come in a file, because their operators go into PDF files as they stand.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Never
from xml.parsers import expat

from halsoskola.domain.drawings import SIDE, Shape
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.i18n.catalogues import N_, _

LARGEST_SVG = 2_000_000
"""Bytes. A line drawing has some thousand."""

MOST_ELEMENTS = 5_000
DEEPEST = 60
MOST_STEPS = 60_000
"""Path steps; beyond that the file is a traced photograph, which should come as PNG."""

Point = tuple[float, float]
Step = tuple[str, tuple[Point, ...]]
"""One drawing step: operator and its points in SVG's coordinates. "m" and "l" have one point, "c" three, "h" none."""


_PATH = re.compile(
    r"(?:-?\d{1,6}(?:\.\d{1,4})? -?\d{1,6}(?:\.\d{1,4})? (?:m|l)|(?:-?\d{1,6}(?:\.\d{1,4})? ){6}c|h)"
)


def shapes_of_lists(rows: object) -> tuple[Shape, ...]:
    """The drawing that `Shape.as_list` wrote.

    Raises: ValueError when anything is not as that writes it.
    """
    if not isinstance(rows, list) or not 1 <= len(rows) <= MOST_ELEMENTS:
        raise ValueError("no shapes")
    return tuple(map(_shape_of_list, rows))


def _shape_of_list(row: Any) -> Shape:
    if not isinstance(row, list) or len(row) not in (5, 8):
        raise ValueError("not a shape")
    paint, width, cap, join, path, *rest = row
    shades = rest[:2] or [0, 0]
    even_odd = rest[2] if rest else False
    numbers = (width, *shades)
    if any(isinstance(one, bool) or not isinstance(one, int | float) for one in numbers):
        raise ValueError("not a number")
    if (
        paint not in ("f", "s", "fs")
        or not 0 <= width <= SIDE * 4
        or not all(0 <= one <= 1 for one in shades)
    ):
        raise ValueError("paint out of range")
    if any(isinstance(one, bool) or one not in (0, 1, 2) for one in (cap, join)):
        raise ValueError("cap or join out of range")
    if not isinstance(even_odd, bool) or not isinstance(path, str) or not _is_path(path):
        raise ValueError("not a path")
    return Shape(paint, float(width), int(cap), int(join), path, float(shades[0]), float(shades[1]), even_odd)


def _is_path(path: str) -> bool:
    """Whether the text is nothing but the operators we write, beginning with a move."""
    if not path or len(path) > 2_000_000:
        return False
    position, count = 0, 0
    while position < len(path):
        found = _PATH.match(path, position)
        if found is None or (count == 0 and not found[0].endswith("m")):
            return False
        position, count = found.end(), count + 1
        if position < len(path):
            if path[position] != " ":
                return False
            position += 1
            if position == len(path):
                return False
    return count <= MOST_STEPS


def read_svg(data: bytes) -> tuple[Shape, ...]:
    """The drawing in an SVG file, fitted into our square, in painting order; colours become shades of grey.

    Raises: RuleBroken with SVG_HOLDS naming what cannot be used (a script, a link outwards, an entity, an embedded
    picture, text, a gradient …), SVG_UNREADABLE when it is no SVG, SVG_EMPTY when nothing would be seen,
    PICTURE_TOO_LARGE.
    """
    if len(data) > LARGEST_SVG:
        raise RuleBroken(Refusal.PICTURE_TOO_LARGE, most=f"{LARGEST_SVG // 1_000_000} MB")
    root = _tree(data)
    if root.tag != "svg":
        raise RuleBroken(Refusal.SVG_UNREADABLE)
    try:
        shapes = _Reader(root).shapes()
    except (ValueError, OverflowError, ZeroDivisionError) as problem:
        # A number or a command that no SVG program writes.
        raise RuleBroken(Refusal.SVG_UNREADABLE) from problem
    if not shapes:
        raise RuleBroken(Refusal.SVG_EMPTY)
    return shapes


# XML. expat alone: it fetches nothing, and every declaration passes by here.


@dataclass(slots=True)
class _Element:
    tag: str
    attributes: dict[str, str]
    children: "list[_Element]"
    text: str = ""


_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"

_SCRIPT = N_("ett skript (script)")
_LINK = N_("en länk ut ur filen (href)")
_ENTITY = N_("en entitet (ENTITY)")
_IMAGE = N_("en inbäddad bild (image)")
_TEXT = N_("text (text), som måste göras om till kurvor")
_STYLE_SHEET = N_("en formatmall (style) som är för svår")

_NAMED = {
    "script": _SCRIPT,
    "image": _IMAGE,
    "feImage": _IMAGE,
    "text": _TEXT,
    "a": _LINK,
    "foreignObject": N_("främmande innehåll (foreignObject)"),
}


def _holds(what: str) -> Never:
    raise RuleBroken(Refusal.SVG_HOLDS, what=_(what))


def _holds_element(name: str) -> Never:
    raise RuleBroken(Refusal.SVG_HOLDS, what=_("elementet {name}").format(name=name[:40]))


def _holds_attribute(name: str) -> Never:
    raise RuleBroken(Refusal.SVG_HOLDS, what=_("egenskapen {name}").format(name=name[:40]))


class _TreeMaker:
    def __init__(self) -> None:
        self.open: list[_Element] = []
        self.root: _Element | None = None
        self.count = 0
        self.foreign = 0
        """How deep inside an element of another program's namespace; nothing there is drawn."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS or len(self.open) + self.foreign > DEEPEST:
            raise RuleBroken(Refusal.SVG_HOLDS, what=_("för många delar"))
        namespace, _space, tag = name.rpartition(" ")
        if tag == "script" or any(key.rpartition(" ")[2].lower().startswith("on") for key in attributes):
            _holds(_SCRIPT)
        for key, value in attributes.items():
            if key.rpartition(" ")[2] in ("href", "src") and value.strip()[:1] not in ("#", ""):
                _holds(_IMAGE if tag in ("image", "feImage") else _LINK)
        if self.foreign or namespace not in (_SVG, ""):
            self.foreign += 1
            return
        known = {
            key.rpartition(" ")[2]: value
            for key, value in attributes.items()
            if key.rpartition(" ")[0] in ("", _SVG, _XLINK)
        }
        element = _Element(tag, known, [])
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def end(self, _name: str) -> None:
        if self.foreign:
            self.foreign -= 1
        else:
            self.open.pop()

    def text(self, text: str) -> None:
        if self.open and not self.foreign and self.open[-1].tag == "style":
            self.open[-1].text += text


def _tree(data: bytes) -> _Element:
    maker = _TreeMaker()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = maker.start
    parser.EndElementHandler = maker.end
    parser.CharacterDataHandler = maker.text
    parser.EntityDeclHandler = lambda *_facts: _holds(_ENTITY)
    parser.ExternalEntityRefHandler = lambda *_facts: _holds(_ENTITY)
    parser.ProcessingInstructionHandler = lambda target, _data: _holds_element(f"<?{target}?>")
    try:
        parser.Parse(data, True)
    except expat.ExpatError as problem:
        raise RuleBroken(Refusal.SVG_UNREADABLE) from problem
    except (LookupError, ValueError) as problem:  # an encoding that nobody knows
        raise RuleBroken(Refusal.SVG_UNREADABLE) from problem
    if maker.root is None:
        raise RuleBroken(Refusal.SVG_UNREADABLE)
    return maker.root


# Geometry


@dataclass(frozen=True, slots=True)
class Matrix:
    """Affine transform in SVG's order: x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    def times(self, inner: "Matrix") -> "Matrix":
        """This transform after `inner`."""
        return Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            self.a * inner.e + self.c * inner.f + self.e,
            self.b * inner.e + self.d * inner.f + self.f,
        )

    def apply(self, point: Point) -> Point:
        x, y = point
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    @property
    def scale(self) -> float:
        """How much lines grow; a line in a skewed drawing gets the mean width."""
        return math.sqrt(abs(self.a * self.d - self.b * self.c))


_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def _numbers(text: str) -> list[float]:
    return [float(found) for found in _NUMBER.findall(text)]


def read_transform(text: str) -> Matrix:
    """The product of the transforms in `text`, leftmost outermost. Raises: RuleBroken for an unknown one."""
    result = Matrix()
    for name, arguments in re.findall(r"(\w+)\s*\(([^)]*)\)", text):
        values = _numbers(arguments)
        match name, values:
            case "translate", [x]:
                step = Matrix(e=x)
            case "translate", [x, y]:
                step = Matrix(e=x, f=y)
            case "scale", [s]:
                step = Matrix(a=s, d=s)
            case "scale", [x, y]:
                step = Matrix(a=x, d=y)
            case "matrix", [a, b, c, d, e, f]:
                step = Matrix(a, b, c, d, e, f)
            case "rotate", [angle, *centre] if len(centre) in (0, 2):
                cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
                turn = Matrix(cos, sin, -sin, cos)
                x, y = centre or (0.0, 0.0)
                step = Matrix(e=x, f=y).times(turn).times(Matrix(e=-x, f=-y))
            case "skewX", [angle]:
                step = Matrix(c=math.tan(math.radians(angle)))
            case "skewY", [angle]:
                step = Matrix(b=math.tan(math.radians(angle)))
            case _:
                _holds_attribute(f"transform {name}")
        result = result.times(step)
    return result


def _arc(
    start: Point, rx: float, ry: float, turn: float, large: bool, sweep: bool, end: Point
) -> Iterator[Step]:
    """The elliptical arc as Bézier curves of at most 90° each. Source: SVG 1.1, appendix F.6.5."""
    if start == end:
        return
    if rx == 0 or ry == 0:
        yield "l", (end,)
        return
    rx, ry = abs(rx), abs(ry)
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x1, y1 = cos * dx + sin * dy, -sin * dx + cos * dy
    too_small = (x1 / rx) ** 2 + (y1 / ry) ** 2
    if too_small > 1:
        rx, ry = rx * math.sqrt(too_small), ry * math.sqrt(too_small)
    numerator = (rx * ry) ** 2 - (rx * y1) ** 2 - (ry * x1) ** 2
    factor = math.sqrt(max(0.0, numerator / ((rx * y1) ** 2 + (ry * x1) ** 2)))
    if large == sweep:
        factor = -factor
    xc, yc = factor * rx * y1 / ry, -factor * ry * x1 / rx
    centre = (cos * xc - sin * yc + (start[0] + end[0]) / 2, sin * xc + cos * yc + (start[1] + end[1]) / 2)
    first = math.atan2((y1 - yc) / ry, (x1 - xc) / rx)
    last = math.atan2((-y1 - yc) / ry, (-x1 - xc) / rx)
    sweep_angle = last - first
    if sweep and sweep_angle < 0:
        sweep_angle += 2 * math.pi
    elif not sweep and sweep_angle > 0:
        sweep_angle -= 2 * math.pi
    pieces = max(1, math.ceil(abs(sweep_angle) / (math.pi / 2) - 1e-9))
    part = sweep_angle / pieces
    pull = 4 / 3 * math.tan(part / 4)

    def at(x: float, y: float) -> Point:
        return centre[0] + cos * rx * x - sin * ry * y, centre[1] + sin * rx * x + cos * ry * y

    for i in range(pieces):
        one, two = first + i * part, first + (i + 1) * part
        c1, s1, c2, s2 = math.cos(one), math.sin(one), math.cos(two), math.sin(two)
        target = end if i == pieces - 1 else at(c2, s2)
        yield "c", (at(c1 - pull * s1, s1 + pull * c1), at(c2 + pull * s2, s2 - pull * c2), target)


_ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_BLANK = re.compile(r"[\s,]*")


def _path_commands(text: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers; repeated arguments come as repeated commands. Flags of arcs may be glued.

    Raises: ValueError for anything else.
    """
    position, command = _after_blank(text, 0), ""
    while position < len(text):
        if text[position].isalpha():
            command = text[position]
            position += 1
            if command.upper() not in _ARGUMENTS:
                raise ValueError(f"path command {command}")
            if command in "Zz":
                yield command, []
                position = _after_blank(text, position)
                continue
        wanted = _ARGUMENTS.get(command.upper(), 0)
        if not wanted:
            raise ValueError("numbers without a command")
        numbers: list[float] = []
        while len(numbers) < wanted:
            position = _after_blank(text, position)
            if command in "Aa" and len(numbers) in (3, 4):  # a flag is one character
                numbers.append(float("01".index(text[position : position + 1] or "x")))
                position += 1
                continue
            found = _NUMBER.match(text, position)
            if not found:
                raise ValueError("path ends early")
            numbers.append(float(found[0]))
            position = found.end()
        yield command, numbers
        position = _after_blank(text, position)
        command = {"M": "L", "m": "l"}.get(command, command)


def _after_blank(text: str, position: int) -> int:
    found = _BLANK.match(text, position)
    return found.end() if found else position


def read_path(text: str) -> Iterator[Step]:
    """The steps of an SVG path. Source: SVG 1.1, section 8.3. Raises: ValueError for what is no path."""
    here: Point = (0.0, 0.0)
    begin: Point = (0.0, 0.0)
    last_cubic: Point | None = None
    last_quadratic: Point | None = None
    is_begun = False
    for command, n in _path_commands(text):
        if not is_begun and command not in "Mm":
            raise ValueError("path without a beginning")
        is_begun = True
        x0, y0 = here if command.islower() else (0.0, 0.0)
        cubic: Point | None = None
        quadratic: Point | None = None
        match command.upper():
            case "M":
                here = begin = (x0 + n[0], y0 + n[1])
                yield "m", (here,)
            case "L" | "H" | "V":
                if command in "Hh":
                    here = (x0 + n[0], here[1])
                elif command in "Vv":
                    here = (here[0], y0 + n[0])
                else:
                    here = (x0 + n[0], y0 + n[1])
                yield "l", (here,)
            case "C" | "S":
                if command in "Ss":
                    reflect = last_cubic or here
                    one = (2 * here[0] - reflect[0], 2 * here[1] - reflect[1])
                    n = [0.0, 0.0, *n]
                else:
                    one = (x0 + n[0], y0 + n[1])
                cubic = (x0 + n[2], y0 + n[3])
                here = (x0 + n[4], y0 + n[5])
                yield "c", (one, cubic, here)
            case "Q" | "T":
                if command in "Tt":
                    reflect = last_quadratic or here
                    quadratic = (2 * here[0] - reflect[0], 2 * here[1] - reflect[1])
                    n = [0.0, 0.0, *n]
                else:
                    quadratic = (x0 + n[0], y0 + n[1])
                end = (x0 + n[2], y0 + n[3])
                one, two = _third(here, quadratic), _third(end, quadratic)
                yield "c", (one, two, end)
                here = end
            case "A":
                end = (x0 + n[5], y0 + n[6])
                yield from _arc(here, n[0], n[1], n[2], bool(n[3]), bool(n[4]), end)
                here = end
            case "Z":
                here = begin
                yield "h", ()
        last_cubic, last_quadratic = cubic, quadratic


def _third(point: Point, control: Point) -> Point:
    """Where the cubic curve through the same points has its control."""
    return point[0] + 2 / 3 * (control[0] - point[0]), point[1] + 2 / 3 * (control[1] - point[1])


_LENGTH = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(px|pt|mm|cm|in|pc)?\s*\Z")
_UNITS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "pc": 16.0}


def _length(attributes: Mapping[str, str], name: str, default: float = 0.0) -> float:
    """In user units. Raises: RuleBroken naming the attribute for percentages and the like."""
    if name not in attributes:
        return default
    found = _LENGTH.match(attributes[name])
    if not found:
        _holds_attribute(f"{name}={attributes[name]}")
    return float(found[1]) * _UNITS[found[2] or ""]


def read_shape(tag: str, attributes: Mapping[str, str]) -> list[Step]:
    """The steps of one element, in its own coordinates. Raises: RuleBroken for an unknown element, ValueError."""

    def length(name: str) -> float:
        return _length(attributes, name)

    match tag:
        case "path":
            return list(read_path(attributes.get("d", "")))
        case "line":
            return [("m", ((length("x1"), length("y1")),)), ("l", ((length("x2"), length("y2")),))]
        case "polyline" | "polygon":
            values = _numbers(attributes.get("points", ""))
            points = list(zip(values[::2], values[1::2], strict=False))
            if not points:
                return []
            steps: list[Step] = [("m", (points[0],)), *(("l", (p,)) for p in points[1:])]
            return [*steps, ("h", ())] if tag == "polygon" else steps
        case "circle" | "ellipse":
            rx, ry = (length("r"), length("r")) if tag == "circle" else (length("rx"), length("ry"))
            if rx <= 0 or ry <= 0:
                return []
            left, right = (length("cx") - rx, length("cy")), (length("cx") + rx, length("cy"))
            return [
                ("m", (left,)),
                *_arc(left, rx, ry, 0, False, True, right),
                *_arc(right, rx, ry, 0, False, True, left),
                ("h", ()),
            ]
        case "rect":
            return _rectangle(attributes)
    if tag in _NAMED:
        _holds(_NAMED[tag])
    _holds_element(tag)


def _rectangle(attributes: Mapping[str, str]) -> list[Step]:
    x, y = _length(attributes, "x"), _length(attributes, "y")
    w, h = _length(attributes, "width"), _length(attributes, "height")
    if w <= 0 or h <= 0:
        return []
    rx = _length(attributes, "rx", _length(attributes, "ry"))
    ry = _length(attributes, "ry", rx)
    rx, ry = min(abs(rx), w / 2), min(abs(ry), h / 2)
    text = f"M{x + rx} {y}H{x + w - rx}A{rx} {ry} 0 0 1 {x + w} {y + ry}V{y + h - ry}"
    text += f"A{rx} {ry} 0 0 1 {x + w - rx} {y + h}H{x + rx}A{rx} {ry} 0 0 1 {x} {y + h - ry}V{y + ry}"
    text += f"A{rx} {ry} 0 0 1 {x + rx} {y}Z"
    return list(read_path(text))


# Paint

_INHERITED = (
    "fill",
    "stroke",
    "stroke-width",
    "stroke-linecap",
    "stroke-linejoin",
    "fill-rule",
    "fill-opacity",
    "stroke-opacity",
    "color",
    "visibility",
)
_NOT_DRAWN_LIKE_THIS = (
    *("filter", "mask", "clip-path", "stroke-dasharray", "mix-blend-mode"),
    *("marker", "marker-start", "marker-mid", "marker-end"),
)
"""Would change what is seen; refused unless "none"."""

_GROUPS = frozenset({"svg", "g", "switch"})
_UNSEEN = frozenset(
    {"title", "desc", "metadata", "defs", "style", "symbol", "linearGradient", "radialGradient", "clipPath"}
    | {"mask", "filter", "pattern", "marker"}
)
"""Draw nothing where they stand; a reference to one is refused where it is made."""

_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2, "arcs": 0, "miter-clip": 0}
_CSS_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CSS_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)


class _Reader:
    def __init__(self, root: _Element) -> None:
        self.root = root
        self.rules: dict[str, dict[str, str]] = {}
        self.by_id: dict[str, _Element] = {}
        self.steps_left = MOST_STEPS
        self.found: list[Shape] = []

    def shapes(self) -> tuple[Shape, ...]:
        self._collect(self.root)
        self._walk(self.root, {}, self._fit(), 0, is_root=True)
        return tuple(self.found)

    def _collect(self, element: _Element) -> None:
        if element.tag == "style":
            self._read_rules(element.text)
        if identity := element.attributes.get("id"):
            self.by_id.setdefault(identity, element)
        for child in element.children:
            self._collect(child)

    def _read_rules(self, text: str) -> None:
        """Style sheets as drawing programs write them: `.cls-1, .cls-2 { fill: none }`."""
        text = _CSS_COMMENT.sub("", text)
        if "@import" in text or re.search(r"url\(\s*['\"]?(?!#)", text):
            _holds(_LINK)
        if "@" in text or _CSS_RULE.sub("", text).strip():
            _holds(_STYLE_SHEET)
        for selectors, body in _CSS_RULE.findall(text):
            for selector in selectors.split(","):
                name = selector.strip()
                if not re.fullmatch(r"\.[\w-]+|[a-zA-Z]+", name):
                    _holds(_STYLE_SHEET)
                self.rules.setdefault(name, {}).update(_declarations(body))

    def _fit(self) -> Matrix:
        """From the file's coordinates to a square of `SIDE` units, the drawing in its middle."""
        attributes = self.root.attributes
        box = _numbers(attributes.get("viewBox", ""))
        if len(box) != 4:
            box = [0.0, 0.0, _length(attributes, "width"), _length(attributes, "height")]
        x, y, width, height = box
        if not (0 < width < 1e6 and 0 < height < 1e6):
            _holds_attribute("viewBox")
        scale = SIDE / max(width, height)
        return Matrix(
            scale,
            0,
            0,
            scale,
            (SIDE - width * scale) / 2 - x * scale,
            (SIDE - height * scale) / 2 - y * scale,
        )

    def _walk(
        self,
        element: _Element,
        inherited: Mapping[str, str],
        matrix: Matrix,
        depth: int,
        *,
        is_root: bool = False,
    ) -> None:
        if depth > DEEPEST:
            raise RuleBroken(Refusal.SVG_HOLDS, what=_("för många delar"))
        if element.tag in _UNSEEN:
            return
        own = self._properties(element)
        for name in _NOT_DRAWN_LIKE_THIS:
            if own.get(name, "none") not in ("none", "normal"):
                _holds_attribute(name)
        if own.get("display") == "none":
            return
        style = {**inherited, **{key: value for key, value in own.items() if key in _INHERITED}}
        opacity = _share(own.get("opacity", "1"))
        if opacity == 0:
            return
        for kind in ("fill-opacity", "stroke-opacity"):
            if opacity < 1:
                style[kind] = str(_share(style.get(kind, "1")) * opacity)
        if "transform" in own:
            matrix = matrix.times(read_transform(own["transform"]))
        if element.tag in _GROUPS:
            if not is_root and element.tag == "svg":
                _holds_element("svg")
            for child in element.children:
                self._walk(child, style, matrix, depth + 1)
        elif element.tag == "use":
            self._use(element, style, matrix, depth)
        else:
            self._paint(element, style, matrix)

    def _properties(self, element: _Element) -> dict[str, str]:
        """Attributes, then rules of the style sheet, then the element's own style: the later wins, as in CSS."""
        found = {
            key: value.strip() for key, value in element.attributes.items() if key not in ("style", "class")
        }
        found.update(self.rules.get(element.tag, {}))
        for name in element.attributes.get("class", "").split():
            found.update(self.rules.get(f".{name}", {}))
        found.update(_declarations(element.attributes.get("style", "")))
        return found

    def _use(self, element: _Element, style: Mapping[str, str], matrix: Matrix, depth: int) -> None:
        target = self.by_id.get(element.attributes.get("href", "").strip().removeprefix("#"))
        if target is None:
            _holds_element("use")
        x, y = _length(element.attributes, "x"), _length(element.attributes, "y")
        self.steps_left -= 1  # references to references must end, too
        if self.steps_left < 0:
            raise RuleBroken(Refusal.SVG_HOLDS, what=_("för många delar"))
        if target.tag == "symbol":
            _holds_element("symbol")
        self._walk(target, style, matrix.times(Matrix(e=x, f=y)), depth + 1)

    def _paint(self, element: _Element, style: Mapping[str, str], matrix: Matrix) -> None:
        steps = read_shape(element.tag, element.attributes)
        self.steps_left -= len(steps) + 1
        if self.steps_left < 0:
            raise RuleBroken(Refusal.SVG_HOLDS, what=_("för många delar"))
        if not steps or style.get("visibility", "visible") != "visible":
            return
        fill = _shade("fill", style, "black")
        stroke = _shade("stroke", style, "none")
        width = round(_length(style, "stroke-width", 1.0) * matrix.scale, 2)
        if width <= 0:
            stroke = None
        paint = ("f" if fill is not None else "") + ("s" if stroke is not None else "")
        if not paint:
            return
        if element.tag == "line":
            paint = paint.replace("f", "")
            if not paint:
                return
        self.found.append(
            Shape(
                paint,
                min(width, SIDE * 4.0),
                _CAPS.get(style.get("stroke-linecap", "butt"), 0),
                _JOINS.get(style.get("stroke-linejoin", "miter"), 0),
                _operators(steps, matrix),
                fill or 0.0,
                stroke or 0.0,
                "f" in paint and style.get("fill-rule", "nonzero") == "evenodd",
            )
        )


def _declarations(text: str) -> dict[str, str]:
    found = {}
    for pair in filter(str.strip, text.split(";")):
        name, _colon, value = pair.partition(":")
        value = value.replace("!important", "").strip()
        if re.search(r"url\(\s*['\"]?(?!#)", value):
            _holds(_LINK)
        found[name.strip()] = value
    return found


def _share(text: str) -> float:
    """An opacity, 0-1. Raises: ValueError when it is no number."""
    value = float(text[:-1]) / 100 if text.endswith("%") else float(text)
    return min(1.0, max(0.0, value))


def _shade(kind: str, style: Mapping[str, str], default: str) -> float | None:
    """The grey that a colour becomes on white paper, 0 black to 1 white; None for no paint."""
    colour = style.get(kind, default).strip()
    if colour in ("none", "transparent"):
        return None
    if colour.startswith("url("):
        _holds(N_("en toning eller ett mönster (fill)"))
    if colour.lower() in ("currentcolor", "inherit", "context-fill", "context-stroke"):
        colour = style.get("color", "black")
    opacity = _share(style.get(f"{kind}-opacity", "1"))
    if opacity == 0:
        return None
    red, green, blue, own = _colour(colour)
    light = (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255
    covering = opacity * own / 255
    return round(1 - (1 - light) * covering, 2) if covering else None


def _colour(text: str) -> tuple[int, int, int, int]:
    # Imported here: nothing that only prints needs it.
    from PIL import ImageColor

    try:
        found = ImageColor.getrgb(text)
    except ValueError:
        _holds_attribute(f"color {text}")
    return (*found[:3], found[3] if len(found) == 4 else 255)


def _number(value: float) -> str:
    """Two decimals of a unit are 1/100 of half a point at the sizes we print. Raises: ValueError far outside."""
    if not abs(value) < 100_000:
        raise ValueError("point out of range")
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def _operators(steps: Sequence[Step], matrix: Matrix) -> str:
    words: list[str] = []
    for operator, points in steps:
        for point in points:
            x, y = matrix.apply(point)
            words += [_number(x), _number(SIDE - y)]
        words.append(operator)
    return " ".join(words)
