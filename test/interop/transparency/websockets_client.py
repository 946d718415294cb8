"""Dials the address that it is given with python3-websockets, and prints what it sees, a line for each thing."""

import asyncio
import sys

import websockets

MESSAGES = ["hello", "é" * 300, "", b"\x00\xff" * 50, "x" * 70_000]


def show(message):
    kind = "text" if isinstance(message, str) else "binary"
    return f"{kind} {len(message)} {message[:20]!r}"


def tell(*words):
    print(*words, flush=True)


async def talk(link):
    tell("open", link.subprotocol, [extension.name for extension in link.extensions])
    tell("answer", [name for name, _ in link.response_headers.raw_items()])
    if link.path == "/echo":
        for message in MESSAGES:
            await link.send(message)
            tell(show(await link.recv()))
        await link.send(["in ", "three ", "fragments"])
        tell(show(await link.recv()))
        await (await link.ping(b"beat"))
        tell("pong")
        await link.close(1001, "going")
    else:
        async for message in link:
            tell(show(message))


async def main(url):
    try:
        link = await websockets.connect(
            url, subprotocols=["v1.chat", "v2.chat"], extra_headers=[("Cookie", "a=b"), ("X-Dup", "1"), ("x-dup", "2")]
        )
    except websockets.InvalidStatusCode as refusal:
        tell("refused", refusal.status_code, refusal.headers.get("WWW-Authenticate"))
        return
    try:
        await talk(link)
    except websockets.ConnectionClosedError as error:
        tell("error", error)
    tell("close", link.close_code, link.close_reason)


asyncio.run(main(sys.argv[1]))
