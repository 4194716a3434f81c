// Common parts of all scenarios: an assistant is asked for the weather, looks it up with a tool, and answers.

/** URL of the model server. */
export const MODEL_URL = process.env['MODEL_URL'] ?? '';
/** Model for which the model server counts reasoning tokens. */
export const MODEL = 'gpt-5-mini';
export const EMBEDDING_MODEL = 'text-embedding-3-small';
/** System prompt, long enough that the model server counts it as cached the second time. */
export const INSTRUCTIONS = [
  'You tell people the weather. Look it up with get_weather before you say anything about it.',
  ...Array.from({ length: 12 }, (_, i) => `Rule ${i + 1}: be brief, be kind, and say the temperature in degrees.`),
].join('\n');
export const QUESTION = 'What is the weather in Paris?';
/** Prompt that the model server refuses. */
export const REFUSED = 'Do not answer. #error 400';
export const THREAD = 'conversation-7';
export const USER = 'user-3';

/** Returns the result of the tool. */
export function weather(city: string): { city: string; celsius: number; sky: string } {
  return { city, celsius: 14, sky: 'rain' };
}
