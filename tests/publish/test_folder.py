"""Folders of published files appear whole or not at all."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import pytest

from cohorte_graph.dataset import Part, Written, write_folder
from cohorte_graph.errors import RunError


def part(name: str, content: bytes = b"a") -> Part:
    return Part.of_bytes(name, "text/plain", "un", "one", content)


def test_files_are_written_with_their_sizes_and_digests(tmp_path: Path) -> None:
    def later(written: list[Written]) -> Iterable[Part]:
        return [part("list.txt", b"".join(f"{one.part.name}\n".encode() for one in written))]

    written = write_folder(tmp_path / "x" / "out", [part("a/b.txt", b"bytes"), part("c.txt.gz", b"z" * 999)], later)
    assert (tmp_path / "x/out/list.txt").read_bytes() == b"a/b.txt\nc.txt.gz\n"
    assert gzip.decompress((tmp_path / "x/out/c.txt.gz").read_bytes()) == b"z" * 999
    for one in written:
        content = (tmp_path / "x/out" / one.part.name).read_bytes()
        assert (one.bytes, one.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["out"]


def test_compressed_files_have_no_clock_and_no_name(tmp_path: Path) -> None:
    (one,) = write_folder(tmp_path / "1", [part("a.gz", b"words")])
    (two,) = write_folder(tmp_path / "2", [part("b.gz", b"words")])
    assert one.sha256 == two.sha256


def fail(file: BinaryIO) -> None:
    file.write(b"half")
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("name", ["last.txt", "last.gz"])
def test_nothing_is_left_where_a_file_cannot_be_written(tmp_path: Path, name: str) -> None:
    broken = Part(name, "text/plain", "un", "one", fail)
    with pytest.raises(RunError, match="No space left"):
        write_folder(tmp_path / "out", [part("a.txt"), broken])
    assert list(tmp_path.iterdir()) == []


def test_what_stands_there_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(RunError, match="stands there already"):
        write_folder(tmp_path / "out", [part("a.txt")])
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("name", ["../outside.txt", "a/../../outside.txt", "/outside.txt"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(RunError, match="outside"):
        write_folder(tmp_path / "out", [part(name)])
    assert list(tmp_path.iterdir()) == []
