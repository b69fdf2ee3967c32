import { z } from 'zod';
import type { JobKind } from '#contracts/entities/index.ts';
import {
  ApprovalView,
  ClipView,
  FilmView,
  ImageView,
  JobView,
  LyricsView,
  ProjectView,
  PromptView,
  RunView,
  SceneView,
  TaskView,
  UploadView,
  UsageView,
} from '#contracts/views/views.ts';
import type { Client } from './client.ts';
import { eventually } from './eventually.ts';
import { listAll } from './list-all.ts';
import type { SongFile } from './song-file.ts';

const Presigned = z.object({
  upload: UploadView,
  url: z.string(),
  headers: z.record(z.string(), z.string()),
});
const Started = z.object({ run: RunView, jobs: z.array(JobView) });
const JobDetail = JobView.extend({ tasks: z.array(TaskView) });

/** Each list of a project with the view of its items. */
const LISTS = {
  jobs: JobView,
  runs: RunView,
  scenes: SceneView,
  prompts: PromptView,
  images: ImageView,
  clips: ClipView,
  approvals: ApprovalView,
  videos: FilmView,
  usage: UsageView,
} as const;
type ListName = keyof typeof LISTS;
type ItemOf<L extends ListName> = z.infer<(typeof LISTS)[L]>;

/** What `POST /api/projects` takes. */
export interface Wishes {
  title?: string;
  aspectRatio?: '16:9' | '9:16' | '1:1';
  resolution?: '480p' | '720p' | '1080p';
  style?: string;
  stylePack?: string | null;
  sceneCount?: number | null;
  approvals?: 'manual' | 'automatic';
  imageModel?: string;
  budgetUsd?: number | null;
}

/** One project, walked through by a client. */
export class FilmProject {
  readonly client: Client;
  readonly id: string;

  constructor(client: Client, id: string) {
    this.client = client;
    this.id = id;
  }

  /** Small and quick unless wished otherwise: 480p, two scenes, every take approved by itself. */
  static async create(client: Client, wishes: Wishes = {}): Promise<FilmProject> {
    const { id } = await client.ask('POST', '/api/projects', ProjectView, {
      title: 'A film',
      resolution: '480p',
      sceneCount: 2,
      approvals: 'automatic',
      ...wishes,
    });
    return new FilmProject(client, id);
  }

  get path(): string {
    return `/api/projects/${this.id}`;
  }

  /** Asks for a place for the file. */
  presign(file: SongFile, sizeBytes = file.bytes.byteLength): Promise<z.infer<typeof Presigned>> {
    return this.client.ask('POST', '/api/uploads/presign', Presigned, {
      projectId: this.id,
      fileName: file.name,
      contentType: file.type,
      sizeBytes,
    });
  }

  /** Puts the file to storage and answers the upload; nobody was told yet that it is there. */
  async put(file: SongFile): Promise<UploadView> {
    const { upload, url, headers } = await this.presign(file);
    const response = await fetch(url, { method: 'PUT', headers, body: new Uint8Array(file.bytes) });
    if (!response.ok) throw new Error(`the storage answered ${response.status}`);
    await response.body?.cancel();
    return upload;
  }

  /** Uploads the song and says that it is there; it is probed meanwhile. */
  async upload(file: SongFile): Promise<UploadView> {
    const { id } = await this.put(file);
    return this.client.ask('POST', `/api/uploads/${id}/complete`, UploadView, { projectId: this.id });
  }

  /** Uploads the song and waits until it was probed. */
  async uploadAndWait(file: SongFile): Promise<void> {
    await this.upload(file);
    await eventually('the song is probed', async () => {
      const { songId } = await this.view();
      return songId;
    });
  }

  lyrics(source: string): Promise<LyricsView> {
    return this.client.ask('PUT', `${this.path}/lyrics`, LyricsView, { source });
  }

  view(): Promise<ProjectView> {
    return this.client.ask('GET', this.path, ProjectView);
  }

  async list<L extends ListName>(name: L): Promise<ItemOf<L>[]> {
    const view: z.ZodType<ItemOf<ListName>> = LISTS[name];
    // Small pages, so that every test shows that they make the whole list.
    const items = await listAll(this.client, `${this.path}/${name}`, view, 7);
    // The schema was picked by the name of the list, which the compiler does not follow through the table.
    return items as ItemOf<L>[];
  }

  run(until: JobKind = 'assemble_video'): Promise<z.infer<typeof Started>> {
    return this.client.ask('POST', `${this.path}/run`, Started, { until });
  }

  /** Starts one stage: `transcribe`, `generate-images` … */
  start(stage: string, body: object = {}): Promise<JobView> {
    return this.client.ask('POST', `${this.path}/${stage}`, JobView, body);
  }

  /** Runs the stages and waits until all of their jobs ended. */
  async runToEnd(until: JobKind = 'assemble_video', patienceSeconds?: number): Promise<Outcome> {
    const { jobs } = await this.run(until);
    return this.ended(jobs, patienceSeconds);
  }

  /** Waits until these jobs ended. */
  async ended(jobs: readonly Pick<JobView, 'id'>[], patienceSeconds?: number): Promise<Outcome> {
    const wanted = jobs.map(({ id }) => id);
    const look = async () => (await this.list('jobs')).filter(({ id }) => wanted.includes(id));
    const ended = await eventually(
      `${wanted.length} jobs end`,
      async () => {
        const found = await look();
        return found.length === wanted.length && found.every(({ endedAt }) => endedAt !== null)
          ? found
          : null;
      },
      {
        ...(patienceSeconds === undefined ? {} : { patienceSeconds }),
        seen: async () => JSON.stringify(await this.standing(await look())),
      },
    );
    return new Outcome(ended);
  }

  job(id: string): Promise<z.infer<typeof JobDetail>> {
    return this.client.ask('GET', `${this.path}/jobs/${id}`, JobDetail);
  }

  /** How the open jobs stand, for the message of a test that waited in vain. */
  async standing(jobs: readonly JobView[]): Promise<unknown> {
    const open = jobs.filter(({ endedAt }) => endedAt === null);
    const details = await Promise.all(open.map(({ id }) => this.job(id)));
    return details.map(({ stage, status, tasks }) => ({
      stage,
      status,
      tasks: tasks.map(
        ({ work, status, attempt, failure }) => `${work} ${status} ${attempt} ${failure?.code}`,
      ),
    }));
  }
}

/** Jobs that ended. */
export class Outcome {
  readonly jobs: readonly JobView[];

  constructor(jobs: readonly JobView[]) {
    this.jobs = jobs;
  }

  /** The job of a stage. Throws where there is none. */
  of(stage: JobKind): JobView {
    const job = this.jobs.find((job) => job.stage === stage);
    if (job === undefined) throw new Error(`there is no job ${stage}`);
    return job;
  }

  /** Statuses by stage. */
  get statuses(): Record<string, string> {
    return Object.fromEntries(this.jobs.map(({ stage, status }) => [stage, status]));
  }
}
