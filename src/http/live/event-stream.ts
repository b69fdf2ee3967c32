/** A comment is sent this often, so that proxies keep the connection open. In milliseconds. */
const KEEP_ALIVE = 15_000;

/**
 * Bridges an object's socket to server-sent events: the object hibernates with its socket, the Worker holds the
 * stream. `id` is the event's `seq`; a snapshot has the id of the newest event in it.
 * Source: WHATWG HTML, "Server-sent events".
 */
export function bridgeToEventStream(socket: WebSocket, signal: AbortSignal): Response {
  const encoder = new TextEncoder();
  let timer: ReturnType<typeof setInterval> | undefined;
  let isOpen = true;
  const close = () => {
    isOpen = false;
    clearInterval(timer);
    socket.close(1000, 'stream closed');
  };
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      // The reader may be gone while messages of the socket are still on their way.
      const write = (text: string) => {
        if (isOpen) controller.enqueue(encoder.encode(text));
      };
      socket.addEventListener('message', ({ data }) => write(frame(String(data))));
      const end = () => {
        clearInterval(timer);
        if (isOpen) controller.close();
        isOpen = false;
      };
      socket.addEventListener('close', end, { once: true });
      timer = setInterval(() => write(': keep-alive\n\n'), KEEP_ALIVE);
      write('retry: 1000\n\n');
      socket.accept();
    },
    cancel: close,
  });
  signal.addEventListener('abort', close, { once: true });
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}

function frame(message: string): string {
  const { seq, type } = JSON.parse(message) as { seq: number; type: string }; // written by the object's own sockets
  return `id: ${seq}\nevent: ${type}\ndata: ${message}\n\n`;
}
