"""Calls AWS with boto3 as it is told on stdin, one JSON object a line, and prints one JSON answer a line.

Who it is unless it is told other keys, and where AWS is, boto3 takes from the environment, as in any program.
A request holds `service`, `operation` and `params`, and may hold `region`, `keys` and `config`; `pages: true` asks
for all pages of the operation. The answer holds `answer`, or `error` (what AWS refused: ClientError.response), or
`refused` (what boto3 itself refused to send). What JSON cannot hold is written by `plain`.
"""

import json
import sys
from datetime import datetime

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

SESSION = boto3.session.Session()
CLIENTS = {}


def client(service, region=None, keys=None, config=None):
    """One client for each combination, since making one reads much of botocore's data."""
    wanted = json.dumps([service, region, keys, config], sort_keys=True)
    if wanted not in CLIENTS:
        once = {"retries": {"total_max_attempts": 1}, **(config or {})}
        CLIENTS[wanted] = SESSION.client(service, region_name=region, config=Config(**once), **(keys or {}))
    return CLIENTS[wanted]


def call(operation, params=None, pages=False, **where):
    made = client(**where)
    if pages:
        return list(made.get_paginator(operation).paginate(**(params or {})))
    return getattr(made, operation)(**(params or {}))


def answer(request):
    try:
        return {"answer": call(**request)}
    except ClientError as error:
        return {"error": error.response}
    except BotoCoreError as error:
        return {"refused": f"{type(error).__name__}: {error}"}


def plain(value):
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"no JSON is known for {type(value).__name__}")


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line)), default=plain), flush=True)
