import { newId } from '@vitrine/core/model';
import { expect, test } from 'vitest';
import { SeenIds } from './seen-ids.ts';

const moment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

test('a seen id is never taken for new, and nearly every new id is', async () => {
  const seen = new SeenIds();
  const before = newId();
  await moment();
  seen.start(undefined);
  await moment();
  const written = Array.from({ length: 200_000 }, () => newId());
  for (const id of written) seen.add(id);
  expect(written.some((id) => seen.isNew(id))).toBe(false);
  const others = Array.from({ length: 10_000 }, () => newId());
  expect(others.filter((id) => seen.isNew(id)).length).toBeGreaterThan(9_900);
  // The id was made before the start, so another server may have written it.
  expect(seen.isNew(before)).toBe(false);
  seen.clear();
  expect(seen.isNew(newId())).toBe(false);
});

test('ids with a time ahead of the clock are looked up if later ids were stored or seen before the start', () => {
  const hour = 60 * 60 * 1000;
  const stored = newId(Date.now() + hour);
  const seen = new SeenIds();
  seen.start(stored);
  expect(seen.isNew(newId())).toBe(false);
  expect(seen.isNew(newId(Date.now() + 2 * hour))).toBe(true);
  const other = new SeenIds();
  other.add(newId(Date.now() + 3 * hour));
  other.start(stored);
  expect(other.isNew(newId(Date.now() + 2 * hour))).toBe(false);
});
