import { defaultClient, type Vitrine } from '@vitrine/core';
import type { ModelClientOptions } from '../model-calls/model-client-options.ts';
import { trackMethod } from '../model-calls/track-method.ts';
import { embedContent } from './embed-content.ts';
import { generateContent } from './generate-content.ts';
import { toolLoop } from './tool-loop.ts';

/**
 * Records the model calls of a client of `@google/genai`, for the Gemini API and for Vertex AI: `generateContent`,
 * `generateContentStream`, chats and `embedContent` (not live sessions and interactions). Where the SDK calls functions by
 * itself, that is an agent with its model calls and its tools. It is the same client that comes back, and its calls give
 * what they gave before. Calls inside a tracked function or `client.runWith` nest there; others make a trace each.
 *
 * @param genai the client
 * @param client the default client where absent
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
    client.warn('trackGoogleGenAI', 'what it was given is no client of `@google/genai`: nothing of it is recorded');
  }
  for (const method of ['generateContent', 'generateContentStream']) {
    // The public method may make several calls of the model, each by the internal one.
    const internal = `${method}Internal`;
    const isInternal = typeof models?.[internal] === 'function';
    if (isInternal) trackMethod(client, models, method, toolLoop(client, `models.${method}`), settings);
    trackMethod(client, models, isInternal ? internal : method, generateContent(`models.${method}`), settings);
  }
  trackMethod(client, models, 'embedContent', embedContent, settings);
  return genai;
}
