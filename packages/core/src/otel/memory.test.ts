import { describe, expect, it } from 'vitest';
import { mapAttributes } from './map-attributes.fixture.ts';

// As open-telemetry/semantic-conventions-genai describes it: docs/registry/attributes/gen-ai.md at 002c8a6.
describe('memory', () => {
  const records = [{ id: 'mem_1', content: 'Likes trains.' }];

  it('a search has its query and the records that it found', () => {
    const mapped = mapAttributes({
      'gen_ai.operation.name': 'search_memory',
      'gen_ai.memory.store.id': 'ms_1',
      'gen_ai.memory.query.text': 'travel',
      'gen_ai.memory.records': JSON.stringify(records),
      'gen_ai.memory.record.count': 1,
    });
    expect(mapped).toMatchObject({ kind: 'retrieval', input: { query: 'travel' }, output: { records } });
  });

  it.each(['create_memory', 'update_memory', 'upsert_memory', 'delete_memory'])(
    '%s has its records as input',
    (operation) => {
      const mapped = mapAttributes({ 'gen_ai.operation.name': operation, 'gen_ai.memory.records': records });
      expect(mapped).toMatchObject({ kind: 'step', input: { records } });
      expect(mapped).not.toHaveProperty('output');
    },
  );
});
