import { defaultClient, type Vitrine } from '@vitrine/core';
import type { ModelClientOptions } from '../model-calls/model-client-options.ts';
import { providerOfAddress } from '../model-calls/provider-of-address.ts';
import { trackClones } from '../model-calls/track-clones.ts';
import { trackMethod } from '../model-calls/track-method.ts';
import { messages } from './messages.ts';
import { toolRunner } from './tool-runner.ts';

/** What is recorded of a client. */
interface AnthropicClient {
  baseURL?: string;
  messages?: unknown;
  beta?: { messages?: unknown };
}

/**
 * Records the model calls of a client of `@anthropic-ai/sdk`: `messages.create`, its streams, the helpers `stream` and
 * `parse`, and `toolRunner` as an agent with its tools, those of `beta` too. It is the same client that comes back, and
 * its calls give what they gave before. Calls inside a tracked function or `client.runWith` nest there; others make a trace
 * each. The clients for Bedrock and Vertex work as well.
 *
 * @param anthropic the client; those that its `withOptions` makes are recorded too
 * @param client the default client where absent
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
    client.warn('trackAnthropic', 'what it was given is no client of `@anthropic-ai/sdk`: nothing of it is recorded');
  }
  trackMethod(client, source.beta?.messages, 'create', messages, settings);
  trackMethod(client, source.beta?.messages, 'toolRunner', toolRunner(client), settings);
  trackClones(anthropic, client, (clone) => trackAnthropic(clone, client, options));
  return anthropic;
}
