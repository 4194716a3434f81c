import { countDroppedEntry, OpenEntries } from '../open-entries.ts';
import type { AiSdkCall } from './ai-sdk-call.ts';

const KEY = Symbol.for('vitrine.ai-sdk.open-calls');

/**
 * Open calls of the AI SDK by their id. The process has one table. If two sources report a call (telemetry and the
 * diagnostics channel, or two copies of this package), it is therefore recorded once.
 */
export const openCalls: OpenEntries<AiSdkCall> = ((globalThis as Record<symbol, unknown>)[KEY] ??=
  new OpenEntries<AiSdkCall>(({ client }) => countDroppedEntry(client))) as never;
