"""The same agreement is made once, another one is never mistaken for it, and nothing about a person is kept."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.document import Document, DocumentKind
from generator.formats.cache import FileCache
from generator.formats.collector import few_collections
from generator.formats.options import RenderOptions
from generator.formats.orders import Order, make_files
from generator.formats.pdf import PdfFormat
from tests.formats.sample import sample_agreement, sample_annex, sample_form

PLAIN = RenderOptions()
CHOSEN = "hemligt-ord"
OTHERS = [
    RenderOptions(draft=True), RenderOptions(fillable=True), RenderOptions(signature_fields=True),
    *(RenderOptions(**{name: b"a"}) for name in ("shell", "manifest", "logotype")),  # type: ignore[arg-type]
]


class Counting:
    """Makes files that tell how many were made before, and counts them."""

    name = "prov"

    def __init__(self, size: int = 10) -> None:
        self.made = 0
        self.size = size

    def make(self, orders: Sequence[Order]) -> list[bytes]:
        self.made += len(orders)
        return [f"{self.made - number}".encode().rjust(self.size) for number in reversed(range(len(orders)))]


def made(cache: FileCache, maker: Counting, document: Document, options: RenderOptions) -> bytes:
    (file,) = cache.files([Order(maker.name, document, options)], maker.make)
    return file


def test_the_same_agreement_is_made_once() -> None:
    maker, cache = Counting(), FileCache()
    files = {made(cache, maker, sample_agreement(), replace(PLAIN)) for _ in range(3)}
    assert (len(files), maker.made) == (1, 1)


@pytest.mark.parametrize("options", OTHERS, ids=repr)
def test_other_options_give_another_file(options: RenderOptions) -> None:
    maker, cache = Counting(), FileCache()
    for each in (PLAIN, options, *OTHERS, options):
        made(cache, maker, sample_agreement(), each)
    assert maker.made == 1 + len(OTHERS)


@given(st.text(max_size=20), st.text(max_size=20))
def test_another_word_anywhere_gives_another_file(first: str, second: str) -> None:
    maker, cache = Counting(), FileCache()
    for typed in (first, second):
        made(cache, maker, replace(sample_agreement(), subtitle=typed), PLAIN)
    assert maker.made == len({first, second})


def test_another_format_gives_another_file() -> None:
    cache, one, other = FileCache(), Counting(), Counting()
    other.name = "annat"
    made(cache, one, sample_agreement(), PLAIN)
    made(cache, other, sample_agreement(), PLAIN)
    assert (one.made, other.made) == (1, 1)


@pytest.mark.parametrize("kind", sorted(set(DocumentKind) - {DocumentKind.AGREEMENT}))
def test_nothing_but_an_agreement_is_kept(kind: DocumentKind) -> None:
    maker, cache = Counting(), FileCache()
    for _ in range(2):
        made(cache, maker, replace(sample_annex(), kind=kind), PLAIN)
    assert (maker.made, vars(cache)["_files"]) == (2, {})


def test_nothing_with_a_password_is_kept() -> None:
    maker, cache = Counting(), FileCache()
    for _ in range(2):
        made(cache, maker, sample_agreement(), RenderOptions(password=CHOSEN))
    assert (maker.made, vars(cache)["_files"]) == (2, {})


def test_what_has_not_been_asked_for_lately_makes_room() -> None:
    maker, cache = Counting(size=40), FileCache(max_bytes=100)
    one, two, three = (replace(sample_agreement(), title=title) for title in ("ett", "två", "tre"))
    for document in (one, two, one, three):
        made(cache, maker, document, PLAIN)
    assert maker.made == 3
    made(cache, maker, one, PLAIN)
    assert maker.made == 3
    made(cache, maker, two, PLAIN)
    assert maker.made == 4


def test_a_file_too_large_to_keep_is_handed_over_all_the_same() -> None:
    maker, cache = Counting(size=200), FileCache(max_bytes=100)
    assert len(made(cache, maker, sample_agreement(), PLAIN)) == 200
    assert vars(cache)["_files"] == {}


def test_many_can_ask_at_once() -> None:
    maker, cache = Counting(), FileCache(max_bytes=30)
    documents = [replace(sample_agreement(), title=str(number % 5)) for number in range(50)]
    with ThreadPoolExecutor(8) as pool:
        assert all(len(file) == 10 for file in pool.map(lambda each: made(cache, maker, each, PLAIN), documents))
    assert sum(map(len, vars(cache)["_files"].values())) == vars(cache)["_size"] <= 30


def test_from_memory_comes_what_was_made() -> None:
    cache, order = FileCache(), Order("pdf", sample_agreement(), PLAIN)
    first = cache.files([order], make_files)
    assert cache.files([order], make_files) == first == [PdfFormat().render(sample_agreement(), PLAIN)]


def test_several_files_come_in_their_order_and_only_those_not_in_memory_are_made() -> None:
    maker, cache = Counting(), FileCache()
    known, new = sample_agreement(), replace(sample_agreement(), title="en annan")
    first = made(cache, maker, known, PLAIN)
    orders = [Order("prov", document, PLAIN) for document in (new, known, sample_annex(), new)]
    files = [file.strip() for file in cache.files(orders, maker.make)]
    assert files == [b"2", first.strip(), b"3", b"4"]
    assert maker.made == 4


def test_a_password_is_never_shown() -> None:
    assert CHOSEN not in repr(RenderOptions(password=CHOSEN))


def test_the_collector_rests_while_documents_are_made_and_is_then_as_before() -> None:
    usual = gc.get_threshold()
    with few_collections():
        rare = gc.get_threshold()
        with few_collections():
            assert gc.get_threshold() == rare
        assert gc.get_threshold() == rare
    assert rare[0] > usual[0]
    assert gc.get_threshold() == usual
    with pytest.raises(RuntimeError), few_collections():
        raise RuntimeError
    assert gc.get_threshold() == usual


def test_documents_made_in_many_threads_leave_the_collector_as_it_was() -> None:
    usual = gc.get_threshold()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: PdfFormat().render(sample_form(), PLAIN), range(8)))
    assert gc.get_threshold() == usual
