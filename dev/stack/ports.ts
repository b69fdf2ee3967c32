import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';

const PORT_NAMES = ['api', 'inspector', 'postgres', 'simulators', 'media'] as const;
type PortName = (typeof PORT_NAMES)[number];
export type Ports = Readonly<Record<PortName, number>>;

const Known = z.partialRecord(z.enum(PORT_NAMES), z.int().min(1).max(65_535));

/**
 * Below the range from which systems take ports for outgoing connections, so that a port is still free when its
 * owner comes back.
 */
const FIRST = 20_000;
const LAST = 31_999;

/**
 * The ports of a stack: those of its last start where they are free, since URLs that were handed out hold them.
 *
 * @param preferredApi wished for the API, where it had none before
 */
export async function choosePorts(stateDir: string, preferredApi = 0): Promise<Ports> {
  const file = join(stateDir, 'ports.json');
  const known = await readKnown(file);
  const taken = new Set<number>();
  const choose = async (name: PortName, preferred = 0): Promise<number> => {
    for (const port of [known[name] ?? 0, preferred]) {
      if (port !== 0 && !taken.has(port) && (await isFree(port))) return take(port);
    }
    for (;;) {
      const port = FIRST + Math.floor(Math.random() * (LAST - FIRST + 1));
      if (!taken.has(port) && (await isFree(port))) return take(port);
    }
  };
  const take = (port: number) => {
    taken.add(port);
    return port;
  };
  const ports: Ports = {
    api: await choose('api', preferredApi),
    inspector: await choose('inspector'),
    postgres: await choose('postgres'),
    simulators: await choose('simulators'),
    media: await choose('media'),
  };
  await writeFile(file, `${JSON.stringify(ports)}\n`);
  return ports;
}

async function readKnown(file: string): Promise<z.infer<typeof Known>> {
  try {
    return Known.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    // A first start, or a file that somebody spoiled: new ports.
    return {};
  }
}

/** Whether one can listen there now. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
