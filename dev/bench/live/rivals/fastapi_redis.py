"""Server-sent events as they are usually built with FastAPI and Redis: one subscription per process, a queue per client.

python3 fastapi_redis.py REDIS_SOCKET [log]: prints its port as JSON. POST /events publishes a body, GET /events streams. With
"log" each event is first added to a Redis stream, as long as our own log, in the same transaction.
"""

import asyncio
import json
import socket
import sys

import redis.asyncio
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse

CHANNEL = "events"
LOG = "log"
KEPT = 20_000
IS_LOGGED = "log" in sys.argv[2:]

app = FastAPI()
server = redis.asyncio.Redis(unix_socket_path=sys.argv[1], decode_responses=True)
clients: set[asyncio.Queue[str]] = set()


async def listen() -> None:
    async with server.pubsub(ignore_subscribe_messages=True) as subscription:
        await subscription.subscribe(CHANNEL)
        async for message in subscription.listen():
            for client in clients:
                client.put_nowait(message["data"])


@app.on_event("startup")
async def start() -> None:
    app.state.listener = asyncio.create_task(listen())


@app.post("/events", status_code=202)
async def publish(request: Request) -> dict[str, bool]:
    event = (await request.body()).decode()
    if IS_LOGGED:
        async with server.pipeline(transaction=True) as pipe:
            await pipe.xadd(LOG, {"event": event}, maxlen=KEPT).publish(CHANNEL, event).execute()
    else:
        await server.publish(CHANNEL, event)
    return {"published": True}


@app.get("/events")
async def stream() -> StreamingResponse:
    async def frames():
        client: asyncio.Queue[str] = asyncio.Queue()
        clients.add(client)
        try:
            yield ": ready\n\n"
            while True:
                yield f"data: {await client.get()}\n\n"
        finally:
            clients.discard(client)

    return StreamingResponse(frames(), media_type="text/event-stream")


if __name__ == "__main__":
    listener = socket.create_server(("127.0.0.1", 0), backlog=2048)
    print(json.dumps({"event": "listening", "port": listener.getsockname()[1]}), flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False)).run(sockets=[listener])
