"""QR codes, as squares for the template to draw."""

from __future__ import annotations

import segno

from editions.pdf.walk import Data


def qr(address: str, *, label: str) -> Data:
    """Give the code of a web address: rows of "0" (light) and "1" (dark), and what it says.

    `label` says, in the language of the edition, what the address is of. A quarter of the
    code may be illegible, since it will be printed, folded and copied.

    >>> code = qr("https://reports.example/be/", label="Web edition")
    >>> code["alt"], code["rows"][0]
    ('Web edition: https://reports.example/be/ (QR)', '11111110100110111111101111111')
    """
    code = segno.make(address, error="q", micro=False, boost_error=False)
    rows = ["".join("1" if dark else "0" for dark in row) for row in code.matrix]
    return {"alt": f"{label}: {address} (QR)", "rows": rows}
