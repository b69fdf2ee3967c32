import fc from 'fast-check';

/**
 * Properties are tried with the same examples on every machine, so that a build of the same source says the same.
 * `PROPERTY_SEED=7 npm test` tries others, `PROPERTY_SEED=random` new ones each time.
 */
const wanted = process.env.PROPERTY_SEED ?? '1';
const seed = wanted === 'random' ? Date.now() % 2 ** 31 : Number(wanted);
if (!Number.isInteger(seed))
  throw new Error(`PROPERTY_SEED must be a whole number or "random", not "${wanted}".`);
fc.configureGlobal({ seed });
