import type { InputField, InputFields } from './input-schema.ts';

export type Input = Readonly<Record<string, unknown>>;

/** What a video model is asked to make, read from its own input names. */
export interface ClipWish {
  readonly seconds: number;
  readonly framesPerSecond: number;
  readonly frames: number;
  /** Length of the shorter side in pixels. */
  readonly shortSide: number;
  readonly audio: boolean;
}

interface ModelBase {
  readonly slug: string;
  readonly fields: InputFields;
  /** Input fields that hold URLs of pictures or sounds which the model downloads. */
  readonly downloads: readonly string[];
  costUsd(input: Input): number;
}

export interface ImageModel extends ModelBase {
  readonly kind: 'image';
  /** `array`: a list of URLs even for one picture; `single`: one URL string. */
  readonly output: 'array' | 'single';
  readonly formats: readonly ('webp' | 'jpg' | 'png')[];
  /** The same seed gives the same picture. */
  isDeterministic(input: Input): boolean;
}

export interface VideoModel extends ModelBase {
  readonly kind: 'video';
  readonly startField: string;
  clip(input: Input): ClipWish;
}

export type Model = ImageModel | VideoModel;

/** Constructors that keep the model tables short. */
export const text = (required = false): InputField => ({ type: 'string', required });
export const flag = (byDefault = false): InputField => ({ type: 'boolean', default: byDefault });
export const uri = (required = false): InputField => ({ type: 'uri', required });
export const uris = (maxItems: number): InputField => ({ type: 'uris', maxItems });
export const seed: InputField = { type: 'integer' };
export const integer = (minimum: number, maximum: number, byDefault?: number): InputField => ({
  type: 'integer',
  minimum,
  maximum,
  ...(byDefault === undefined ? {} : { default: byDefault }),
});
export const number = (minimum: number, maximum: number): InputField => ({
  type: 'number',
  minimum,
  maximum,
});
export const choice = (...values: readonly [string, ...string[]]): InputField => ({
  type: 'string',
  enum: values,
  default: values[0],
});
export const numberChoice = (...values: readonly [number, ...number[]]): InputField => ({
  type: 'integer',
  enum: values,
  default: values[0],
});

/** The input's value, or the field's default. */
export function inputValue(fields: InputFields, input: Input, name: string): unknown {
  return input[name] ?? fields[name]?.default;
}
