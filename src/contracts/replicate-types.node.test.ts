import type { Prediction as OfficialPrediction } from 'replicate';
import { describe, expectTypeOf, it } from 'vitest';
import type { Prediction, PredictionStatus } from './replicate.ts';

describe('our reading of a prediction', () => {
  it('knows every status that the official client knows', () => {
    expectTypeOf<OfficialPrediction['status']>().toExtend<PredictionStatus>();
  });

  it('reads only fields that the official client has', () => {
    expectTypeOf<keyof Prediction>().toExtend<keyof OfficialPrediction>();
    expectTypeOf<OfficialPrediction['id']>().toEqualTypeOf<Prediction['id']>();
  });
});
