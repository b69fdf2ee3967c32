import { createRandom, hashOf } from '../random.ts';
import { Canvas, clamp01, mix } from './canvas.ts';
import { paintBirds, paintFigure, paintLights, paintRain, paintSnowfall } from './details.ts';
import { paintHills } from './land.ts';
import { chooseMood, type Mood } from './mood.ts';
import { paintCity, paintDunes, paintForest, paintMeadow, paintRoad, paintWater } from './places.ts';
import { paintSky } from './sky.ts';

type Place = 'sea' | 'forest' | 'city' | 'desert' | 'mountain' | 'meadow' | 'road';

const PLACES: readonly (readonly [RegExp, Place])[] = [
  [
    /\b(cit(y|ies)|street|skyline|rooftop|skyscraper|tower|downtown|alley|club|neon|subway|apartment|window)/i,
    'city',
  ],
  [/\b(sea|ocean|waves|beach|shore|harbou?r|lake|river|water|coast|island|lighthouse|boat|pier)/i, 'sea'],
  [/\b(forest|tree|wood|pine|grove|jungle)/i, 'forest'],
  [/\b(desert|dune|sand|canyon)/i, 'desert'],
  [/\b(road|highway|drive|car|train|rail|journey|motel|diner)/i, 'road'],
  [/\b(mountain|peak|summit|cliff|hill|valley|snow)/i, 'mountain'],
  [/\b(field|meadow|flower|grass|garden|prairie|farm|wheat)/i, 'meadow'],
];
const ANY: readonly [Place, ...Place[]] = ['sea', 'forest', 'city', 'desert', 'mountain', 'meadow', 'road'];
const PEOPLE =
  /\b(singer|woman|man|girl|boy|figure|dancer|couple|friends?|person|musician|guitarist|traveller|child|lovers?|silhouette|stranger|drummer|runner|walker)/i;

function paintPlace(canvas: Canvas, place: Place, mood: Mood, seed: number, horizonY: number): void {
  const random = createRandom(seed, 'place');
  const light = paintSky(canvas, mood, seed, horizonY);
  const { height } = canvas;
  const hills = (layers: number, share: number, peaks = 3, snow = false): void => {
    paintHills(canvas, mood, random, horizonY, { layers, height: height * share, peaks, snow });
  };
  switch (place) {
    case 'sea':
      if (random.chance(0.7)) hills(2, random.between(0.05, 0.13));
      paintWater(canvas, mood, random, light, horizonY + height * 0.02);
      break;
    case 'city': {
      paintCity(canvas, mood, random, horizonY + height * 0.12);
      const shore = horizonY + height * random.between(0.18, 0.26);
      if (random.chance(0.6)) paintWater(canvas, mood, random, light, shore);
      break;
    }
    case 'forest':
      hills(2, 0.16);
      paintForest(canvas, mood, random, horizonY);
      break;
    case 'desert':
      hills(1, 0.07, 5);
      paintDunes(canvas, mood, random, horizonY);
      break;
    case 'mountain':
      hills(random.integer(4, 5), 0.3, 4, mood.name !== 'ember');
      if (random.chance(0.4)) paintWater(canvas, mood, random, light, height * 0.82);
      break;
    case 'meadow':
      hills(3, 0.12);
      paintMeadow(canvas, mood, random, horizonY);
      break;
    case 'road':
      hills(2, 0.14, 4);
      paintRoad(canvas, mood, random, horizonY + height * 0.06);
      break;
  }
}

/**
 * Paints a landscape for a prompt: its words choose time of day, place, weather and people, everything else comes
 * from prompt and seed. The same prompt, seed and size give the same picture.
 */
export function paintLandscape(prompt: string, seed: number, width: number, height: number): Canvas {
  const full = hashOf('landscape', prompt, seed);
  const random = createRandom(full);
  const canvas = new Canvas(width, height);
  const mood = chooseMood(prompt, seed);
  const place = PLACES.find(([pattern]) => pattern.test(prompt))?.[1] ?? random.pick(ANY);
  const horizonY = height * random.between(0.5, 0.66);
  paintPlace(canvas, place, mood, full, horizonY);

  if (/\b(rain|storm|drizzle)/i.test(prompt)) paintRain(canvas, mood, random);
  else if (mood.name === 'snow') paintSnowfall(canvas, random);
  else if (mood.isNight && place !== 'city') paintLights(canvas, mood, random, horizonY);
  else if (!mood.isNight && random.chance(0.6)) paintBirds(canvas, mood, random, horizonY);
  if (PEOPLE.test(prompt)) {
    const x = width * random.between(0.3, 0.7);
    paintFigure(
      canvas,
      mood,
      random,
      x,
      height * random.between(0.93, 1.0),
      height * random.between(0.26, 0.4),
    );
    if (/\b(couple|friends|lovers)/i.test(prompt)) {
      paintFigure(
        canvas,
        mood,
        random,
        x + height * 0.12,
        height * 0.96,
        height * random.between(0.26, 0.36),
      );
    }
  }
  finish(canvas, random.between(0.7, 1.1));
  return canvas;
}

/** Vignette, a touch of contrast, and grain against banding. */
function finish(canvas: Canvas, strength: number): void {
  const { width, height } = canvas;
  let state = 12_345;
  canvas.grade((color, x, y) => {
    const edge = ((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2) * 1.1 * strength;
    const dark = mix(color, [4, 4, 12], clamp01(edge ** 1.3));
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const grain = (state / 4_294_967_296 - 0.5) * 5;
    return [dark[0] + grain, dark[1] + grain, dark[2] + grain];
  });
}
