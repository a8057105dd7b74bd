"""Papers bound by a process of their own are what they are when they are bound here."""

import io
import subprocess
import sys
from typing import Any

import pikepdf
import pytest

from dussk.ui import binding
from dussk.ui.binding import Paper


def paper(words: str) -> bytes:
    """A sheet with a tag, as WeasyPrint makes them."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        page = made.add_blank_page()
        page.obj.StructParents = 0
        document = made.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Document))
        tag = pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.P, P=document, Pg=page.obj)
        tag.Alt, tag.K = pikepdf.String(words), pikepdf.Array([0])
        line = made.make_indirect(tag)
        document.K = pikepdf.Array([line])
        marks = made.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array([0, pikepdf.Array([line])])))
        made.Root.StructTreeRoot = made.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=pikepdf.Array([document]), ParentTree=marks)
        )
        made.save(out)
    return out.getvalue()


def said(content: bytes) -> tuple[int, list[str], list[str], list[int]]:
    """How many sheets, what its parts say, what its outline says, and which place in the tree each sheet has."""
    with pikepdf.open(io.BytesIO(content)) as bound:
        top: Any = bound.Root.StructTreeRoot
        document: Any = top.K[0]
        cover, *parts = document.K
        words = [str(cover.Alt), *(str(part.K[0].Alt) for part in parts)]
        with bound.open_outline() as outline:
            titles = [one.title for one in outline.root]
        places = [int(page.obj.StructParents) for page in bound.pages if "/StructParents" in page.obj]
        return len(bound.pages), words, titles, places


PAPERS = [Paper(paper("Anna"), "AAAA 1111"), Paper(paper("Bea"), "BBBB 2222")]


@pytest.mark.parametrize("bind", [binding.bind, binding.bind_here])
def test_each_begins_on_a_right_hand_page_with_its_own_tags(bind: Any) -> None:
    bound = said(bind(paper("Cover"), PAPERS))
    assert bound == (5, ["Cover", "Anna", "Bea"], ["AAAA 1111", "BBBB 2222"], [0, 1, 2])


def test_what_is_given_on_is_what_was_given() -> None:
    out = io.BytesIO()
    parts = [paper("Cover"), b"CCCC 3333", paper("Cass")]
    binding.main(io.BytesIO(b"".join(len(part).to_bytes(8, "big") + part for part in parts)), out)
    assert said(out.getvalue())[1:3] == (["Cover", "Cass"], ["CCCC 3333"])


def test_what_cannot_be_bound_says_nothing_of_what_it_held() -> None:
    with pytest.raises(RuntimeError) as refused:
        binding.bind(b"not a paper of Anna", PAPERS)
    assert "Anna" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_the_process_is_given_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}
    begin = subprocess.Popen

    def popen(command: list[str], **given: Any) -> Any:
        seen.update(given, command=command)
        return begin([sys.executable, "-c", "import sys; sys.stdin.read(); print('%PDF', end='')"], **given)

    monkeypatch.setattr(subprocess, "Popen", popen)
    assert binding.bind(b"%PDF", []) == b"%PDF"
    assert seen["env"] == {}
    assert seen["command"][1] == "-I"
