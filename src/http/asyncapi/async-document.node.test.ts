import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { EVENT_VIEWS, ServerMessage } from '#contracts/events.ts';
import { asyncDocument } from './async-document.ts';
import { HEARTBEAT, liveMessages } from './messages.ts';

const document = asyncDocument('https://api.example');
const messages = Object.entries({ ...liveMessages(), ...HEARTBEAT });

function validator() {
  // Keywords of the AsyncAPI meta-schema are no JSON Schema's; `strict` would refuse them.
  const ajv = new Ajv({ strict: false, allErrors: true });
  // The package is CommonJS; its function is the default export.
  addFormats.default(ajv);
  return ajv;
}

/** The official schema of AsyncAPI 3.0. */
const official = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('@asyncapi/specs/schemas/3.0.0.json'), 'utf8'),
);

// It brings draft 7's own schema along, which ajv has already.
delete official.definitions['http://json-schema.org/draft-07/schema'];

describe('/asyncapi.json', () => {
  it('is a valid AsyncAPI 3.0 document, wherever the API is', () => {
    const validate = validator().compile(official);
    for (const url of ['https://api.example', 'http://127.0.0.1:8787', 'https://example.org/omvee']) {
      validate(asyncDocument(url));
      expect(validate.errors).toBeNull();
    }
    validate({ ...document, channels: { socket: { address: 7 } } });
    expect(validate.errors).not.toBeNull();
  });

  it('names servers that speak as the deployment does', () => {
    expect(document).toMatchObject({
      servers: { socket: { host: 'api.example', protocol: 'wss' }, stream: { protocol: 'https' } },
    });
    expect(asyncDocument('http://127.0.0.1:8787')).toMatchObject({
      servers: { socket: { host: '127.0.0.1:8787', protocol: 'ws' }, stream: { protocol: 'http' } },
    });
  });

  it('has every event, and every reference in it leads somewhere', () => {
    const kinds = Object.keys(EVENT_VIEWS).flatMap((kind) => [`${kind}.updated`, `${kind}.removed`]);
    expect(messages.map(([name]) => name).sort()).toEqual(
      [...kinds, 'snapshot', 'ready', 'ping', 'pong'].sort(),
    );
    const references = JSON.stringify(document).match(/"\$ref":"[^"]+"/g) ?? [];
    expect(references.length).toBeGreaterThan(100);
    const broken = references.filter((reference) => {
      const path = reference.slice('"$ref":"#/'.length, -1).split('/');
      return path.reduce<unknown>((at, step) => Reflect.get(Object(at), step), document) === undefined;
    });
    expect(broken).toEqual([]);
  });
});

describe('the message', () => {
  const ajv = validator();
  ajv.addSchema({ $id: 'document', ...document });
  const check = (name: string) => {
    const validate = ajv.getSchema(`document#/components/messages/${name}/payload`);
    if (validate === undefined) throw new Error(`${name} has no payload`);
    return validate;
  };

  it.each(messages)('%s has an example that fits its schema', (name, { examples }) => {
    expect(examples.length).toBeGreaterThan(0);
    const validate = check(name);
    for (const { payload } of examples) {
      validate(payload);
      expect(validate.errors).toBeNull();
      if (name !== 'ping' && name !== 'pong') expect(ServerMessage.safeParse(payload).error).toBeUndefined();
    }
  });

  it.each(Object.entries(EVENT_VIEWS))('%s.updated carries what the contract says', (kind, view) => {
    const [example] = liveMessages()[`${kind}.updated`]?.examples ?? [];
    const { data } = Object(example?.payload);
    expect(view.safeParse(data).error).toBeUndefined();
    const validate = check(`${kind}.updated`);
    expect(validate({ seq: 1, at: '2026-11-22T10:00:12.000Z', type: `${kind}.updated`, data: {} })).toBe(
      false,
    );
    expect(validate({ seq: 0, at: '2026-11-22T10:00:12.000Z', type: `${kind}.updated`, data })).toBe(false);
    expect(validate({ seq: 1, at: '2026-11-22T10:00:12.000Z', type: 'other.updated', data })).toBe(false);
  });
});
