import type { SceneEdit } from '#domain/storyboard/edit-scenes.ts';
import { granted, newProject, type TestProject } from './harness.ts';
import { giveSong } from './song.ts';

/** A project with a song of that many seconds and these scenes. */
export async function withStoryboard(songSeconds: number, scenes: SceneEdit[]): Promise<TestProject> {
  const project = await newProject();
  await giveSong(project, songSeconds);
  await granted(project.rpc, 'put-scenes', { scenes });
  return project;
}
