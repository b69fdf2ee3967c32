import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { FILM, type FilmPlan, RATE, SEAM_SECONDS } from './film-plan.ts';

/** True where MoviePy happens to be installed. It is no part of this project. */
export async function hasMoviePy(): Promise<boolean> {
  const { exitCode } = await execa('python3', ['-c', 'import moviepy'], { reject: false });
  return exitCode === 0;
}

/** The same film by MoviePy (of version 1 or 2), in Python. Answers the seconds that it took on the clock. */
export async function runMoviePy(
  folder: string,
  plan: FilmPlan,
  clips: readonly string[],
  song: string,
): Promise<number> {
  await writeFile(join(folder, 'film.py'), SCRIPT);
  const shots = plan.shots.map(({ startFrame, frames }, shot) => ({
    clip: clips[shot],
    start: startFrame / RATE,
    seconds: frames / RATE,
  }));
  const order = { shots, song, rate: RATE, fade: SEAM_SECONDS, size: [FILM.width, FILM.height] };
  const began = performance.now();
  await execa('python3', ['film.py', JSON.stringify(order)], { cwd: folder });
  return (performance.now() - began) / 1000;
}

const SCRIPT = `import json, sys
try:
    from moviepy import AudioFileClip, CompositeVideoClip, VideoFileClip, vfx
    two = True
except ImportError:
    from moviepy.editor import AudioFileClip, CompositeVideoClip, VideoFileClip
    two = False

order = json.loads(sys.argv[1])
layers = []
for number, shot in enumerate(order["shots"]):
    clip = VideoFileClip(shot["clip"], audio=False)
    seconds = min(shot["seconds"], clip.duration)
    if two:
        clip = clip.subclipped(0, seconds).with_start(shot["start"])
        clip = clip.with_effects([vfx.CrossFadeIn(order["fade"])]) if number else clip
    else:
        clip = clip.subclip(0, seconds).set_start(shot["start"])
        clip = clip.crossfadein(order["fade"]) if number else clip
    layers.append(clip)
film = CompositeVideoClip(layers, size=tuple(order["size"]))
song = AudioFileClip(order["song"])
film = film.with_audio(song) if two else film.set_audio(song)
film.write_videofile(
    "moviepy.mp4", fps=order["rate"], codec="libx264", preset="veryfast", audio_codec="aac",
    audio_bitrate="256k", ffmpeg_params=["-crf", "20", "-bf", "0"], logger=None,
)
`;
