"""A client as many write it with websocket-client: run_forever(ping_interval=1) in a thread, while the main thread watches
last_pong_tm and sends; whatever goes wrong, it runs again. With --quiet it tells nothing, and is judged from the wire."""

import json
import os
import sys
import threading
import time

import websocket

URL = os.environ["WSCHAOS_URL"]
QUIET = "--quiet" in sys.argv[1:]
PING_INTERVAL = 1.0
OLDEST_PONG = 2.0  # one interval, and a second for the answer
SEND_EVERY = 0.5
CONNECT_TIMEOUT = 5.0


def tell(event, **fields):
    if not QUIET:
        print(json.dumps({"ev": event, "t": str(time.monotonic_ns()), **fields}), flush=True)


class Session:
    """One run of run_forever()."""

    def __init__(self):
        self.opened = threading.Event()
        self.opened_at = 0.0
        self.is_ready = False
        self.app = websocket.WebSocketApp(URL, on_open=self.on_open, on_message=self.on_message)
        self.thread = threading.Thread(target=self.app.run_forever, kwargs={"ping_interval": PING_INTERVAL}, daemon=True)

    def on_open(self, _app):
        self.opened_at = time.time()
        tell("open")
        self.opened.set()

    def on_message(self, _app, _message):
        if not self.is_ready:
            self.is_ready = True
            tell("ready")

    def run(self):
        """Returns why the link is no longer any good."""
        tell("connecting")
        self.thread.start()
        give_up_at = time.time() + CONNECT_TIMEOUT
        while not self.opened.wait(0.01):
            if not self.thread.is_alive():
                return "tcp.refused"
            if time.time() > give_up_at:
                return "connect.timeout"
        send_at = time.time()
        while True:
            if time.time() - max(self.app.last_pong_tm, self.opened_at) > OLDEST_PONG:
                return "ping.timeout"
            if time.time() >= send_at:
                send_at += SEND_EVERY
                try:
                    self.app.send("are you there")
                except (websocket.WebSocketException, OSError):
                    return "send.error"
            time.sleep(0.01)


def leave_with_parent():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=leave_with_parent, daemon=True).start()
while True:
    session = Session()
    why = session.run()
    tell("loss", cause=why)
    session.app.close()  # says goodbye, and waits for an answer that a dead link never gives
    session.thread.join()
    tell("close")
    time.sleep(0.2)
