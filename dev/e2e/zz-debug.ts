import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from './client.ts';
import { eventually } from './eventually.ts';
import { FilmProject } from './film-project.ts';
import { startKillableStack } from './killable-stack.ts';
import { Providers } from './providers.ts';
import { makeSong } from './song-file.ts';
const folder = process.argv[2]!;
const OPTIONS = { latency: { image: { meanMs: 1200, jitterMs: 900 }, video: { meanMs: 1200, jitterMs: 900 } } } as const;
let t = Date.now();
let stack = await startKillableStack(folder + '/state', OPTIONS);
console.log('up', Date.now() - t);
const providers = new Providers(stack.simulatorUrl);
const project = await FilmProject.create(new Client(stack.apiUrl, stack.apiKey), { sceneCount: 6 });
await project.uploadAndWait(await makeSong(folder, 'song.mp3', 9.5));
await project.run();
await eventually('paid', async () => (await providers.predictions(project.id, 'image')).length >= 2 ? 1 : null);
console.log((await providers.predictions(project.id)).map((c) => c.status));
await stack.kill();
t = Date.now();
stack = await startKillableStack(folder + '/state', OPTIONS);
console.log('up again', Date.now() - t);
for (let i = 0; i < Number(process.argv[3] ?? 20); i++) { await sleep(1000); console.log(i, (await providers.predictions(project.id)).map((c) => c.kind + c.status).join()); }
console.log('now ask');
console.log(await project.view());
for (let i = 0; i < 20; i++) { await sleep(1000); console.log(i, (await providers.predictions(project.id)).map((c) => c.kind + c.status).join()); }
const jobs = await project.list('jobs');
console.log(JSON.stringify(await project.standing(jobs), null, 1));
await stack.stop();
