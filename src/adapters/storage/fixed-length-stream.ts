type Pipe = { readable: ReadableStream<Uint8Array>; writable: WritableStream<Uint8Array> };

/**
 * A pipe that passes exactly `sizeBytes` and fails on more or fewer. In workerd it is the platform's
 * `FixedLengthStream`, whose readable end R2 accepts because its length is known; elsewhere one that only counts.
 */
export function fixedLengthStream(sizeBytes: number): Pipe {
  const Platform: unknown = Reflect.get(globalThis, 'FixedLengthStream');
  if (typeof Platform === 'function') {
    // A global that exists in workerd only, so its type is known here and not to the compiler of both platforms.
    return Reflect.construct(Platform, [sizeBytes]) as Pipe;
  }
  let seen = 0;
  return new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      seen += chunk.byteLength;
      if (seen > sizeBytes) throw new TypeError('more bytes than announced');
      controller.enqueue(chunk);
    },
    flush() {
      if (seen < sizeBytes) throw new TypeError('fewer bytes than announced');
    },
  });
}
