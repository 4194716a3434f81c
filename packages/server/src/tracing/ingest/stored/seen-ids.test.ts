import { newId } from '@vitrine/core/model';
import { expect, test } from 'vitest';
import { SeenIds } from './seen-ids.ts';

const moment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

test('what was seen is never taken for new; nearly all that is new is', async () => {
  const seen = new SeenIds();
  const before = newId();
  await moment();
  seen.begin(undefined);
  await moment();
  const written = Array.from({ length: 200_000 }, () => newId());
  for (const id of written) seen.add(id);
  expect(written.some((id) => seen.isNew(id))).toBe(false);
  const others = Array.from({ length: 10_000 }, () => newId());
  expect(others.filter((id) => seen.isNew(id)).length).toBeGreaterThan(9_900);
  // Made before it began: somebody may have written it.
  expect(seen.isNew(before)).toBe(false);
  seen.forget();
  expect(seen.isNew(newId())).toBe(false);
});

test('ids of a client whose clock is ahead are looked up, when they are stored already or were seen before it began', () => {
  const hour = 60 * 60 * 1000;
  const stored = newId(Date.now() + hour);
  const seen = new SeenIds();
  seen.begin(stored);
  expect(seen.isNew(newId())).toBe(false);
  expect(seen.isNew(newId(Date.now() + 2 * hour))).toBe(true);
  const other = new SeenIds();
  other.add(newId(Date.now() + 3 * hour));
  other.begin(stored);
  expect(other.isNew(newId(Date.now() + 2 * hour))).toBe(false);
});
