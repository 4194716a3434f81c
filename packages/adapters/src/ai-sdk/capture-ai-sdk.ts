import { activeContext, defaultClient, type Vitrine } from '@vitrine/core';
import { followChannel } from '#platform';
import type { Telemetry } from 'ai';
import { type AiSdkOptions, CallSource } from './call-source.ts';
import { channelFollower } from './channel-follower.ts';
import { vitrineTelemetry } from './vitrine-telemetry.ts';

/** `AI_SDK_TELEMETRY_TRACING_CHANNEL` of `ai`. */
const CHANNEL = 'ai:telemetry';

/**
 * Global variable in which `registerTelemetry` of `ai` keeps its integrations. All copies of `ai` in the process share
 * it.
 */
interface Registry {
  AI_SDK_TELEMETRY_INTEGRATIONS?: Telemetry[];
}

/**
 * Records every call of the AI SDK in this process, without a change to the calls. It adds a process-wide integration.
 * In Node it also follows the diagnostics channel, because calls with integrations of their own ignore the process-wide
 * ones. Each call is recorded once, even if
 * {@link vitrineTelemetry} is registered too.
 *
 * @param client Vitrine client; the default client if left out
 * @returns a function that stops the recording
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
