/** The part of OpenTimelineIO's published format that we write, as a JSON schema. Nothing beside it is let pass. */

const time = {
  type: 'object',
  properties: {
    OTIO_SCHEMA: { const: 'RationalTime.1' },
    rate: { type: 'number', exclusiveMinimum: 0 },
    value: { type: 'integer', minimum: 0 },
  },
  required: ['OTIO_SCHEMA', 'rate', 'value'],
  additionalProperties: false,
};
const range = {
  type: 'object',
  properties: { OTIO_SCHEMA: { const: 'TimeRange.1' }, start_time: time, duration: time },
  required: ['OTIO_SCHEMA', 'start_time', 'duration'],
  additionalProperties: false,
};

function shape(schema: string, own: Record<string, object>): object {
  const properties = {
    OTIO_SCHEMA: { const: schema },
    metadata: { type: 'object' },
    name: { type: 'string' },
    ...own,
  };
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

const effect = (schema: string, speed: object) =>
  shape(schema, { effect_name: { type: 'string' }, time_scalar: speed });
const effects = {
  type: 'array',
  items: {
    oneOf: [
      effect('LinearTimeWarp.1', { type: 'number', exclusiveMinimum: 0 }),
      effect('FreezeFrame.1', { const: 0 }),
    ],
  },
};
const marker = shape('Marker.2', {
  color: { type: 'string' },
  marked_range: range,
  comment: { type: 'string' },
});
const item = {
  source_range: { oneOf: [range, { type: 'null' }] },
  effects,
  markers: { type: 'array', items: marker },
  enabled: { type: 'boolean' },
};
const reference = shape('ExternalReference.1', {
  available_range: { oneOf: [range, { type: 'null' }] },
  available_image_bounds: { type: 'null' },
  target_url: { type: 'string', pattern: '^https://' },
});
const clip = shape('Clip.2', {
  ...item,
  source_range: range,
  media_references: {
    type: 'object',
    properties: { DEFAULT_MEDIA: reference },
    required: ['DEFAULT_MEDIA'],
    additionalProperties: false,
  },
  active_media_reference_key: { const: 'DEFAULT_MEDIA' },
});
const gap = shape('Gap.1', { ...item, source_range: range });
const transition = shape('Transition.1', {
  transition_type: { enum: ['SMPTE_Dissolve', 'Custom_Transition'] },
  in_offset: time,
  out_offset: time,
});
const track = shape('Track.1', {
  ...item,
  kind: { enum: ['Video', 'Audio'] },
  children: { type: 'array', items: { oneOf: [clip, gap, transition] } },
});

export const OTIO_SCHEMA = shape('Timeline.1', {
  global_start_time: time,
  tracks: shape('Stack.1', { ...item, children: { type: 'array', items: track } }),
});
