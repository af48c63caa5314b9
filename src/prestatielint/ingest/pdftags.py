"""The structure tree of a tagged PDF: which block every stretch of marked content belongs to (ISO 32000-1, 14.7 and 14.8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

ARTIFACT = -1  # the tag of text that the structure leaves out: headers, footers, page numbers
HEADINGS = {f"H{level}": level for level in range(1, 7)} | {"Title": 1}
NOTES = frozenset({"Note", "FENote"})
CELLS = frozenset({"TD", "TH"})
CONTENTS = frozenset({"TOC", "TOCI"})
_BLOCKS = frozenset({"P", "H", "LI", "Caption", "BlockQuote", "Formula", "Figure", *CELLS, *HEADINGS})
_MAX_DEPTH = 64
_MAX_KIDS = 2_000  # of a row or item: more is no row


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a tagged table: its number and those of its table and row in the document, and its columns.

    ``column`` is the first, counted from 0, ``columns`` how many it covers.
    """

    number: int
    table: int
    row: int
    column: int
    columns: int
    header: bool


@dataclass(frozen=True, slots=True)
class Tag:
    """A block of the structure: its standard role ("P", "H2", "LI", "TD"), and the table cell that it stands in."""

    role: str
    cell: Cell | None = None

    @property
    def level(self) -> int | None:
        """The level of a heading, 1 for the highest; None for anything else."""
        return HEADINGS.get(self.role)


class Tags:
    """The blocks of a PDF by number; ``page`` says which block each marked content of a page belongs to.

    It goes by the parent tree from the content up, so that the work depends on the text of a page and not on the size
    of the document. Anything broken in the tree means that the text at that place belongs to no block.
    """

    def __init__(self, file: Any) -> None:
        """``file`` is the PDF as pikepdf has opened it; it is not closed here."""
        self.blocks: dict[int, Tag] = {}
        self._file = file
        self._tree: Any = None
        self._numbers: dict[tuple[int, int], int] = {}
        self._elements: dict[tuple[int, int], int] = {}
        self._roles: dict[str, str] = {}
        import pikepdf

        try:
            root = self._file.Root.StructTreeRoot
            self._tree = pikepdf.NumberTree(root.ParentTree)
            self._roles = {str(own)[1:]: str(role)[1:] for own, role in dict(root.get("/RoleMap", {})).items()}
        except Exception:  # pikepdf raises anything on a broken file
            self._tree = None

    def page(self, index: int) -> dict[int, int]:
        """Return the block number of each marked content (MCID) of a page, counted from 0."""
        if self._tree is None:
            return {}
        try:
            parents = self._tree[int(self._file.pages[index].obj.StructParents)]
            return {mark: block for mark, parent in enumerate(parents) if (block := self._block(parent))}
        except Exception:
            return {}

    def _block(self, element: Any) -> int:
        """Return the number of the block that an element belongs to; 0 where there is none."""
        key = _key(element)
        if key is None:
            return 0
        if key not in self._elements:
            chain = [item for item in _up(element) if item.get("/S") is not None]
            roles = [self._role(item) for item in chain]
            place = _place(chain, roles)
            self._elements[key] = 0 if place is None else self._number(chain[place])
            number = self._elements[key]
            if place is not None and number and number not in self.blocks:
                self.blocks[number] = Tag(roles[place], self._cell(chain, roles))
        return self._elements[key]

    def _role(self, element: Any) -> str:
        role = str(element.get("/S"))[1:]
        for _ in range(8):
            if role not in self._roles or self._roles[role] == role:
                break
            role = self._roles[role]
        return role

    def _number(self, element: Any) -> int:
        key = _key(element)
        return self._numbers.setdefault(key, len(self._numbers) + 1) if key is not None else 0

    def _cell(self, chain: list[Any], roles: list[str]) -> Cell | None:
        place = next((place for place, role in enumerate(roles) if role in CELLS), None)
        if place is None or roles[place + 1 : place + 2] != ["TR"] or "Table" not in roles[place:]:
            return None
        cell, row, table = chain[place], chain[place + 1], chain[roles.index("Table", place)]
        column = 0
        for other in _kids(row):
            if _key(other) == _key(cell):
                break
            column += _columns(other)
        numbers = (self._number(cell), self._number(table), self._number(row))
        return Cell(*numbers, column, _columns(cell), roles[place] == "TH")


def _key(element: Any) -> tuple[int, int] | None:
    """Return what identifies an element; one that is no object of its own has no identity."""
    key = getattr(element, "objgen", (0, 0))
    return key if key != (0, 0) else None


def _up(element: Any) -> Iterator[Any]:
    for _ in range(_MAX_DEPTH):
        yield element
        element = element.get("/P")
        if element is None:
            return


def _place(chain: list[Any], roles: list[str]) -> int | None:
    """Return which of an element and those above it is its block: notes and contents hold paragraphs, and go first."""
    for wanted in (NOTES, CONTENTS):
        found = next((place for place, role in enumerate(roles) if role in wanted), None)
        if found is not None:
            return found
    place = next((place for place, role in enumerate(roles) if role in _BLOCKS), None)
    if place is None:
        return None
    if roles[place] == "P" and roles[place + 1 : place + 3] == ["LBody", "LI"]:
        first = next(iter(_kids(chain[place + 1])), None)
        if first is not None and _key(first) == _key(chain[place]):
            return place + 2  # the first paragraph of an item belongs with its number
    return place


def _kids(element: Any) -> list[Any]:
    """Return the elements right below an element; numbers are marked content."""
    import pikepdf

    kids = element.get("/K")
    if isinstance(kids, pikepdf.Array):
        return [kid for kid in list(kids)[:_MAX_KIDS] if isinstance(kid, pikepdf.Dictionary)]
    return [kids] if isinstance(kids, pikepdf.Dictionary) else []


def _columns(cell: Any) -> int:
    """Return how many columns a cell covers."""
    import pikepdf

    attributes = cell.get("/A")
    for owner in list(attributes) if isinstance(attributes, pikepdf.Array) else [attributes]:
        if isinstance(owner, pikepdf.Dictionary) and "/ColSpan" in owner:
            return max(1, min(int(owner.ColSpan), _MAX_KIDS))
    return 1
