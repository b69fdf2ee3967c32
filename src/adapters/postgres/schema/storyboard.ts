import { boolean, doublePrecision, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type {
  Prompt,
  PromptParts,
  Scene,
  SceneCast,
  SceneCut,
  Transition,
} from '#contracts/entities/index.ts';
import { UNKNOWN_CUT } from '#contracts/entities/storyboard.ts';
import { childColumns } from './columns.ts';

export const selectedScenes = pgTable(
  'selected_scenes',
  {
    ...childColumns(),
    index: integer('scene_index').notNull(),
    startFrame: integer('start_frame').notNull(),
    endFrame: integer('end_frame').notNull(),
    title: text('title').notNull(),
    theme: text('theme').notNull(),
    mood: text('mood').notNull(),
    lyricExcerpt: text('lyric_excerpt').notNull(),
    reasoning: text('reasoning').notNull(),
    transition: jsonb('transition').$type<Transition>(),
    clipInSeconds: doublePrecision('clip_in_seconds').notNull().default(0),
    cut: jsonb('cut').$type<SceneCut>().notNull().default(UNKNOWN_CUT),
    footage: text('footage').$type<NonNullable<Scene['footage']>>(),
    cast: jsonb('scene_cast').$type<SceneCast[]>().notNull().default([]),
    systemPrompt: text('system_prompt'),
    locked: boolean('locked').notNull().default(false),
    promptId: uuid('prompt_id'),
    imageId: uuid('image_id'),
    clipId: uuid('clip_id'),
  },
  (table) => [index('selected_scenes_by_project').on(table.projectId)],
);

export const scenePrompts = pgTable(
  'scene_prompts',
  {
    ...childColumns(),
    sceneId: uuid('scene_id').notNull(),
    version: integer('version').notNull(),
    parts: jsonb('parts').$type<PromptParts>().notNull(),
    imageText: text('image_text').notNull(),
    clipText: text('clip_text').notNull(),
    origin: text('origin').$type<Prompt['origin']>().notNull(),
    model: text('model'),
    systemPrompt: text('system_prompt'),
  },
  (table) => [index('scene_prompts_by_project').on(table.projectId)],
);
