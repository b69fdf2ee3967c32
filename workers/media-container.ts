/**
 * The FFmpeg service as a Cloudflare Container. It has no internet and no credentials: `r2.internal` reads and
 * writes the bucket through the Worker's binding, `omvee.internal` reports to the Worker's own webhook route.
 */
import { Container } from '@cloudflare/containers';
import type { Env } from '#project/environment.ts';
import { receiveMediaReport } from '#project/reports/media-report.ts';
import { serveBucket } from './serve-bucket.ts';

export class MediaContainer extends Container<Env> {
  override defaultPort = 8080;
  override sleepAfter = '5m';
  override enableInternet = false;

  constructor(ctx: DurableObjectState<object>, env: Env) {
    super(ctx, env);
    this.envVars = {
      PORT: '8080',
      HOST: '0.0.0.0',
      MEDIA_WEBHOOK_SECRET: env.MEDIA_WEBHOOK_SECRET ?? '',
      MEDIA_TOKEN: env.MEDIA_TOKEN ?? '',
    };
  }

  override async fetch(request: Request): Promise<Response> {
    await this.startAndWaitForPorts();
    // While jobs run, their followers call; an idle instance goes to sleep.
    this.renewActivityTimeout();
    const headers = new Headers(request.headers);
    headers.delete('expect');
    headers.delete('cf-container-target-port');
    return this.containerFetch(new Request(request, { headers }), this.defaultPort);
  }
}

/** `http://omvee.internal/api/webhooks/media`: the report goes the way any other webhook goes, signature and all. */
function reportToWorker(request: Request, env: Env): Promise<Response> {
  return receiveMediaReport(request, env);
}

// Assigned after the class: as a static field it would hide the setter of the base class.
MediaContainer.outboundByHost = {
  'r2.internal': (request: Request, env: unknown) => serveBucket(request, environment(env)),
  'omvee.internal': (request: Request, env: unknown) => reportToWorker(request, environment(env)),
};

function environment(env: unknown): Env {
  // The platform hands the Worker's own environment to outbound handlers.
  return env as Env;
}
