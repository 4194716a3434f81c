import { expect, test, vi } from 'vitest';
import { TokenSource } from './token-source.ts';

/** A JWT without a signature that expires after some seconds. */
function tokenFor(seconds: number): string {
  return `header.${btoa(JSON.stringify({ exp: Date.now() / 1000 + seconds }))}.`;
}

test('concurrent requests share one call of the provider', async () => {
  const provider = vi.fn(() => Promise.resolve('key'));
  const source = new TokenSource(provider);
  expect(await Promise.all([source.get(), source.get()])).toEqual(['key', 'key']);
  expect(await source.get()).toBe('key');
  expect(provider).toHaveBeenCalledTimes(1);
});

test('a token is renewed a minute before it expires', async () => {
  const tokens = [tokenFor(30), tokenFor(3_600), tokenFor(7_200)];
  const provider = vi.fn(() => tokens[provider.mock.calls.length - 1] ?? '');
  const source = new TokenSource(provider);
  expect([await source.get(), await source.get(), await source.get()]).toEqual([tokens[0], tokens[1], tokens[1]]);
});

test('a token that the server refused is requested again', async () => {
  const provider = vi.fn(() => `key ${provider.mock.calls.length}`);
  const source = new TokenSource(provider);
  expect(await source.get()).toBe('key 1');
  source.forget();
  expect(await source.get()).toBe('key 2');
});

test('a provider that fails is called again by the next request', async () => {
  const provider = vi.fn<() => Promise<string>>();
  provider.mockRejectedValueOnce(new Error('You are not signed in.')).mockResolvedValueOnce('key');
  const source = new TokenSource(provider);
  await expect(source.get()).rejects.toThrow('You are not signed in.');
  expect(await source.get()).toBe('key');
});
