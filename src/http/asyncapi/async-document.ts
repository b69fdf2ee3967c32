import { HEARTBEAT, liveMessages, type Message, type Schema, viewSchemas } from './messages.ts';

const QUERY: Schema = {
  type: 'object',
  properties: {
    since: {
      type: 'integer',
      minimum: 0,
      description:
        'Number of the last event that was seen; what came after it is sent first. Without it, a snapshot.',
    },
    ticket: { type: 'string', description: 'A ticket of this project, in the place of a header.' },
  },
};

const PARAMETERS = {
  projectId: {
    description: 'The project whose changes are told.',
    examples: ['0198c0de-0000-7000-8000-000000000001'],
  },
};

/**
 * The live updates as an AsyncAPI 3.0 document, made from the schemas that the events are written by. It describes
 * what this API does: `send` is what clients receive.
 *
 * @param publicUrl where the API is reached, without a final slash
 */
export function asyncDocument(publicUrl: string): Schema {
  const { host, protocol, pathname } = new URL(publicUrl);
  const isSecure = protocol === 'https:';
  const server = (name: string, description: string) => ({
    host,
    ...(pathname === '/' ? {} : { pathname }),
    protocol: isSecure ? `${name}s` : name,
    description,
    security: ['apiKey', 'token', 'ticket'].map((scheme) => ({
      $ref: `#/components/securitySchemes/${scheme}`,
    })),
  });
  const events = liveMessages();
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'OMVEE live updates',
      version: '0.1.0',
      description:
        'Every change of a project, numbered without a gap: `seq` begins at 1 and rises by one. A client that remembers the last number it saw resumes exactly there. Socket and stream say the same. The REST routes are in `/openapi.json`.',
    },
    defaultContentType: 'application/json',
    servers: {
      socket: server('ws', 'WebSocket.'),
      stream: server('http', 'Server-sent events.'),
    },
    channels: {
      socket: {
        address: '/api/projects/{projectId}/ws',
        title: 'WebSocket',
        description: 'One JSON message per frame. Resume with `?since=`.',
        servers: [{ $ref: '#/servers/socket' }],
        parameters: PARAMETERS,
        messages: references({ ...events, ...HEARTBEAT }),
        bindings: { ws: { method: 'GET', query: QUERY, bindingVersion: '0.1.0' } },
      },
      stream: {
        address: '/api/projects/{projectId}/stream',
        title: 'Server-sent events',
        description:
          'The messages of the socket as `text/event-stream`: `event` is the type, `id` the `seq`, `data` the message. Resume with `Last-Event-ID`, which browsers send by themselves, or `?since=`.',
        servers: [{ $ref: '#/servers/stream' }],
        parameters: PARAMETERS,
        messages: references(events),
      },
    },
    operations: {
      tellSocket: operation('send', 'socket', events, 'What happens, over the socket.'),
      tellStream: {
        ...operation('send', 'stream', events, 'What happens, as server-sent events.'),
        bindings: { http: { method: 'GET', query: QUERY, bindingVersion: '0.3.0' } },
      },
      answerPing: {
        ...operation('receive', 'socket', { ping: HEARTBEAT.ping }, 'Answers `ping` with `pong`.'),
        reply: {
          channel: { $ref: '#/channels/socket' },
          messages: [{ $ref: '#/channels/socket/messages/pong' }],
        },
      },
    },
    components: {
      messages: { ...events, ...HEARTBEAT },
      schemas: viewSchemas(),
      securitySchemes: {
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key, `omv_…`, with the scope `read`.',
        },
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: "A token of the deployment's identity provider with the scope `read`.",
        },
        ticket: {
          type: 'httpApiKey',
          in: 'query',
          name: 'ticket',
          description:
            'A pass of one minute from `POST /api/projects/{projectId}/tickets`, for browsers, which cannot send headers here.',
        },
      },
    },
  };
}

function references(messages: Record<string, Message>) {
  return Object.fromEntries(
    Object.keys(messages).map((name) => [name, { $ref: `#/components/messages/${name}` }]),
  );
}

function operation(
  action: 'send' | 'receive',
  channel: string,
  messages: Record<string, Message>,
  summary: string,
) {
  return {
    action,
    summary,
    channel: { $ref: `#/channels/${channel}` },
    messages: Object.keys(messages).map((name) => ({ $ref: `#/channels/${channel}/messages/${name}` })),
  };
}
