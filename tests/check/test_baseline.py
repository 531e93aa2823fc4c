"""Known debts: they pass by fingerprint, what is new or gone does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commanding import Call, call  # noqa: F401 (a fixture)
from library import DATA, laid_out, result

from cohorte_graph.check.baseline import baseline_bytes, compare, read_baseline
from cohorte_graph.check.report.fingerprint import fingerprint
from cohorte_graph.errors import InputError, Place

BASELINE = "known.json"
NESTED = """
ex:house a ex:House ; ex:shelf [ ex:board [ a ex:Board ] ] , [ ex:board [ a ex:Board ; ex:wood "oak" ] ] .
"""
BOARDS = """
ex:Board-shape a sh:NodeShape ; coh:code "BOARD" ; sh:targetClass ex:Board ;
    sh:property [ sh:path ex:wood ; sh:minCount 1 ] .
"""


@pytest.fixture
def run(call: Call, tmp_path: Path):  # type: ignore[no-untyped-def]  # noqa: F811
    """Check data against the library's shapes with the baseline."""

    def checked(data: str = DATA, *more: str, shapes: str | None = None):  # type: ignore[no-untyped-def]
        laid_out(tmp_path, data, *([shapes] if shapes else []))
        always = ("data.ttl", "--shapes", "shapes.ttl", "--baseline", BASELINE, "--lang", "en", "--format", "json")
        return call(*always, "--fail-on", "info", *more)

    return checked


def codes(out: str) -> list[str]:
    return [one["code"] for one in json.loads(out)["results"]]


def test_a_baseline_is_created_and_then_all_passes(run) -> None:  # type: ignore[no-untyped-def]
    done = run(DATA, "--update-baseline")
    assert (done.code, codes(done.out)) == (0, [])
    known = json.loads(done.out)["known"]
    again = run()
    assert (again.code, codes(again.out), json.loads(again.out)["known"]) == (0, [], known)
    assert known > 5


def test_a_baseline_is_the_same_bytes_each_time(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run(DATA, "--update-baseline")
    first = (tmp_path / BASELINE).read_bytes()
    run(DATA, "--update-baseline")
    assert (tmp_path / BASELINE).read_bytes() == first
    entries = json.loads(first)["results"]
    assert entries == sorted(entries, key=lambda one: (one["code"], one["anchor"], one["path"], one["fingerprint"]))
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)
    assert "data.ttl" not in first.decode()


def test_moved_lines_renamed_blank_nodes_and_another_order_change_nothing(run) -> None:  # type: ignore[no-untyped-def]
    run(DATA, "--update-baseline")
    blocks = [block.rstrip(" .\n") for block in DATA.replace("_:lost", "_:other").strip().split(" .\n")]
    moved = "# moved\n\n" + " .\n\n".join(reversed(blocks)) + " .\n"
    done = run(moved)
    assert (done.code, codes(done.out)) == (0, [])


def test_a_new_fault_fails(run) -> None:  # type: ignore[no-untyped-def]
    run(DATA, "--update-baseline")
    done = run(DATA + "ex:new a ex:Book .\n")
    assert (done.code, codes(done.out)) == (1, ["BOOK-TITLE"])


def test_a_debt_that_is_paid_fails_and_points_into_the_baseline(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run(DATA, "--update-baseline")
    done = run(DATA.replace("ex:nana a ex:Book ;", 'ex:nana a ex:Book ; ex:title "Nana" ;'))
    assert (done.code, codes(done.out)) == (1, ["BASELINE-STALE"])
    (stale,) = json.loads(done.out)["results"]
    line = (tmp_path / BASELINE).read_text("utf-8").split("\n")[stale["place"]["line"] - 1]
    assert stale["place"]["file"] == BASELINE
    assert '"BOOK-TITLE"' in line
    assert "https://example.org/nana" in line
    assert (
        run(DATA.replace("ex:nana a ex:Book ;", 'ex:nana a ex:Book ; ex:title "Nana" ;'), "--update-baseline").code == 0
    )
    assert run(DATA.replace("ex:nana a ex:Book ;", 'ex:nana a ex:Book ; ex:title "Nana" ;')).code == 0


def test_faults_below_blank_nodes_are_known_by_the_nearest_iri(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run(NESTED, "--update-baseline", shapes=BOARDS)
    entries = json.loads((tmp_path / BASELINE).read_bytes())["results"]
    (board,) = [entry for entry in entries if entry["code"] == "BOARD"]
    assert board["anchor"] == "https://example.org/house"
    assert run("ex:x ex:y [ ] .\n" + NESTED, shapes=BOARDS).code == 0
    worse = run(NESTED.replace(' ; ex:wood "oak"', ""), shapes=BOARDS)
    assert (worse.code, codes(worse.out)) == (1, ["BOARD"])
    elsewhere = run(NESTED.replace("ex:house", "ex:barn"), shapes=BOARDS)
    assert codes(elsewhere.out) == ["BASELINE-STALE", "BOARD"]


def test_a_baseline_that_is_missing_cannot_be_read(run) -> None:  # type: ignore[no-untyped-def]
    done = run()
    assert done.code == 3
    assert done.err.startswith(f"{BASELINE}: cannot be read")
    assert "--update-baseline" in done.err


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"version": 1,\n "results": [}', (2, 14)),
        ("[]", (None, None)),
        ('{"version": 2, "results": []}', (None, None)),
        ('{"version": 1, "results": [{"fingerprint": "a", "code": "A", "count": 0}]}', (None, None)),
        ('{"version": 1, "results": [{"fingerprint": "a", "count": 1}]}', (None, None)),
        ("\xff", (1, 1)),
        ("[" * 100_000, (None, None)),
    ],
    ids=["syntax", "a list", "another version", "no count", "no code", "no JSON", "too deep"],
)
def test_a_file_that_is_no_baseline_is_refused_with_its_place(
    text: str, place: tuple[int | None, int | None], tmp_path: Path
) -> None:
    path = tmp_path / BASELINE
    path.write_text(text, "utf-8")
    with pytest.raises(InputError) as raised:
        read_baseline(path)
    assert raised.value.place == Place(path, *place)
    assert raised.value.exit_code == 3


