import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { frameRateOf } from '../frame-budget.ts';
import { type EditList, editList, edlDocument, fcpxmlDocument, otioDocument } from './index.ts';
import { filmChoice, filmOf, RATES } from './testing/film.ts';
import { OTIO_SCHEMA } from './testing/otio-schema.ts';
import { frameOf, readEdl } from './testing/read-edl.ts';
import { countedRate, isDropFrame, timecode } from './timecode.ts';

const films = filmChoice.map((choice) => editList(filmOf(choice)));
const forAll = (check: (list: EditList) => void) => fc.assert(fc.property(films, check), { numRuns: 300 });

describe('timecode', () => {
  it.each([
    [0, '00:00:00;00'],
    [1799, '00:00:59;29'],
    [1800, '00:01:00;02'],
    [17_981, '00:09:59;29'],
    [17_982, '00:10:00;00'],
    [107_892, '01:00:00;00'],
  ])('of frame %i at 29.97 is %s', (frame, code) => {
    expect(timecode(frame, frameRateOf(29.97))).toBe(code);
  });

  it.each([
    [23.976, 24, '00:00:01:00'],
    [25, 90_000, '01:00:00:00'],
    [60, 59, '00:00:00:59'],
  ] as const)('at %d counts on', (fps, frame, code) => {
    expect(timecode(frame, frameRateOf(fps))).toBe(code);
  });

  it.each(RATES)('at %d names each frame of two hours and no other', (fps) => {
    const rate = frameRateOf(fps);
    const most = 2 * 3600 * countedRate(rate);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: most }), (frame) => {
        expect(frameOf(timecode(frame, rate), countedRate(rate), isDropFrame(rate))).toBe(frame);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the EDL', () => {
  it('tiles the film with its events', () => {
    forAll((list) => {
      const { head, events } = readEdl(edlDocument(list), countedRate(list.rate));
      expect(head[1]).toBe(isDropFrame(list.rate) ? 'FCM: DROP FRAME' : 'FCM: NON-DROP FRAME');
      expect(head[0]).toMatch(/^TITLE: /);
      let at = 0;
      for (const event of events.filter(({ channel }) => channel === 'V')) {
        expect(event.recordIn).toBe(at);
        at = event.recordOut;
      }
      expect(at).toBe(list.frames);
      expect(events.at(-1)?.channel === 'AA').toBe(list.sound !== null);
    });
  });

  it('plays as much of a file as it lasts, or says at which speed', () => {
    forAll((list) => {
      const { events } = readEdl(edlDocument(list), countedRate(list.rate));
      for (const { motion, sourceIn, sourceOut, recordIn, recordOut } of events) {
        const [source, record] = [sourceOut - sourceIn, recordOut - recordIn];
        if (motion === null) expect(source).toBe(record);
        else if (motion > 0)
          expect(Math.abs(source - (record * motion) / countedRate(list.rate))).toBeLessThan(
            2 + record * 0.003,
          );
        else expect(source).toBe(1);
      }
    });
  });

  it('dissolves for exactly the seams of the cut, each from a line without length', () => {
    forAll((list) => {
      const { events } = readEdl(edlDocument(list), countedRate(list.rate));
      const seams = list.cuts.flatMap(({ seam }) => seam ?? []);
      const dissolves = events.filter(({ kind }) => kind === 'D');
      expect(dissolves.map(({ recordIn, dissolveFrames }) => [recordIn, dissolveFrames])).toEqual(
        seams.map(({ startFrame, endFrame }) => [startFrame, endFrame - startFrame]),
      );
      for (const dissolve of dissolves) {
        const from = events[events.indexOf(dissolve) - 1];
        expect(from).toMatchObject({ number: dissolve.number, recordIn: dissolve.recordIn, kind: 'C' });
        expect(from?.recordOut).toBe(from?.recordIn);
        expect(dissolve.recordOut - dissolve.recordIn).toBeGreaterThanOrEqual(dissolve.dissolveFrames);
      }
    });
  });
});

const Time = z.object({ rate: z.number(), value: z.int() });
const Ranged = z.object({ start_time: Time, duration: Time });
const Item = z.looseObject({
  OTIO_SCHEMA: z.string(),
  source_range: Ranged.optional(),
  in_offset: Time.optional(),
  out_offset: Time.optional(),
});
const Otio = z.object({
  tracks: z.object({
    children: z.array(z.object({ kind: z.string(), children: z.array(Item) })),
    markers: z.array(z.object({ marked_range: Ranged })),
  }),
});

describe('the OTIO document', () => {
  const validate = new Ajv2020({ allErrors: true }).compile(OTIO_SCHEMA);

  it('is of the published format', () => {
    forAll((list) => {
      validate(JSON.parse(otioDocument(list)));
      expect(validate.errors ?? []).toEqual([]);
    });
  });

  it('would not pass with a field too few, or another too many', () => {
    const document = JSON.parse(otioDocument(editList(filmOf(firstFilm()))));
    expect(validate(document)).toBe(true);
    expect(validate({ ...document, extra: 1 })).toBe(false);
    expect(validate({ ...document, name: undefined })).toBe(false);
  });

  it('lasts as long as the film, with seams no longer than what is beside them', () => {
    forAll((list) => {
      const { tracks } = Otio.parse(JSON.parse(otioDocument(list)));
      const items = tracks.children[0]?.children ?? [];
      const lengths = items.map(({ source_range }) => source_range?.duration.value ?? 0);
      expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(list.frames);
      items.forEach(({ OTIO_SCHEMA, in_offset, out_offset }, index) => {
        if (OTIO_SCHEMA !== 'Transition.1') return;
        expect(in_offset?.value).toBeLessThanOrEqual(lengths[index - 1] ?? 0);
        expect(out_offset?.value).toBeLessThanOrEqual(lengths[index + 1] ?? 0);
      });
      const rates = items.flatMap(({ source_range }) => source_range?.start_time.rate ?? []);
      expect(new Set(rates)).toEqual(new Set([list.rate.numerator / list.rate.denominator]));
    });
  });
});

describe('the FCPXML document', () => {
  it('is well-formed, and its spine tiles the film in exact fractions', () => {
    forAll((list) => {
      const text = fcpxmlDocument(list);
      expect(XMLValidator.validate(text)).toBe(true);
      const { spine, sequence, assets } = readFcpxml(text);
      let at: Fraction = [0n, 1n];
      for (const item of spine.filter(({ tag }) => tag !== 'transition')) {
        expect(equal(fraction(item.offset), at)).toBe(true);
        at = sum(at, fraction(item.duration));
        if (item.ref) expect(assets).toContain(item.ref);
      }
      expect(equal(at, fraction(sequence))).toBe(true);
      const { numerator, denominator } = list.rate;
      expect(equal(at, [BigInt(list.frames * denominator), BigInt(numerator)])).toBe(true);
      expect(new Set(assets).size).toBe(assets.length);
    });
  });

  it('keeps every title that XML can carry', () => {
    forAll((list) => {
      const { spine } = readFcpxml(fcpxmlDocument(list));
      const names = spine.filter(({ tag }) => tag !== 'transition').map(({ name }) => name);
      const expected = list.cuts.map(({ title }) =>
        title.toWellFormed().replace(/[\p{Cc}\u2028\u2029\uFFFE\uFFFF]+/gu, ' '),
      );
      names.forEach((name, index) => {
        const title = (expected[index] ?? '').replace(/ {2,}/g, ' ').trim();
        if (title !== '') expect(name).toBe(title);
      });
    });
  });
});

describe('every export', () => {
  it('links to the API alone and carries no signature', () => {
    forAll((list) => {
      for (const text of [otioDocument(list), edlDocument(list), fcpxmlDocument(list)]) {
        const links = text.match(/https?:\/\/[^\s"<]+/g) ?? [];
        expect(links.filter((link) => !link.startsWith('https://api.example/api/projects/'))).toEqual([]);
        expect(text).not.toMatch(/X-Amz/i);
      }
    });
  });

  it('of a project without scenes is as long as the song', () => {
    const list = editList({ ...filmOf(firstFilm()), scenes: [] });
    expect(readEdl(edlDocument(list), 24).events.map(({ channel }) => channel)).toEqual(['AA']);
    const { spine, sequence } = readFcpxml(fcpxmlDocument(list));
    expect(spine.map(({ tag, duration }) => [tag, duration])).toEqual([['gap', sequence]]);
  });
});

function firstFilm() {
  const [choice] = fc.sample(filmChoice, { numRuns: 1, seed: 1 });
  if (!choice) throw new Error('no film was chosen');
  return { ...choice, fps: 24 as const, hasSong: true };
}

type Fraction = readonly [bigint, bigint];
function fraction(text: string): Fraction {
  const match = /^(\d+)(?:\/(\d+))?s$/.exec(text);
  if (!match) throw new Error(`no time: ${text}`);
  return [BigInt(match[1] ?? ''), BigInt(match[2] ?? '1')];
}
const sum = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * d + c * b, b * d];
const equal = ([a, b]: Fraction, [c, d]: Fraction) => a * d === c * b;

interface SpineItem {
  readonly tag: string;
  readonly name: string;
  readonly offset: string;
  readonly duration: string;
  readonly ref: string;
}

function readFcpxml(text: string): { spine: SpineItem[]; sequence: string; assets: string[] } {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseAttributeValue: false,
    trimValues: false,
  });
  const Node = z.looseObject({ ':@': z.record(z.string(), z.string()).optional() });
  const under = (nodes: unknown, tag: string) => {
    const found = z
      .array(Node)
      .parse(nodes)
      .find((node) => tag in node);
    if (!found) throw new Error(`no ${tag}`);
    return found;
  };
  const root = under(parser.parse(text), 'fcpxml').fcpxml;
  const library = under(root, 'library').library;
  const project = under(under(library, 'event').event, 'project').project;
  const sequence = under(project, 'sequence');
  const items = (nodes: unknown) =>
    z
      .array(Node)
      .parse(nodes)
      .flatMap((node): SpineItem[] => {
        const [tag = ''] = Object.keys(node).filter((key) => key !== ':@');
        const { name = '', offset = '', duration = '', ref = '' } = node[':@'] ?? {};
        return tag === '#text' ? [] : [{ tag, name, offset, duration, ref }];
      });
  const assets = z
    .array(Node)
    .parse(under(root, 'resources').resources)
    .flatMap((node) => ('asset' in node ? [node[':@']?.id ?? ''] : []));
  return {
    spine: items(under(sequence.sequence, 'spine').spine),
    sequence: sequence[':@']?.duration ?? '',
    assets,
  };
}
