"""Run by the Python of the RO-Crate validator: puts the context of RO-Crate 1.3 into its cache of web answers.

Takes the cache's path and the context's file. With it the validator needs no network.
"""

import sys
from io import BytesIO
from pathlib import Path

import requests
from requests_cache import CachedSession
from urllib3 import HTTPResponse

CONTEXT = "https://w3id.org/ro/crate/1.3/context"
HEADERS = {"Content-Type": "application/ld+json"}


def main(cache: str, context: str) -> None:
    content = Path(context).read_bytes()
    answer = requests.Response()
    answer.status_code, answer.url = 200, CONTEXT
    answer.headers.update(HEADERS)
    answer._content = content
    answer.request = requests.Request("GET", CONTEXT).prepare()
    answer.raw = HTTPResponse(body=BytesIO(content), status=200, headers=HEADERS, preload_content=False)
    CachedSession(cache_name=cache, backend="sqlite", expire_after=-1).cache.save_response(answer)


main(*sys.argv[1:])