def test_a_fingerprint_is_accepted_as_often_as_it_is_counted(tmp_path: Path) -> None:
    path = tmp_path / BASELINE
    same = [result("A", focus=f"_:f0b{n}", place=Place("data.ttl", n)) for n in range(1, 4)]
    assert len(set(map(fingerprint, same))) == 1
    path.write_bytes(baseline_bytes(same[:2]))
    more = compare(same, read_baseline(path), path)
    assert (more.known, len(more.new), more.stale) == (2, 1, ())
    fewer = compare(same[:1], read_baseline(path), path)
    assert (fewer.known, fewer.new, len(fewer.stale)) == (1, (), 1)
    assert "(1)" in fewer.stale[0].message.en


@pytest.mark.parametrize(
    "change",
    [
        {"code": "B"}, {"anchor": "https://example.org/b"}, {"path": "https://example.org/p"},
        {"component": "MaxCount"}, {"value": '"x"'},
    ],
)  # fmt: skip
def test_what_a_result_is_about_tells_it_from_others(change: dict[str, str]) -> None:
    assert fingerprint(result(**{"code": "A", **change})) != fingerprint(result("A"))


def test_that_nothing_was_checked_is_no_debt_that_one_can_have(tmp_path: Path) -> None:
    path = tmp_path / BASELINE
    results = [result("NOT-VALIDATED"), result("NOTHING-CHECKED"), result("A")]
    path.write_bytes(baseline_bytes(results))
    left = compare(results, read_baseline(path), path)
    assert [one.code for one in left.new] == ["NOT-VALIDATED", "NOTHING-CHECKED"]
    assert left.stale == ()
    path.write_text(
        path.read_text().replace('"A"', '"NOT-VALIDATED"').replace(fingerprint(result("A")), fingerprint(results[0]))
    )
    assert [one.code for one in compare(results[:1], read_baseline(path), path).new] == ["NOT-VALIDATED"]


def test_shapes_that_are_refused_are_no_debt(run) -> None:  # type: ignore[no-untyped-def]
    """A circle of shapes keeps the engine from running: with or without a baseline nothing has been checked."""
    circle = """
    ex:S a sh:NodeShape ; sh:targetClass ex:Book ; sh:property ex:P .
    ex:P sh:path ex:p ; sh:node ex:S .
    """
    done = run(DATA, "--update-baseline", shapes=circle)
    assert (done.code, codes(done.out)) == (1, ["NOT-VALIDATED"])


INSIDE = """
ex:S a sh:NodeShape ; sh:targetClass ex:House ; sh:property [ sh:path ex:address ; sh:node ex:Address ] .
ex:Address a sh:NodeShape ; sh:property [ sh:path ex:city ; sh:minCount 1 ] , [ sh:path ex:zip ; sh:maxLength 5 ] .
"""


def test_another_fault_inside_a_known_one_is_new(run) -> None:  # type: ignore[no-untyped-def]
    long = 'ex:h a ex:House ; ex:address ex:a . ex:a ex:city "x" ; ex:zip "123456" .'
    assert run(long, "--update-baseline", shapes=INSIDE).code == 0
    assert run(f"# moved\n\n{long}", shapes=INSIDE).code == 0
    assert run(long.replace('ex:city "x" ; ', ""), shapes=INSIDE).code == 1
    assert run(long.replace("123456", "1234567"), shapes=INSIDE).code == 1
