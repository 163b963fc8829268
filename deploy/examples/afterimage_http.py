#!/usr/bin/env python3
"""Sends images to Afterimage over HTTP and follows labels. Python 3.8 or newer, its standard library only.

  afterimage_http.py upload FILE|FOLDER ... [--source NAME] [--wait 10s]
  afterimage_http.py follow [--source NAME] [--count N]
  afterimage_http.py load FILE ... --concurrency 200 --requests 2000 [--wait 30s]
"""
import argparse
import collections
import http.client
import json
import os
import pathlib
import sys
import threading
import time
import urllib.parse

TYPES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp",
         ".bmp": "image/bmp", ".tif": "image/tiff", ".tiff": "image/tiff", ".gif": "image/gif"}
TRIES = 20


class Client:
    """One connection; for one thread."""

    def __init__(self, url, token):
        parts = urllib.parse.urlsplit(url)
        self.connection = http.client.HTTPConnection(parts.hostname, parts.port or 80, timeout=60)
        self.headers = {"Authorization": "Bearer " + token}

    def upload(self, data, media_type, **parameters):
        """Sends one image. Returns the status, the answer, and how long to pause before another try."""
        query = urllib.parse.urlencode({k: v for k, v in parameters.items() if v})
        self.connection.request("POST", "/v1/images?" + query, data, {**self.headers, "Content-Type": media_type})
        response = self.connection.getresponse()
        return response.status, json.loads(response.read()), int(response.headers.get("Retry-After", 0))

    def upload_patiently(self, *image, **parameters):
        """The same, and again while the service says that it is busy."""
        for _ in range(TRIES):
            status, answer, pause = self.upload(*image, **parameters)
            if status not in (429, 503):
                break
            time.sleep(pause)
        return status, answer

    def follow(self, sources):
        """Yields each event's name and its JSON object, as they come."""
        query = urllib.parse.urlencode([("source", source) for source in sources])
        self.connection.request("GET", "/v1/labels?" + query, headers=self.headers)
        response = self.connection.getresponse()
        if response.status != 200:
            sys.exit(response.read().decode())
        event = None
        for line in response:
            name, _, value = line.decode().rstrip("\n").partition(": ")
            if name == "event":
                event = value
            elif name == "data":
                yield event, json.loads(value)


def images(paths):
    """The image files among files and folders."""
    for path in map(pathlib.Path, paths):
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (file for file in files if file.suffix.lower() in TYPES)


def read(file):
    return file.read_bytes(), TYPES[file.suffix.lower()]


def upload(options, token):
    client = Client(options.url, token)
    failed = 0
    for file in images(options.paths):
        status, answer = client.upload_patiently(*read(file), source=options.source, wait=options.wait)
        failed += status >= 400
        print(json.dumps({"path": str(file), "status": status, **answer}), flush=True)
    return 1 if failed else 0


def follow(options, token):
    for number, (event, result) in enumerate(Client(options.url, token).follow(options.source or []), 1):
        print(json.dumps({"event": event, **result}), flush=True)
        if number == options.count:
            return 0
    return 0


def load(options, token):
    """Many clients at once: each sends its share, one image after the other, without trying again."""
    bodies = [read(file) for file in images(options.paths)]
    statuses, millis, lock = collections.Counter(), [], threading.Lock()
    numbers = iter(range(options.requests))

    def run():
        client = Client(options.url, token)
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            began = time.perf_counter()
            try:
                status, answer, _ = client.upload(*bodies[number % len(bodies)], source=options.source,
                                                  wait=options.wait)
                outcome = str(status) if status < 400 else f"{status} {answer['reason']}"
            except (OSError, http.client.HTTPException) as failure:
                outcome = type(failure).__name__
                client = Client(options.url, token)
            took = (time.perf_counter() - began) * 1000
            with lock:
                statuses[outcome] += 1
                if outcome == "200":
                    millis.append(took)

    began = time.perf_counter()
    threads = [threading.Thread(target=run) for _ in range(options.concurrency)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    millis.sort()

    def percentile(share):
        return round(millis[min(len(millis) - 1, int(share * len(millis)))], 1) if millis else None

    print(json.dumps({"requests": options.requests, "concurrency": options.concurrency,
                      "seconds": round(seconds, 2), "per_second": round(options.requests / seconds, 1),
                      "statuses": dict(statuses), "labelled": len(millis),
                      "p50_ms": percentile(0.5), "p99_ms": percentile(0.99)}))
    return 0 if set(statuses) <= {"200", "202"} else 1


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default="http://127.0.0.1:9094", help="the classifier (default: %(default)s)")
    parser.add_argument("--token-file", default=".afterimage/secrets/http.token",
                        help="the token's file, as 'afterimage status' tells (default: %(default)s)")
    commands = parser.add_subparsers(dest="command", required=True)
    up = commands.add_parser("upload", help="send files and folders")
    up.set_defaults(run=upload)
    many = commands.add_parser("load", help="send many at once, and measure")
    many.set_defaults(run=load)
    many.add_argument("--concurrency", type=int, default=200)
    many.add_argument("--requests", type=int, default=2000)
    for command in (up, many):
        command.add_argument("paths", nargs="+", metavar="PATH")
        command.add_argument("--source")
        command.add_argument("--wait", default="30s" if command is many else None, help="such as 10s, at most 30s")
    tail = commands.add_parser("follow", help="print labels as they come")
    tail.set_defaults(run=follow)
    tail.add_argument("--source", action="append", help="may be given more than once")
    tail.add_argument("--count", type=int)
    return parser.parse_args()


def main():
    options = arguments()
    with open(os.path.expanduser(options.token_file), encoding="ascii") as file:
        token = file.read().strip()
    return options.run(options, token)


if __name__ == "__main__":
    sys.exit(main())
