/** What must hold of a finished film besides what its frames show: times, lengths, sound. */
import type { FilmHouse, MadeFilm } from './film-house.ts';
import { clickTimes, type DecodedSound, type Probe, soundSeconds, trackOf } from './read-film.ts';
import { songFile } from './songs.ts';

/** Clicks are heard so late at most, in seconds: encoders smear them by less than a packet of MP3. */
const CLICK_TOLERANCE = 0.004;
/** The last packet that is copied may end so much behind the song: MP3's padding, or a packet of AAC. */
const PACKET_SECONDS = 0.03;

/** What is wrong with the packets and lengths of a film, in words. */
export function checkTimes({ planned, song }: MadeFilm, probe: Probe): string[] {
  const { rate, frames } = planned;
  const frameSeconds = rate.denominator / rate.numerator;
  const [video, audio] = [trackOf(probe, 'video'), trackOf(probe, 'audio')];
  const ticks = frameSeconds / video.tick;
  const wrongTimes = video.packets.filter(
    ({ pts, dts, duration }, frame) =>
      Math.abs(pts - frame * ticks) > 1e-6 || dts !== pts || Math.abs((duration ?? 0) - ticks) > 1e-6,
  );
  const starts = [...planned.scenes.map(({ cut }) => cut.body), ...planned.seams.map(({ cut }) => cut)];
  const lateKeys = starts.filter(({ startFrame }) => !video.packets[startFrame]?.flags.includes('K'));
  const shown = audio.packets.filter(({ flags }) => !flags.includes('D'));
  const isOrdered = shown.every(
    ({ pts }, index) => pts > (shown[index - 1]?.pts ?? Number.NEGATIVE_INFINITY),
  );
  const last = shown.at(-1);
  const audioEnd = last ? (last.pts + (last.duration ?? 0)) * audio.tick : 0;
  const videoEnd = frames * frameSeconds;
  const longest = Math.max(videoEnd, audioEnd);
  const checks: readonly [isWrong: boolean, problem: string][] = [
    [video.packets.length !== frames, `${video.packets.length} packets of video instead of ${frames}`],
    [video.stream.nb_frames !== frames, `the index tells of ${video.stream.nb_frames} frames`],
    [wrongTimes.length > 0, `${wrongTimes.length} frames are not at their times`],
    [lateKeys.length > 0, `${lateKeys.length} parts do not begin with a key frame`],
    [video.stream.start_time !== 0, `the picture starts at ${video.stream.start_time}`],
    [
      differ(video.stream.duration, videoEnd, 1e-5),
      `the picture lasts ${video.stream.duration} s, not ${videoEnd}`,
    ],
    [
      differ(song.durationSeconds, videoEnd, frameSeconds / 2 + 1e-6),
      `the song lasts ${song.durationSeconds} s, the picture ${videoEnd}`,
    ],
    [!isOrdered, 'packets of sound are out of order'],
    [differ(audio.stream.start_time, 0, 0.001), `the sound starts at ${audio.stream.start_time}`],
    [
      differ(audio.stream.duration, song.durationSeconds, Math.max(frameSeconds, PACKET_SECONDS)),
      `the sound lasts ${audio.stream.duration} s, the song ${song.durationSeconds}`,
    ],
    [
      differ(audioEnd, song.durationSeconds, Math.max(frameSeconds, PACKET_SECONDS)),
      `the last sound ends at ${audioEnd} s, the song at ${song.durationSeconds}`,
    ],
    [
      differ(probe.format.duration, longest, 0.002),
      `the file lasts ${probe.format.duration} s, not ${longest}`,
    ],
  ];
  return checks.filter(([isWrong]) => isWrong).map(([, problem]) => problem);
}

/** Whether the song is heard from its beginning to its end at its own times, and the picture ends with it. */
export async function checkSound(
  house: FilmHouse,
  { planned }: MadeFilm,
  sound: DecodedSound,
): Promise<string[]> {
  const frameSeconds = planned.rate.denominator / planned.rate.numerator;
  const { sound: own } = await house.heard(planned.row.song);
  const [seconds, due] = [soundSeconds(sound), soundSeconds(own)];
  const pictureSeconds = planned.frames * frameSeconds;
  const [heard, clicks] = [clickTimes(sound), clickTimes(own)];
  const late = heard.filter((time, index) => differ(clicks[index], time, CLICK_TOLERANCE));
  const checks: readonly [isWrong: boolean, problem: string][] = [
    [differ(pictureSeconds, due, frameSeconds), `the picture ends at ${pictureSeconds}, the song at ${due}`],
    [
      differ(seconds, due, Math.max(frameSeconds, PACKET_SECONDS)),
      `${seconds} s are heard of a song of ${due} s`,
    ],
    [heard.length !== clicks.length, `${heard.length} clicks are heard of ${clicks.length}`],
    [late.length > 0, `clicks are heard at ${late.join(', ')}, not at ${clicks.join(', ')}`],
  ];
  return checks.filter(([isWrong]) => isWrong).map(([, problem]) => problem);
}

/** Whether the film carries the song's own packets, where MP4 can. */
export async function checkCopy(house: FilmHouse, made: MadeFilm, probe: Probe): Promise<string[]> {
  const { planned, assembled } = made;
  const { codec, copied, file } = songFile(planned.row.song);
  const audio = trackOf(probe, 'audio');
  const isCopied = copied || !planned.row.raw;
  const problems = [
    ...(audio.stream.codec_name === codec ? [] : [`the sound is ${audio.stream.codec_name}, not ${codec}`]),
    ...(assembled.qc.audioCopied === isCopied ? [] : [`copied: ${assembled.qc.audioCopied}`]),
  ];
  // In ADTS each packet has a header of its own, which MP4 has once.
  if (!copied || file.endsWith('.aac')) return problems;
  const own = trackOf((await house.heard(planned.row.song)).probe, 'audio').packets;
  const other = audio.packets.filter(({ data_hash }, index) => data_hash !== own[index]?.data_hash);
  const missing = own.length - audio.packets.length;
  return [
    ...problems,
    ...(other.length > 0 ? [`${other.length} packets are not the song's`] : []),
    ...(missing > 1 ? [`${missing} packets of the song are missing`] : []),
  ];
}

function differ(one: number | undefined, other: number, most: number): boolean {
  return one === undefined || Math.abs(one - other) > most;
}
