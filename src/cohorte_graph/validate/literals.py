"""Literals and texts written so plainly that every engine reads them alike.

The forms are narrower than the datatypes: what two engines were never seen to disagree on
(``tests/test_engines_values.py`` holds them to it), without ``1e5`` as a decimal, ``24:00:00`` or the year 12024.
"""

from __future__ import annotations

import re

import pyoxigraph as ox

from cohorte_graph.iri import PREFIXES

__all__ = ["NUMBERS", "TEXTS", "is_familiar", "is_plain"]

XSD = PREFIXES["xsd"]
TEXTS = frozenset((XSD + "string", PREFIXES["rdf"] + "langString"))
NUMBERS = frozenset(XSD + name for name in ("integer", "decimal"))

_INTEGERS = "integer long int short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger"
_UNSIGNED = "unsignedLong unsignedInt unsignedShort unsignedByte"
_YEAR, _MONTH, _DAY = "(?!0000)[0-9]{4}", "(?:0[1-9]|1[0-2])", "(?:0[1-9]|[12][0-9]|3[01])"
_ZONE = "(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9])?"
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?"
_FORMS = {
    **dict.fromkeys((*_INTEGERS.split(), *_UNSIGNED.split()), "0|-?[1-9][0-9]{0,17}"),
    "decimal": r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?",
    **dict.fromkeys(("double", "float"), r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?(?:[eE]-?[0-9]{1,2})?|-?INF|NaN"),
    "boolean": "true|false|0|1",
    "date": f"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}",
    "dateTime": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}",
    "time": f"{_TIME}{_ZONE}",
    "gYear": f"{_YEAR}{_ZONE}",
    "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}",
    "duration": "-?P(?!$)(?:[0-9]{1,6}Y)?(?:[0-9]{1,6}M)?(?:[0-9]{1,6}D)?"
    r"(?:T(?=[0-9])(?:[0-9]{1,6}H)?(?:[0-9]{1,6}M)?(?:[0-9]{1,6}(?:\.[0-9]{1,6})?S)?)?",
    "anyURI": r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*",
    "language": "[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*",
}  # fmt: skip
_PLAIN = {XSD + name: re.compile(form) for name, form in _FORMS.items()}
_JUDGED = (XSD, PREFIXES["rdf"])
_FAMILIAR = re.compile(r"[\t\n\r -~\u00a0-\u00b1\u00b4-\u00b8\u00ba\u00bb\u00bf-\u012f\u0152\u0153\u0178"
                       r"\u2010-\u2027\u202f-\u203e\u20ac]*")  # fmt: skip


def is_plain(literal: ox.Literal) -> bool:
    """Whether a literal is written as every engine reads it; of datatypes that nobody defines no engine asks a form."""
    datatype = literal.datatype.value
    if datatype in TEXTS:
        return True
    form = _PLAIN.get(datatype)
    return bool(form.fullmatch(literal.value)) if form else not datatype.startswith(_JUDGED)


def is_familiar(text: str) -> bool:
    r"""Whether a text has only characters of which regular expressions agree what ``\w``, ``\s`` and case make of them.

    Not among them: ``²`` and ``½``, combining accents, controls, and ``ı`` and ``İ``.
    """
    return bool(_FAMILIAR.fullmatch(text))
