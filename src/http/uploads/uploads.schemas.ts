import { z } from '@hono/zod-openapi';
import { PICTURE_TYPES, TAKEN } from '#adapters/storage/judge-upload.ts';
import { UploadKind } from '#contracts/entities/index.ts';
import { Id } from '#contracts/ids.ts';
import { UploadView } from '#contracts/views/views.ts';

const PROJECT_ID = '0198c0de-0000-7000-8000-000000000001';
const EXPIRES_AT = '2026-11-22T10:15:00.000Z';
const STORAGE = 'https://storage.example/omvee-media/projects';

/** Storage's own limit of parts. */
const MAX_PARTS = 10_000;

const isSongType = (type: string) => /^(audio|video)\/[\w.+-]+$|^application\/ogg$/.test(type);

/** What is asked for a file of each kind: its type, and the scene that it goes into. */
export const PresignUpload = z
  .strictObject({
    projectId: Id,
    kind: UploadKind.default('song'),
    /** The scene that an image or a clip goes into. */
    sceneId: Id.nullable().default(null),
    fileName: z.string().trim().min(1).max(255),
    contentType: z.string().trim().toLowerCase().max(100),
    sizeBytes: z.int().min(1, 'The file is empty'),
  })
  .check(({ value, issues }) => {
    const { kind, sceneId, contentType } = value;
    const complain = (path: string, message: string) =>
      issues.push({ code: 'custom', path: [path], message, input: value });
    const wanted = `Send ${TAKEN[kind]}`;
    if (kind === 'song') {
      if (sceneId !== null) complain('sceneId', 'A song belongs to no scene');
      if (!isSongType(contentType)) complain('contentType', `Expected a type such as audio/mpeg. ${wanted}`);
      return;
    }
    if (kind === 'reference') {
      if (sceneId !== null) complain('sceneId', 'A reference belongs to no scene; name it in the cast');
    } else if (sceneId === null) complain('sceneId', `Name the scene that this ${kind} is for`);
    const types = Object.keys(PICTURE_TYPES[kind]);
    if (!types.includes(contentType)) complain('contentType', `Expected ${types.join(', ')}. ${wanted}`);
  })
  .meta({
    id: 'PresignUpload',
    example: {
      projectId: PROJECT_ID,
      kind: 'song',
      sceneId: null,
      fileName: 'night-train.mp3',
      contentType: 'audio/mpeg',
      sizeBytes: 7_340_032,
    },
  });

const headers = z.record(z.string(), z.string());

const PresignedPart = z
  .object({
    partNumber: z.int().positive(),
    /** Exactly so many bytes: every part but the last has the same size. */
    sizeBytes: z.int().positive(),
    url: z.url(),
    headers,
  })
  .meta({
    id: 'PresignedPart',
    example: {
      partNumber: 1,
      sizeBytes: 16_777_216,
      url: `${STORAGE}/p/uploads/u.wav?partNumber=1&uploadId=m&X-Amz-Signature=s`,
      headers: { 'content-length': '16777216' },
    },
  });

export const PresignedUpload = z
  .object({
    upload: UploadView,
    /** Send the file, or each part of it, with exactly this method and the headers beside the URL. */
    method: z.literal('PUT'),
    /** Where the whole file goes; null where it comes in `parts`. */
    url: z.url().nullable(),
    headers,
    /** Where each part goes; null where the file goes to `url`. Keep the `ETag` that each PUT is answered with. */
    parts: z.array(PresignedPart).nullable(),
    /** Until when the URLs can be used. */
    expiresAt: z.iso.datetime(),
  })
  .meta({
    id: 'PresignedUpload',
    example: {
      upload: {
        id: '0198c0de-0000-7000-8000-000000000002',
        projectId: PROJECT_ID,
        kind: 'song',
        sceneId: null,
        fileName: 'night-train.mp3',
        contentType: 'audio/mpeg',
        sizeBytes: 7_340_032,
        status: 'pending',
        facts: null,
        takeId: null,
        failure: null,
        expiresAt: '2026-11-23T10:00:00.000Z',
        createdAt: '2026-11-22T10:00:00.000Z',
        updatedAt: '2026-11-22T10:00:00.000Z',
      },
      method: 'PUT',
      url: `${STORAGE}/p/uploads/u.mp3?X-Amz-Expires=900&X-Amz-Signature=s`,
      headers: { 'content-type': 'audio/mpeg', 'content-length': '7340032', 'if-none-match': '*' },
      parts: null,
      expiresAt: EXPIRES_AT,
    },
  });

export const RenewUpload = z
  .strictObject({ projectId: Id })
  .meta({ id: 'RenewUpload', example: { projectId: PROJECT_ID } });

const UploadedPart = z.strictObject({
  partNumber: z.int().min(1).max(MAX_PARTS),
  /** As the answer to the part's PUT named it, with or without its quotes. */
  etag: z.string().min(1).max(1000),
});

export const CompleteUpload = z
  .strictObject({
    projectId: Id,
    /** Every part, where the file was put in parts. */
    parts: z.array(UploadedPart).min(1).max(MAX_PARTS).optional(),
  })
  .meta({
    id: 'CompleteUpload',
    example: {
      projectId: PROJECT_ID,
      parts: [
        { partNumber: 1, etag: '"9b2cf535f27731c974343645a3985328"' },
        { partNumber: 2, etag: '"6f5902ac237024bdd0c176cb93063dc4"' },
      ],
    },
  });
