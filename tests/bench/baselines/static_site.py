"""Baseline: the same chart and filter as one HTML file and plotly.js, from a plain file server; ``brotli`` sends both compressed."""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli
import plotly
from rows import SIDES, bars, rows, title

frame = rows()
FIGURES = {side: {"title": title(frame, side), "figure": bars(frame, side).to_plotly_json()} for side in SIDES}
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Rod</title><script src="/plotly.js"></script></head><body>
<select id="side"><option>all</option><option>left</option><option>right</option></select><h2></h2><div id="chart"></div>
<script>const all = DATA;
function show(side) { document.querySelector("h2").textContent = all[side].title;
  Plotly.react("chart", all[side].figure.data, all[side].figure.layout); }
document.querySelector("#side").addEventListener("input", event => show(event.target.value)); show("all");</script></body></html>"""


def plain(value: object) -> object:
    return value.tolist() if hasattr(value, "tolist") else list(value)  # type: ignore[call-overload]


FILES = {
    "/": ("text/html; charset=utf-8", PAGE.replace("DATA", json.dumps(FIGURES, default=plain)).encode()),
    "/plotly.js": ("text/javascript", (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_bytes()),
}


class Handler(BaseHTTPRequestHandler):
    """Answers from memory."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        kind, body = FILES.get(self.path, ("", b""))
        self.send_response(200 if kind else 404)
        if COMPRESSED and kind:
            self.send_header("Content-Encoding", "br")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    COMPRESSED = sys.argv[2] == "brotli"
    if COMPRESSED:
        FILES = {path: (kind, brotli.compress(body, quality=9)) for path, (kind, body) in FILES.items()}
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
