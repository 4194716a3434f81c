import { AI_SDK } from './ai-sdk.ts';
import type { Convention } from './convention.ts';
import { GEN_AI } from './gen-ai.ts';
import { GENERAL } from './general.ts';
import { LANGSMITH } from './langsmith.ts';
import { MASTRA } from './mastra.ts';
import { OPENINFERENCE } from './openinference.ts';
import { OPENLLMETRY } from './openllmetry.ts';
import { OPIK, OPIK_BODIES } from './opik.ts';
import { PYDANTIC_AI } from './pydantic-ai.ts';
import { VITRINE } from './vitrine.ts';

/** All conventions, more specific ones first: if a span uses several, the first one that has a field wins. */
export const CONVENTIONS: readonly Convention[] = [
  VITRINE,
  OPIK,
  OPENINFERENCE,
  LANGSMITH,
  MASTRA,
  AI_SDK,
  GEN_AI,
  OPENLLMETRY,
  PYDANTIC_AI,
  GENERAL,
  OPIK_BODIES,
];
