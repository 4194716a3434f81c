import { defaultClient, type Vitrine } from '@vitrine/core';
import type { ModelClientOptions } from '../model-calls/model-client-options.ts';
import { trackMethod } from '../model-calls/track-method.ts';
import { embedContent } from './embed-content.ts';
import { generateContent } from './generate-content.ts';
import { toolLoop } from './tool-loop.ts';

/**
 * Records the model calls of a client of `@google/genai`, for the Gemini API and for Vertex AI: `generateContent`,
 * `generateContentStream`, chats and `embedContent`. Live sessions and interactions are not recorded. If the SDK calls
 * functions itself, the call is an agent with model calls and tools. Returns the same client, and results of calls do
 * not change. Calls in a tracked function or in `client.runWith` nest there; any other call makes a trace.
 *
 * @param genai the Google Gen AI client
 * @param client Vitrine client; the default client if left out
 * @example
 * const genai = trackGoogleGenAI(new GoogleGenAI({ apiKey }));
 * await genai.models.generateContent({ model: 'gemini-2.5-flash', contents: 'Hello' });
 */
export function trackGoogleGenAI<T extends object>(
  genai: T,
  client: Vitrine = defaultClient(),
  options: ModelClientOptions = {},
): T {
  const { models } = genai as { models?: Record<string, unknown> };
  const settings = { ...options, provider: options.provider ?? 'google' };
  if (typeof models?.['generateContent'] !== 'function') {
    client.warn('trackGoogleGenAI', 'the object is not a client of `@google/genai`, so nothing is recorded');
  }
  for (const method of ['generateContent', 'generateContentStream']) {
    // One call of the public method may make several model calls, each by the internal method.
    const internal = `${method}Internal`;
    const isInternal = typeof models?.[internal] === 'function';
    if (isInternal) trackMethod(client, models, method, toolLoop(client, `models.${method}`), settings);
    trackMethod(client, models, isInternal ? internal : method, generateContent(`models.${method}`), settings);
  }
  trackMethod(client, models, 'embedContent', embedContent, settings);
  return genai;
}
