import type { Env } from '#project/environment.ts';

/**
 * The bucket as the container sees it, `http://r2.internal/<key>`: GET and PUT of whole files, nothing else. A PUT that
 * breaks off rejects and leaves what was there: R2 takes a body whose length it knows, whole or not at all.
 */
export async function serveBucket(request: Request, env: Pick<Env, 'MEDIA_BUCKET'>): Promise<Response> {
  const key = keyOf(request);
  if (key === null) return new Response(null, { status: 400 });
  if (request.method === 'PUT') {
    const contentType = request.headers.get('content-type') ?? 'application/octet-stream';
    await env.MEDIA_BUCKET.put(key, request.body, { httpMetadata: { contentType } });
    return new Response(null, { status: 200 });
  }
  if (request.method !== 'GET') return new Response(null, { status: 405, headers: { allow: 'GET, PUT' } });
  const object = await env.MEDIA_BUCKET.get(key);
  if (!object) return new Response(null, { status: 404 });
  const headers = new Headers({ 'content-length': String(object.size) });
  object.writeHttpMetadata(headers);
  return new Response(object.body, { headers });
}

function keyOf(request: Request): string | null {
  try {
    return decodeURIComponent(new URL(request.url).pathname.slice(1)) || null;
  } catch {
    // A percent sign that begins no character.
    return null;
  }
}
