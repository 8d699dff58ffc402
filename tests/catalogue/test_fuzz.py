"""No input crashes the reader, and what it reads it writes in one form."""

from __future__ import annotations

import subprocess

import polib
from hypothesis import given, settings
from hypothesis import strategies as st

from editions.catalogue import po
from tests.catalogue import fuzz
from tests.catalogue.test_po import entries, facts


def test_whatever_stands_in_a_file_is_read_or_refused() -> None:
    fuzz.main()


@settings(max_examples=500)
@given(st.binary(max_size=300))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    fuzz.tried(data)


@settings(max_examples=500)
@given(st.lists(st.sampled_from([*fuzz.PIECES, b'a"\n', b"\n", b'"x"\n', b"# r\n"]), max_size=12))
def test_no_pieces_of_catalogues_crash_it(pieces: list[bytes]) -> None:
    head = b'msgid ""\nmsgstr ""\n"Language: be\\n"\n'
    fuzz.tried(b"".join(pieces))
    fuzz.tried(head + b"".join(pieces))


WIDTHS = (["--no-wrap"], ["--width=76"], ["--width=20"], ["--width=1"], ["--indent"], ["--strict"])


@settings(max_examples=25)
@given(
    st.lists(entries(), min_size=1, max_size=8, unique_by=lambda e: (e.msgctxt, e.msgid)),
    st.sampled_from([*WIDTHS, ["--escape"], ["--sort-output"], ["--add-location=never"]]),
)
def test_what_msgcat_writes_has_one_form_however_it_wraps(
    written: list[polib.POEntry], options: list[str]
) -> None:
    catalogue = po.new("be")
    catalogue.extend(written)
    data = po.dumps(catalogue).encode()
    read = po.loads(msgcat(data, options))
    text = po.dumps(read)
    assert po.dumps(po.parsed(text)) == text
    flat = msgcat(data, ["--no-wrap", *(each for each in options if "sort" in each)])
    if options != ["--strict"]:  # which rewrites remarks
        assert text == po.dumps(po.loads(flat)) == flat.decode()
    texts = {(e.msgctxt, e.msgid): facts(e)[0] for e in written}
    kept = {(e.msgctxt, e.msgid): facts(e)[0] for e in read}
    assert kept.items() <= texts.items()
    # What is obsolete and was never translated msgcat itself lets go.
    assert {(e.msgctxt, e.msgid) for e in written if not e.obsolete} <= kept.keys()


def msgcat(data: bytes, options: list[str]) -> bytes:
    command = ["msgcat", "--force-po", *options, "-"]
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode() + data.decode()
    return done.stdout


def test_the_same_cases_at_every_run() -> None:
    assert list(fuzz.cases(60)) == list(fuzz.cases(60))
