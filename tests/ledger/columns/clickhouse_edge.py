"""A ClickHouse server as its HTTP interface is described, that answers by the embedded ClickHouse.

https://clickhouse.com/docs/interfaces/http: the statement is the body; `param_x`, `default_format` and
settings stand in the address; user and password in headers; a failure is 500 (403 for a wrong password, 404
where something unknown is named) with its text and number.
"""

import re
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import chdb

PASSWORD = "s3cret pass/word"
NO_SETTINGS = {"default_format", "wait_end_of_query", "database", "query"}


class Edge(ThreadingHTTPServer):
    """What came in stands in `seen`; `fault` says how the next answers go wrong."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answering)
        self.seen, self.fault, self.turn = [], "", threading.Lock()
        self.session = chdb.connect(":memory:")


class Answering(BaseHTTPRequestHandler):
    """One request."""

    def log_message(self, *_):
        """Say nothing."""

    def do_POST(self):
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        asked = dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))
        self.server.seen.append((self.path, dict(self.headers), text))
        if (
            self.headers.get("X-ClickHouse-User") != "veche"
            or self.headers.get("X-ClickHouse-Key") != PASSWORD
        ):
            return self._say(403, b"Code: 516. DB::Exception: veche: Authentication failed", "516")
        fault = self.server.fault
        if fault == "slow":
            time.sleep(4)
        if fault == "memory":
            return self._say(500, b"Code: 241. DB::Exception: Memory limit exceeded", "241")
        if fault == "nonsense":
            return self._say(502, b"<html>bad gateway</html>", None)
        return self._answer(text, asked, cut=fault == "cut")

    def _answer(self, text, asked, cut):
        values = {name.removeprefix("param_"): value for name, value in asked.items() if name[:6] == "param_"}
        chosen = {
            name: value for name, value in asked.items() if name[:6] != "param_" and name not in NO_SETTINGS
        }
        with self.server.turn:
            try:
                for name, value in chosen.items():
                    self.server.session.query(f"SET {name} = '{value}'")
                body = self.server.session.query(text, asked["default_format"], params=values).bytes()
            except RuntimeError as error:
                code = re.search(r"Code: (\d+)", str(error))
                return self._say(500, str(error).encode(), code[1] if code else "1002")
        return self._say(200, body[: len(body) // 2] if cut else body, None)

    def _say(self, status, body, code):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if code:
            self.send_header("X-ClickHouse-Exception-Code", code)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def clickhouse_server():
    """A server on a free port of this machine."""
    server = Edge()
    running = threading.Thread(target=server.serve_forever, daemon=True)
    running.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        server.session.close()
        running.join()
