"""websockets with its defaults, in the loop of its documentation that reconnects: async for websocket in connect(...)."""

import asyncio
import json
import os
import sys
import threading
import time

import websockets


def tell(event, **fields):
    print(json.dumps({"ev": event, "t": str(time.monotonic_ns()), **fields}), flush=True)


def leave_with_parent():
    sys.stdin.read()
    os._exit(0)


async def main():
    async for websocket in websockets.connect(os.environ["WSCHAOS_URL"]):
        tell("open")
        try:
            await websocket.send("subscribe")
            async for _message in websocket:
                pass
            tell("loss", code=websocket.close_code)
        except websockets.ConnectionClosed:
            tell("loss", code=websocket.close_code)


threading.Thread(target=leave_with_parent, daemon=True).start()
asyncio.run(main())
