export type { OpenAIOptions } from './openai-options.ts';
export { trackOpenAI } from './track-openai.ts';
