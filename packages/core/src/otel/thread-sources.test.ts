import { describe, expect, it } from 'vitest';
import { THREAD_KEYS } from '../model/thread-keys.ts';
import { mapSpan } from './map-span.ts';

describe.each([
  ['the AI SDK’s telemetry metadata', (key: string) => ({ [`ai.telemetry.metadata.${key}`]: 't-1' })],
  ['the AI SDK’s runtime context', (key: string) => ({ [`ai.settings.context.${key}`]: 't-1' })],
  ['LangSmith', (key: string) => ({ [`langsmith.metadata.${key}`]: 't-1' })],
  ['Mastra', (key: string) => ({ [`mastra.metadata.${key}`]: 't-1' })],
  [
    'OpenInference',
    (key: string) => ({ 'openinference.span.kind': 'LLM', metadata: JSON.stringify({ [key]: 't-1' }) }),
  ],
  ['OpenLLMetry', (key: string) => ({ [`traceloop.association.properties.${key}`]: 't-1' })],
])('the metadata of %s', (_convention, attributesWith) => {
  it.each(THREAD_KEYS)('names the conversation under %s', (key) => {
    const mapped = mapSpan({
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      spanId: '00f067aa0ba902b7',
      name: 'chat',
      startTimeUnixNano: 1_768_469_400_000_000_000n,
      endTimeUnixNano: 1_768_469_401_000_000_000n,
      attributes: attributesWith(key),
      events: [],
      resource: {},
    });
    expect(mapped.thread_id).toBe('t-1');
  });
});
