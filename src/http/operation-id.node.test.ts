import { expect, it } from 'vitest';
import { operationIdOf } from './operation-id.ts';

it.each([
  ['post', '/api/projects', 'createProject'],
  ['get', '/api/projects', 'listProjects'],
  ['get', '/api/projects/{projectId}', 'getProject'],
  ['patch', '/api/projects/{projectId}', 'updateProject'],
  ['delete', '/api/keys/{keyId}', 'deleteKey'],
  ['post', '/api/uploads/presign', 'presignUpload'],
  ['post', '/api/uploads/{uploadId}/complete', 'completeUpload'],
  ['put', '/api/projects/{projectId}/lyrics', 'putLyrics'],
  ['put', '/api/projects/{projectId}/scenes/{sceneId}/prompt', 'putScenePrompt'],
  ['post', '/api/projects/{projectId}/scenes/{sceneId}/images', 'createSceneImage'],
  ['post', '/api/projects/{projectId}/generate-images', 'generateImages'],
  ['post', '/api/projects/{projectId}/run', 'run'],
  ['get', '/api/projects/{projectId}/clips/{takeId}/download', 'downloadClip'],
  ['get', '/api/projects/{projectId}/videos/{videoId}/poster', 'getVideoPoster'],
  ['post', '/api/projects/{projectId}/jobs/{jobId}/retry', 'retryJob'],
  ['post', '/api/webhook-endpoints', 'createWebhookEndpoint'],
])('%s %s is %s', (method, path, id) => {
  expect(operationIdOf(method, path)).toBe(id);
});
