import { SpanWrite, TraceWrite } from '@vitrine/core/model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { sparseObject } from './sparse-object.ts';

/** Values that some fields accept and others do not, and fields that no schema has. */
const values = fc.oneof(
  fc.constantFrom(null, undefined, '', 'llm', 'sdk', 1.5, -1, true, '2026-01-15T09:30:00.123Z', [], ['tag'], {}),
  fc.constantFrom({ exception_type: 'Error' }, { input: 3 }, { total_tokens: 12 }, { text: 'hi' }),
);

test.each([
  ['a span', SpanWrite as z.ZodObject],
  ['a trace', TraceWrite as z.ZodObject],
])('%s is accepted or refused as by the whole schema, with the same result', (_, schema) => {
  const parts = sparseObject(schema);
  const names = [...Object.keys(schema.shape), 'unknown', '__proto__', 'constructor'];
  const items = fc.oneof(fc.dictionary(fc.constantFrom(...names), values), values);
  let accepted = 0;
  fc.assert(
    fc.property(items, fc.boolean(), (item, isWhole) => {
      const sent: unknown =
        isWhole && typeof item === 'object' && item !== null && !Array.isArray(item)
          ? { trace_id: 'a', ...item, start_time: '2026-01-15T09:30:00.123Z' }
          : item;
      const [ours, whole] = [parts.safeParse(sent), schema.safeParse(sent)];
      if (ours.success) accepted++;
      expect(ours.success).toBe(whole.success);
      expect(ours.data).toEqual(whole.data);
      expect(ours.error?.issues).toEqual(whole.error?.issues);
    }),
    { numRuns: 2_000 },
  );
  expect(accepted).toBeGreaterThan(50);
});
