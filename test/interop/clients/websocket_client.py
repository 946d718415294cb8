"""websocket-client's WebSocketApp with the pings of its documentation ("Ping/Pong Usage"): one a minute, 10 s for the answer. This
version does not reconnect; to run again 5 s later, which its documentation has for later versions, is this program's own."""

import json
import os
import sys
import threading
import time

import websocket

RECONNECT_AFTER = 5.0


def tell(event, **fields):
    print(json.dumps({"ev": event, "t": str(time.monotonic_ns()), **fields}), flush=True)


def leave_with_parent():
    sys.stdin.read()
    os._exit(0)


def on_open(app):
    tell("open")
    app.send("subscribe")


def on_error(_app, error):
    tell("error", err=str(error))


def on_close(_app, code, _reason):
    tell("loss", **({} if code is None else {"code": code}))


threading.Thread(target=leave_with_parent, daemon=True).start()
while True:
    tell("connecting")
    app = websocket.WebSocketApp(os.environ["WSCHAOS_URL"], on_open=on_open, on_error=on_error, on_close=on_close)
    app.run_forever(ping_interval=60, ping_timeout=10)
    time.sleep(RECONNECT_AFTER)
