import { expect, test } from 'vitest';
import { Health, StorageUnavailable } from './health.ts';

test('callers wait until the storage is ready, and later callers do not wait', async () => {
  const health = new Health();
  const waiting = health.ready();
  health.set('restarting', 'it is being started again');
  health.set('ready');
  await waiting;
  await health.ready(1);
  expect([health.state, health.reason]).toEqual(['ready', undefined]);
});

test('a caller gives up with the reason when its time is over', async () => {
  const health = new Health();
  health.set('starting', 'cannot use ClickHouse: connect ECONNREFUSED');
  const refusal = await health.ready(20).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(StorageUnavailable);
  expect(refusal).toMatchObject({ message: 'cannot use ClickHouse: connect ECONNREFUSED' });
});

test('callers give up at once if the storage will never be ready', async () => {
  const health = new Health();
  const waiting = health.ready();
  health.end('the server was closed');
  await expect(waiting).rejects.toThrow('the server was closed');
  health.set('ready');
  expect(health.state).toBe('failed');
  await expect(health.ready(60_000)).rejects.toThrow('the server was closed');
});
