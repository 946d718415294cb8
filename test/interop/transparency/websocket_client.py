"""Dials the address that it is given with python3-websocket, and prints what it sees, a line for each frame."""

import sys

import websocket

MESSAGES = ["hello", "é" * 300, "", "x" * 70_000]


def tell(*words):
    print(*words, flush=True)


def receive(link):
    opcode, data = link.recv_data(control_frame=True)
    tell("frame", opcode, len(data), data[:20])
    return opcode


def talk(link, url):
    tell("open", link.getsubprotocol(), sorted(link.getheaders()))
    if url.endswith("/echo"):
        for message in MESSAGES:
            link.send(message)
            receive(link)
        link.send_binary(b"\x00\xff" * 50)
        receive(link)
        link.ping("beat")
        receive(link)
        link.send_close(1001, b"going")
    while receive(link) != websocket.ABNF.OPCODE_CLOSE:
        pass


def main(url):
    try:
        link = websocket.create_connection(
            url, timeout=20, subprotocols=["v1.chat", "v2.chat"], header=["X-Dup: 1", "x-dup: 2"], cookie="a=b"
        )
    except websocket.WebSocketBadStatusException as refusal:
        tell("refused", refusal.status_code)
        return
    try:
        talk(link, url)
    except websocket.WebSocketException as error:
        # It takes 1012 for an illegal code, for instance.
        tell("error", type(error).__name__, error)
    link.shutdown()


main(sys.argv[1])
