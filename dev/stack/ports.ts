import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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
    const old = known[name] ?? 0;
    if (old !== 0 && !taken.has(old) && (await isFreeSoon(old))) return take(old);
    if (preferred !== 0 && !taken.has(preferred) && (await isFree(preferred))) return take(preferred);
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

/** A process that was killed just now may hold its port for another moment. */
async function isFreeSoon(port: number): Promise<boolean> {
  for (let tries = 0; tries < 10; tries += 1) {
    if (await isFree(port)) return true;
    await sleep(100);
  }
  return false;
}

/** Whether one can listen there now. */
function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
