/** Reads at least `wanted` bytes, or all where there are fewer; what came with the last chunk is kept. */
export async function readHead(
  source: ReadableStreamDefaultReader<Uint8Array>,
  wanted: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  while (sizeBytes < wanted) {
    const { done, value } = await source.read();
    if (done) break;
    chunks.push(value);
    sizeBytes += value.byteLength;
  }
  const head = new Uint8Array(sizeBytes);
  let at = 0;
  for (const chunk of chunks) {
    head.set(chunk, at);
    at += chunk.byteLength;
  }
  return head;
}
