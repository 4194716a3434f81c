import { describe, expect, it } from 'vitest';
import { mapAttributes } from './map-attributes.fixture.ts';

describe('types of spans that no table has', () => {
  it.each([
    { 'openinference.span.kind': 'SANDBOX' },
    { 'gen_ai.operation.name': 'simulate' },
    { 'traceloop.span.kind': 'unknown' },
    { 'mastra.span.type': 'quantum' },
    { 'langsmith.span.kind': 'dream' },
  ])('are general, with the type in the metadata: %o', (attributes) => {
    const mapped = mapAttributes(attributes);
    expect(mapped).toMatchObject({ kind: 'general', type: 'general' });
    expect(mapped.metadata).toEqual(attributes);
  });
});
