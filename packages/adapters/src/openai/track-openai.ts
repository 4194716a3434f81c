import { defaultClient, type Vitrine } from '@vitrine/core';
import { providerOfAddress } from '../model-calls/provider-of-address.ts';
import { trackClones } from '../model-calls/track-clones.ts';
import { trackMethod } from '../model-calls/track-method.ts';
import { chatCompletions } from './chat-completions.ts';
import { completions } from './completions.ts';
import { embeddings } from './embeddings.ts';
import { acceptsStreamOptions, type OpenAIClient } from './accepts-stream-options.ts';
import { images } from './images.ts';
import { moderations } from './moderations.ts';
import type { OpenAIOptions } from './openai-options.ts';
import { responses } from './responses.ts';
import { trackRetrieval } from './retrieval.ts';
import { runTools } from './run-tools.ts';

/** Resources of a client that are recorded. */
interface Resources {
  chat?: { completions?: unknown };
  responses?: unknown;
  completions?: unknown;
  embeddings?: unknown;
  moderations?: unknown;
  images?: unknown;
}

/**
 * Records the model calls of a client of the `openai` package: chat completions, responses, their streams, the helpers
 * `parse` and `stream`, embeddings, moderations, images and completions. `runTools` is an agent with its tools. Returns
 * the same client, and results of calls do not change. Calls in a tracked function or in `client.runWith` nest there;
 * any other call makes a trace. Clients for Azure and for compatible endpoints work too.
 *
 * @param openai the OpenAI client; clients made by its `withOptions` are recorded too
 * @param client Vitrine client; the default client if left out
 * @example
 * const openai = trackOpenAI(new OpenAI());
 * await openai.chat.completions.create({ model: 'gpt-4.1-mini', messages: [{ role: 'user', content: 'Hello' }] });
 */
export function trackOpenAI<T extends object>(
  openai: T,
  client: Vitrine = defaultClient(),
  options: OpenAIOptions = {},
): T {
  const source = openai as OpenAIClient & Resources;
  const { streamUsage, ...rest } = options;
  const settings = { ...rest, provider: options.provider ?? providerOfAddress(source.baseURL, 'openai') };
  const asksUsage = streamUsage ?? acceptsStreamOptions(source);
  const isClient = [
    trackMethod(client, source.chat?.completions, 'create', chatCompletions(asksUsage), settings),
    trackMethod(client, source.responses, 'create', responses, settings),
    trackMethod(client, source.completions, 'create', completions, settings),
    trackMethod(client, source.embeddings, 'create', embeddings, settings),
    trackMethod(client, source.moderations, 'create', moderations, settings),
    trackMethod(client, source.images, 'generate', images('images.generate'), settings),
    trackMethod(client, source.images, 'edit', images('images.edit'), settings),
  ].includes(true);
  if (!isClient) client.warn('trackOpenAI', 'the object is not a client of `openai`, so nothing is recorded');
  trackMethod(client, source.chat?.completions, 'runTools', runTools(client), settings);
  trackRetrieval(client, source.responses, 'retrieve', settings);
  trackRetrieval(client, source.responses, 'cancel', settings);
  trackClones(openai, client, (clone) => trackOpenAI(clone, client, options));
  return openai;
}
