import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AUDIENCE, ISSUER, keySetOf, type SigningKey } from './tokens.ts';

/** Publishes a JWK set over HTTP on this machine, and fails where it is told to. */
export class IdentityProvider {
  /** What the set holds now. */
  keys: readonly SigningKey[];
  /** What it answers instead; `hang` never answers. */
  failure: { status: number; body: string } | 'hang' | null = null;
  /** How often it was asked. */
  asked = 0;
  /** The API's settings that name it. */
  readonly env: { AUTH_JWKS_URL: string; AUTH_ISSUER: string; AUTH_AUDIENCE: string };
  readonly #server: Server;

  private constructor(server: Server, keys: readonly SigningKey[]) {
    // A server that listens on TCP has an address of this shape.
    const { port } = server.address() as AddressInfo;
    const AUTH_JWKS_URL = `http://127.0.0.1:${port}/jwks.json`;
    this.env = { AUTH_JWKS_URL, AUTH_ISSUER: ISSUER, AUTH_AUDIENCE: AUDIENCE };
    this.keys = keys;
    this.#server = server.on('request', (_, response: ServerResponse) => this.#answer(response));
  }

  static async start(keys: readonly SigningKey[]): Promise<IdentityProvider> {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return new IdentityProvider(server, keys);
  }

  #answer(response: ServerResponse): void {
    this.asked += 1;
    if (this.failure === 'hang') return;
    const answer = this.failure ?? { status: 200, body: JSON.stringify(keySetOf(this.keys)) };
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
  }

  /** From here on nobody answers at its address. */
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    if (this.#server.listening) await new Promise((closed) => this.#server.close(closed));
  }
}
