import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Waveform } from '#contracts/media-jobs/analyze-song.ts';
import { type Api, answer, fileUrl } from '#dev/client/api-client.ts';
import type { Made } from '../make-film.ts';
import type { Sheet } from './sheet.ts';
import { sheetSvg } from './sheet-svg.ts';

const run = promisify(execFile);

/** Draws the film's scenes over the song's beats, sections and energy. Answers what it drew. */
export async function saveContactSheet(api: Api, made: Made, film: string, file: string): Promise<Sheet> {
  const path = { projectId: made.project.id };
  const params = { params: { path } };
  const song = await answer(api.GET('/api/projects/{projectId}/song', params));
  const given = await api.GET('/api/projects/{projectId}/lyrics', params);
  const words = given.data ?? (await api.GET('/api/projects/{projectId}/transcript', params)).data;
  const scenes = [];
  for (const { title, startSeconds, endSeconds, cut } of made.scenes) {
    const picture = await frameAt(film, (startSeconds + endSeconds) / 2);
    scenes.push({ title, startSeconds, endSeconds, onto: cut.onto, picture });
  }
  const sheet: Sheet = {
    title: made.project.title,
    durationSeconds: song.durationSeconds,
    tempo: tempoWords(song.tempo),
    beats: song.beats,
    downbeats: song.downbeats,
    sections: song.sections,
    energy: song.energy,
    peaks: song.waveformUrl === null ? null : await peaksOf(api, path),
    lines: (words?.lines ?? []).flatMap(({ text, startSeconds, endSeconds }) =>
      startSeconds === null || endSeconds === null ? [] : [{ text, startSeconds, endSeconds }],
    ),
    scenes,
  };
  await writeFile(file, sheetSvg(sheet));
  return sheet;
}

function tempoWords(tempo: { bpm: number; origin: string; beatsPerBar: number | null } | null): string {
  if (tempo === null) return 'no steady beat';
  const bars = tempo.beatsPerBar === null ? '' : `, ${tempo.beatsPerBar} in a bar`;
  return `${tempo.bpm.toFixed(1)} beats a minute${bars} (${tempo.origin})`;
}

async function peaksOf(api: Api, path: { projectId: string }) {
  const url = await fileUrl(
    api.GET('/api/projects/{projectId}/song/waveform', { params: { path }, parseAs: 'stream' }),
  );
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The storage answered ${response.status}.`);
  const { stepSeconds, peaks } = Waveform.parse(await response.json());
  return { stepSeconds, values: peaks };
}

/** One frame of a film as a small JPEG; null where FFmpeg finds none there. */
async function frameAt(film: string, seconds: number): Promise<Uint8Array | null> {
  const input = ['-nostdin', '-v', 'error', '-ss', String(seconds), '-i', film];
  const output = [
    '-frames:v',
    '1',
    '-vf',
    'scale=-2:208',
    '-q:v',
    '4',
    '-f',
    'image2pipe',
    '-c:v',
    'mjpeg',
    '-',
  ];
  const { stdout } = await run('ffmpeg', [...input, ...output], {
    encoding: 'buffer',
    maxBuffer: 16 * 1024 ** 2,
  });
  return stdout.byteLength > 0 ? stdout : null;
}
