export { flattenClipPrompt, flattenImagePrompt, PROMPT_LENGTH } from './flatten-prompt.ts';
export { type Pacing, type PacingWish, pacing } from './pacing.ts';
export { planPrompt, type SceneForPrompt } from './plan-prompt.ts';
export { planScenes } from './plan-scenes.ts';
export type { PlannedScene } from './planned-scene.ts';
export { AnalysisAnswer, SceneDraft } from './prompts/analysis-answer.ts';
export { type AnalysisInput, analysisRequest } from './prompts/analysis-request.ts';
export type { ChatRequest } from './prompts/chat-request.ts';
export { checkPrompts, PromptsAnswer } from './prompts/prompts-answer.ts';
export { type PromptsInput, promptsRequest } from './prompts/prompts-request.ts';
export { readJsonAnswer } from './prompts/read-json-answer.ts';
export { repairRequest } from './prompts/repair-request.ts';
export { type CutPlan, type CutsInput, type LockedSpan, type SolvedCut, solveCuts } from './solve-cuts.ts';
export {
  type FilmToPlan,
  type TilingChanges,
  type TilingInput,
  type TilingResult,
  tileScenes,
} from './tile-scenes.ts';
