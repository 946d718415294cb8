"""A server on python3-websockets. Its first line is its port; then it prints what it sees."""

import asyncio
import http

import websockets


def show(message):
    kind = "text" if isinstance(message, str) else "binary"
    return f"{kind} {len(message)} {message[:20]!r}"


def tell(*words):
    print(*words, flush=True)


async def refuse(path, headers):
    if path == "/refuse":
        return http.HTTPStatus.UNAUTHORIZED, [("WWW-Authenticate", "Basic realm=a")], b"who are you?\n"
    return None


async def serve(link):
    names = [name for name, _ in link.request_headers.raw_items()]
    tell("open", link.path, names, link.request_headers.get("Cookie"), link.subprotocol)
    if link.path == "/close":
        await link.close(4001, "no more")
    elif link.path == "/cut":
        link.transport.abort()
    try:
        async for message in link:
            tell(show(message))
            await link.ping(b"beat")
            await link.send(message)
    except websockets.ConnectionClosedError as error:
        tell("error", error)
    tell("close", link.close_code, link.close_reason)


async def main():
    server = await websockets.serve(serve, "127.0.0.1", 0, process_request=refuse, subprotocols=["v2.chat"])
    tell(server.sockets[0].getsockname()[1])
    await asyncio.Future()


asyncio.run(main())
