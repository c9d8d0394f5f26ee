"""Serves until it is killed; the first line that it prints is its port.

`POST /control` sets fields of the Holding, `GET /control` tells them.
"""

from __future__ import annotations

import json
import ssl
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from tests.partnercenter.pulling.service.answering import (
    Answer,
    answer_of,
    collection,
    refused_token,
    seen,
    sign_in,
)
from tests.partnercenter.pulling.service.holding import Holding

# Who asks more often in one test goes in a circle.
MOST_ASKED = 1000

holding = Holding()
lock = threading.Lock()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Header and body leave at once.
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        with lock:
            answer = self.get()
        self.send(answer)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with lock:
            answer = self.post(body)
        self.send(answer)

    def get(self) -> Answer:
        if self.path == "/control":
            return seen(holding)
        # A proxy is asked for whole addresses.
        address = urlsplit(self.path)
        token = self.headers.get("Authorization") or ""
        asked = {name.lower(): value for name, value in self.headers.items()}
        asked |= {"path": address.path, "query": address.query, "target": self.path}
        holding.asked.append(asked)
        if refusal := refused_token(holding, token):
            return refusal
        if len(holding.asked) > MOST_ASKED:
            return Answer(b"", 404)
        place = self.headers.get("MS-ContinuationToken") or ""
        return collection(holding, address.query, place, self.headers["Host"])

    def post(self, body: bytes) -> Answer:
        if self.path == "/control":
            for name, value in json.loads(body).items():
                setattr(holding, name, value)
            return answer_of({})
        form = parse_qs(body.decode())
        holding.sign_ins.append(form | {"path": [urlsplit(self.path).path]})
        return sign_in(holding, form)

    def send(self, answer: Answer) -> None:
        if answer.hangs:
            threading.Event().wait(60)
        if answer.sent == -1:
            self.close_connection = True
            return
        self.send_response(answer.status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body[: answer.sent])
        self.close_connection = answer.sent is not None

    def log_message(self, *_arguments: object) -> None:
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
if sys.argv[1:]:
    # A file with a certificate and its key.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1])
    server.socket = context.wrap_socket(server.socket, server_side=True)
sys.stdout.write(f"{server.server_address[1]}\n")
sys.stdout.flush()
server.serve_forever()
