import { AI_SDK } from './ai-sdk.ts';
import { BAGGAGE } from './baggage.ts';
import { CLAUDE_CODE } from './claude-code.ts';
import type { Convention } from './convention.ts';
import { CREWAI } from './crewai.ts';
import { GEN_AI } from './gen-ai.ts';
import { GENERAL } from './general.ts';
import { GOOGLE_ADK } from './google-adk.ts';
import { HAYSTACK } from './haystack.ts';
import { LANGSMITH } from './langsmith.ts';
import { LITELLM } from './litellm.ts';
import { MASTRA } from './mastra.ts';
import { MCP } from './mcp.ts';
import { OPENINFERENCE } from './openinference.ts';
import { OPENLLMETRY } from './openllmetry.ts';
import { OPIK, OPIK_BODIES } from './opik.ts';
import { PYDANTIC_AI } from './pydantic-ai.ts';
import { SPRING_AI } from './spring-ai.ts';
import { STRANDS } from './strands.ts';
import { VITRINE } from './vitrine.ts';

/** All conventions, more specific ones first: if a span uses several, the first one that has a field wins. */
export const CONVENTIONS: readonly Convention[] = [
  VITRINE,
  OPIK,
  OPENINFERENCE,
  LANGSMITH,
  MASTRA,
  AI_SDK,
  SPRING_AI,
  GOOGLE_ADK,
  STRANDS,
  CLAUDE_CODE,
  CREWAI,
  HAYSTACK,
  LITELLM,
  MCP,
  GEN_AI,
  OPENLLMETRY,
  PYDANTIC_AI,
  GENERAL,
  BAGGAGE,
  OPIK_BODIES,
];
