"""Several papers bound into one PDF that is still PDF/UA: tags, language and page numbers stay each paper's own.

Each paper is laid out by itself, so that a hundred take ten times as long as ten and each says "Page 1 of 2" of its
own pages. Bound together, every paper begins on a right-hand page, so that what is printed on both sides comes apart.

Hundreds of papers taken apart fill much memory, which a process that lives on never quite gives back. So the work is
done by a process of its own (this file, run by itself), which is given nothing but the papers and keeps nothing.
"""

import contextlib
import io
import struct
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any, NamedTuple, cast

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem

_A4 = (595.276, 841.89)  # points
_LENGTH = struct.Struct(">Q")


class Paper(NamedTuple):
    """One paper: the PDF that ``documents.pdf`` made, and what the list of contents of a viewer calls it."""

    content: bytes
    title: str


def pages_of(content: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(io.BytesIO(content)) as document:
        return len(document.pages)


def first_pages(counts: Sequence[int]) -> list[int]:
    """The sheet on which each paper begins, counted from 1, where each begins on a right-hand page.

    Args:
        counts: how many pages each has, in order.
    """
    begins, next_one = [], 1
    for count in counts:
        begins.append(next_one)
        next_one += count + count % 2
    return begins


def bind(cover: bytes, papers: Sequence[Paper]) -> bytes:
    """One PDF of a cover and papers behind it. The title, the language and all else that is said once is the cover's.

    Args:
        cover: a paper that ``documents.pdf`` made.
        papers: the others, each made by it.

    Raises:
        RuntimeError: it could not be done.
    """
    parts = _written([cover, *(part for paper in papers for part in (paper.title.encode(), paper.content))])
    # Alone (-I) and without surroundings: it knows of no database, and nothing is fetched or kept by it. What it says
    # of a fault may hold words of theirs, and is not listened to.
    command = [sys.executable, "-I", __file__]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}
    ) as child:
        given, made = cast("IO[bytes]", child.stdin), cast("IO[bytes]", child.stdout)
        with contextlib.suppress(BrokenPipeError):  # it ended early: what it returns says so
            given.writelines(parts)  # it reads to the end before it answers, so that neither waits for the other
        with contextlib.suppress(BrokenPipeError):
            given.close()
        out = made.read()
    if child.returncode:
        raise RuntimeError("the papers could not be bound")
    return out


def bind_here(cover: bytes, papers: Sequence[Paper]) -> bytes:
    """The same in this process, for a few, and for the process that is started for many."""
    with pikepdf.open(io.BytesIO(cover)) as bound:
        binding = _Binding(bound)
        begins = [binding.add(paper.content) for paper in papers]
        binding.finish()
        with bound.open_outline() as outline:
            outline.root[:] = [OutlineItem(paper.title, begin) for paper, begin in zip(papers, begins, strict=True)]
        out = io.BytesIO()
        bound.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _written(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Each part behind its length."""
    for part in parts:
        yield _LENGTH.pack(len(part))
        yield part


def _read(given: IO[bytes]) -> Iterator[bytes]:
    while length := given.read(_LENGTH.size):
        yield given.read(_LENGTH.unpack(length)[0])


def main(given: IO[bytes], out: IO[bytes]) -> None:
    """Bind what is given: a cover, and then a title and a paper in turn, each behind its length."""
    cover, *rest = _read(given)
    out.write(bind_here(cover, [Paper(rest[at + 1], rest[at].decode()) for at in range(0, len(rest), 2)]))


class _Binding:
    """A PDF to which papers are added."""

    def __init__(self, bound: pikepdf.Pdf) -> None:
        self._bound = bound
        tree = bound.Root.StructTreeRoot
        self._tree: Any = tree
        self._document: Any = tree.K[0]
        self._kids: list[Any] = list(self._document.K)
        self._marks: list[Any] = list(tree.ParentTree.Nums)
        self._pages = len(bound.pages)  # asking for it anew walks through all of them
        self._shifted: list[tuple[int, int, int]] = []
        self._next = max((int(key) for key in self._marks[::2]), default=-1) + 1
        self._cells: list[tuple[str, Any]] = []
        self._number = 0
        self._name_cells(self._document)

    def add(self, content: bytes) -> int:
        """Add a paper, beginning on a right-hand page; the number of that page, counted from 0."""
        if self._pages % 2:
            self._bound.add_blank_page(page_size=_A4)
            self._pages += 1
        begins = self._pages
        with pikepdf.open(io.BytesIO(content)) as paper:
            self._pages += len(paper.pages)
            self._bound.pages.extend(paper.pages)
            # Pages first: what the tags point at is then the page that was copied, and is not copied again.
            tree = self._bound.copy_foreign(paper.Root.StructTreeRoot)
        self._shifted.append((begins, self._pages, self._next))
        self._take_over(tree)
        return begins

    def _take_over(self, tree: Any) -> None:
        """Have the paper's tags hang on the whole, as a part of it."""
        marks = list(tree.ParentTree.Nums)
        for key, value in zip(marks[::2], marks[1::2], strict=True):
            self._marks += [int(key) + self._next, value]
        self._next += max((int(key) for key in marks[::2]), default=-1) + 1
        self._number += 1
        part = tree.K[0]
        self._name_cells(part)
        part.S = Name.Part
        part.P = self._document
        self._kids.append(part)

    def _name_cells(self, top: Any) -> None:
        """Give the headings of tables names that no other paper uses, and have their cells point at those."""
        waiting = [top]
        while waiting:
            element = waiting.pop()
            kind = element.get("/S")
            if kind in ("/TH", "/TD"):
                self._name_cell(element)
            waiting += [kid for kid in element.get("/K", ()) if isinstance(kid, Dictionary) and "/S" in kid]

    def _name_cell(self, element: Any) -> None:
        if "/ID" in element:
            name = self._named(element.ID)
            element.ID = pikepdf.String(name)
            self._cells.append((name, element))
        if "/A" in element and "/Headers" in element.A:
            element.A.Headers = Array([pikepdf.String(self._named(each)) for each in element.A.Headers])

    def _named(self, name: Any) -> str:
        return f"{self._number:05d}-{name}"

    def finish(self) -> None:
        """Write what was gathered of all papers."""
        pages = list(self._bound.pages)
        for begins, ends, by in self._shifted:
            for page in pages[begins:ends]:
                _shift(page, by)
        self._document.K = Array(self._kids)
        self._tree.ParentTree.Nums = Array(self._marks)
        self._tree.ParentTreeNextKey = self._next
        if self._cells:
            ordered = sorted(self._cells, key=lambda cell: cell[0])
            names = [each for name, cell in ordered for each in (pikepdf.String(name), cell)]
            limits = Array([pikepdf.String(ordered[0][0]), pikepdf.String(ordered[-1][0])])
            leaf = self._bound.make_indirect(Dictionary(Names=Array(names), Limits=limits))
            self._tree.IDTree = self._bound.make_indirect(Dictionary(Kids=Array([leaf])))


def _shift(page: pikepdf.Page, by: int) -> None:
    """Have a page, and what can be pressed on it, point at their own place in the tree of the whole."""
    page.obj.StructParents = int(page.obj.StructParents) + by
    for note in page.obj.get("/Annots", ()):
        if "/StructParent" in note:
            note.StructParent = int(note.StructParent) + by


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
