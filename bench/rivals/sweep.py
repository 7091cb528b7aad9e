"""A sweep as it is written in Python: botocove's decorator, or a session for each account in a pool of threads."""

import json
import os
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import boto3

# Bars are drawn on the terminal.
os.environ["TQDM_DISABLE"] = "1"


def role_arn(account, role_name):
    return f"arn:aws:iam::{account}:role/{role_name}"


def with_botocove(job):
    from botocove import cove

    @cove(
        target_ids=job["accounts"],
        rolename=job["roleName"],
        regions=job["regions"],
        thread_workers=job["concurrency"],
        raise_exception=True,
    )
    def count(session):
        return len(session.client("s3").list_buckets()["Buckets"])

    return sum(result["Result"] for result in count()["Results"])


def with_threads(job):
    sts = boto3.client("sts")

    def count(account):
        answer = sts.assume_role(RoleArn=role_arn(account, job["roleName"]), RoleSessionName="benchmark")
        keys = answer["Credentials"]
        session = boto3.Session(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])
        clients = (session.client("s3", region_name=region) for region in job["regions"])
        return sum(len(client.list_buckets()["Buckets"]) for client in clients)

    with ThreadPoolExecutor(job["concurrency"]) as pool:
        return sum(pool.map(count, job["accounts"]))


def cpu_ms():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return (usage.ru_utime + usage.ru_stime) * 1000


def main():
    work = {"botocove": with_botocove, "threads": with_threads}[sys.argv[1]]
    job = json.load(sys.stdin)
    cpu, began = cpu_ms(), time.monotonic()
    buckets = work(job)
    wall_ms = (time.monotonic() - began) * 1000
    json.dump({"buckets": buckets, "wallMs": wall_ms, "cpuMs": cpu_ms() - cpu}, sys.stdout)


main()
