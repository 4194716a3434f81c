import { activeContext, defaultClient, type Vitrine } from '@vitrine/core';
import { followChannel } from '#platform';
import type { Telemetry } from 'ai';
import { type AiSdkOptions, CallSource } from './call-source.ts';
import { channelFollower } from './channel-follower.ts';
import { vitrineTelemetry } from './vitrine-telemetry.ts';

/** `AI_SDK_TELEMETRY_TRACING_CHANNEL` of `ai`. */
const CHANNEL = 'ai:telemetry';

/** Where `registerTelemetry` of `ai` keeps what it is given, for every copy of `ai` in the process. */
interface Registry {
  AI_SDK_TELEMETRY_INTEGRATIONS?: Telemetry[];
}

/**
 * Records every call of the AI SDK in this process without a change to the calls. It joins the process-wide
 * integrations, and follows the diagnostics channel (in Node) for calls that name integrations of their own, which
 * replace the process-wide ones; of those calls' streams the channel does not tell what came out. With
 * {@link vitrineTelemetry} registered too, each call is still recorded once.
 *
 * @param client the default client where absent
 * @returns how to stop
 * @example
 * captureAiSdk(new Vitrine({ projectName: 'support' }));
 * await generateText({ model, prompt: 'Hello' }); // recorded
 */
export function captureAiSdk(client: Vitrine = defaultClient(), options: AiSdkOptions = {}): () => void {
  const integration = vitrineTelemetry(client, options);
  const registry = globalThis as Registry;
  (registry.AI_SDK_TELEMETRY_INTEGRATIONS ??= []).push(integration);
  const follower = channelFollower(new CallSource(client, options, 'fallback'));
  const unfollow = followChannel(CHANNEL, activeContext.storage, follower);
  return () => {
    const integrations = registry.AI_SDK_TELEMETRY_INTEGRATIONS ?? [];
    const index = integrations.indexOf(integration);
    if (index >= 0) integrations.splice(index, 1);
    unfollow();
  };
}
