import { afterEach, expect, test, vi } from 'vitest';
import { TokenSource } from './token-source.ts';

/** A JWT without a signature that expires after some seconds, and was issued some seconds ago if this is given. */
function tokenFor(seconds: number, age?: number): string {
  const now = Date.now() / 1_000;
  return `header.${btoa(JSON.stringify({ exp: now + seconds, ...(age !== undefined && { iat: now - age }) }))}.`;
}
afterEach(() => vi.useRealTimers());

test('concurrent requests share one call of the provider', async () => {
  const provider = vi.fn(() => Promise.resolve('key'));
  const source = new TokenSource(provider);
  expect(await Promise.all([source.get(), source.get()])).toEqual(['key', 'key']);
  expect(await source.get()).toBe('key');
  expect(provider).toHaveBeenCalledTimes(1);
});

test.each([
  ['of an hour', () => tokenFor(3_600, 0), 2_880],
  ['of two seconds', () => tokenFor(2, 0), 1.6],
  ['of which half has passed', () => tokenFor(1_800, 1_800), 1_080],
  ['that does not say when it was issued', () => tokenFor(100), 80],
  ['whose clock is ahead', () => tokenFor(100, -50), 80],
])('a token %s is renewed after 80 %% of its life', async (_, make, seconds) => {
  vi.useFakeTimers();
  const provider = vi.fn(make);
  const source = new TokenSource(provider);
  await source.get();
  vi.advanceTimersByTime(seconds * 1_000 - 100);
  await source.get();
  expect(provider).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(200);
  await source.get();
  expect(provider).toHaveBeenCalledTimes(2);
});

test('a token that has expired on arrival is requested once for each request', async () => {
  const provider = vi.fn(() => tokenFor(-10, 70));
  const source = new TokenSource(provider);
  await Promise.all([source.get(), source.get()]);
  await source.get();
  expect(provider.mock.calls.length).toBeLessThanOrEqual(3);
});

test('a token that the server refused is requested again, once for all requests that it refused', async () => {
  const provider = vi.fn(() => `key ${provider.mock.calls.length}`);
  const source = new TokenSource(provider);
  expect(await source.get()).toBe('key 1');
  await Promise.all([source.refuse('key 1'), source.refuse('key 1')]);
  expect(await source.get()).toBe('key 2');
  await source.refuse('key 1');
  expect(await source.get()).toBe('key 2');
});

test('a provider that fails is called again by the next request', async () => {
  const provider = vi.fn<() => Promise<string>>();
  provider.mockRejectedValueOnce(new Error('You are not signed in.')).mockResolvedValueOnce('key');
  const source = new TokenSource(provider);
  await expect(source.get()).rejects.toThrow('You are not signed in.');
  expect(await source.get()).toBe('key');
});
