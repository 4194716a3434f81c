import { defaultClient, type Vitrine } from '@vitrine/core';
import type { ModelClientOptions } from '../model-calls/model-client-options.ts';
import { providerOfAddress } from '../model-calls/provider-of-address.ts';
import { trackClones } from '../model-calls/track-clones.ts';
import { trackMethod } from '../model-calls/track-method.ts';
import { messages } from './messages.ts';
import { toolRunner } from './tool-runner.ts';

/** Resources of a client that are recorded. */
interface AnthropicClient {
  baseURL?: string;
  messages?: unknown;
  beta?: { messages?: unknown };
}

/**
 * Records the model calls of a client of `@anthropic-ai/sdk`: `messages.create`, its streams, and the helpers `stream`
 * and `parse`, also those of `beta`. `beta.messages.toolRunner` is an agent with its tools. Returns the same client,
 * and results of calls do not change. Calls in a tracked function or in `client.runWith` nest there; any other call
 * makes a trace. The clients for Bedrock and Vertex AI work too.
 *
 * @param anthropic the Anthropic client; clients made by its `withOptions` are recorded too
 * @param client Vitrine client; the default client if left out
 * @example
 * const anthropic = trackAnthropic(new Anthropic());
 * await anthropic.messages.create({ model: 'claude-haiku-4-5', max_tokens: 500, messages });
 */
export function trackAnthropic<T extends object>(
  anthropic: T,
  client: Vitrine = defaultClient(),
  options: ModelClientOptions = {},
): T {
  const source = anthropic as AnthropicClient;
  const settings = { ...options, provider: options.provider ?? providerOfAddress(source.baseURL, 'anthropic') };
  if (!trackMethod(client, source.messages, 'create', messages, settings)) {
    client.warn('trackAnthropic', 'the object is not a client of `@anthropic-ai/sdk`, so nothing is recorded');
  }
  trackMethod(client, source.beta?.messages, 'create', messages, settings);
  trackMethod(client, source.beta?.messages, 'toolRunner', toolRunner(client), settings);
  trackClones(anthropic, client, (clone) => trackAnthropic(clone, client, options));
  return anthropic;
}
