"""Calls AWS with boto3 as it is told on stdin, one JSON object a line, and prints one JSON answer a line.

Who it is unless it is told other keys, and where AWS is, boto3 takes from the environment, as in any program.
A request holds `service`, `operation` and `params`, and may hold `region`, `keys`, `endpoint` and `config`; `pages:
true` asks for all pages of the operation, and `transfer` holds fields of boto3's TransferConfig. The answer holds
`answer`, or `error` (what AWS refused: ClientError.response), or `refused` (what boto3 itself refused to send or to
believe), and `sent`: what went over the wire. What JSON cannot hold is written by `plain`; a body is read to its end,
one character a byte. For the operations on files, `Fileobj` is what the file holds.
"""

import io
import json
import socket
import sys
from datetime import datetime
from urllib.parse import urlsplit, urlunsplit

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

SESSION = boto3.session.Session()
CLIENTS = {}
SENT = []

resolve = socket.getaddrinfo
# Every name leads to this machine, so that hosts that name a bucket need no resolver, and nothing leaves it.
socket.getaddrinfo = lambda host, *rest, **more: resolve("127.0.0.1", *rest, **more)


def record(request, **_):
    """Notes a request as it is sent. What boto3 made for TLS goes out without it."""
    url = urlsplit(request.url)
    request.url = urlunsplit(url._replace(scheme="http"))
    headers = {name.lower(): text(value) for name, value in request.headers.items()}
    for secret in ("authorization", "x-amz-security-token"):
        headers.pop(secret, None)
    SENT.append({"method": request.method, "host": url.netloc, "path": url.path, "headers": headers})


def text(value):
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def client(service, region=None, keys=None, config=None, endpoint=None):
    """One client for each combination, since making one reads much of botocore's data."""
    wanted = json.dumps([service, region, keys, config, endpoint], sort_keys=True)
    if wanted not in CLIENTS:
        once = Config(**{"retries": {"total_max_attempts": 1}, **(config or {})})
        made = SESSION.client(service, region_name=region, config=once, endpoint_url=endpoint, **(keys or {}))
        made.meta.events.register_last("before-send", record)
        CLIENTS[wanted] = made
    return CLIENTS[wanted]


def call(operation, params=None, pages=False, transfer=None, **where):
    made = client(**where)
    given = params or {}
    if pages:
        return list(made.get_paginator(operation).paginate(**given))
    if transfer is not None:
        return through_file(getattr(made, operation), given, TransferConfig(**transfer))
    answer = getattr(made, operation)(**given)
    if isinstance(answer, dict) and "Body" in answer:
        answer["Body"] = text(answer["Body"].read())
    return answer


def through_file(operation, params, config):
    """Uploads or downloads a file that is in memory; gives what it holds afterwards."""
    file = io.BytesIO(params.pop("Fileobj").encode("latin-1"))
    operation(Fileobj=file, Config=config, **params)
    return "" if file.closed else text(file.getvalue())


def answer(request):
    SENT.clear()
    try:
        return {"answer": call(**request), "sent": SENT}
    except ClientError as error:
        return {"error": error.response, "sent": SENT}
    except BotoCoreError as error:
        return {"refused": f"{type(error).__name__}: {error}", "sent": SENT}


def plain(value):
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"no JSON is known for {type(value).__name__}")


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line)), default=plain), flush=True)
