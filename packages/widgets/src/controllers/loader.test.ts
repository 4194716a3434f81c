import { LitElement } from 'lit';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ViewError } from '../data/view-error.ts';
import { until } from '../fixtures/show.fixture.ts';
import { Loader, type LoaderOptions } from './loader.ts';

/** Client of most loads. */
const CLIENT = {};

class LoaderHost extends LitElement {}
customElements.define('loader-host', LoaderHost);

/** A loader in an element of the page. The test decides when its loads end. */
function loaderOf(options: Partial<LoaderOptions<string>> = {}): {
  host: LoaderHost;
  loader: Loader<string>;
  loads: { signal: AbortSignal; resolve(value: string): void; reject(error: Error): void }[];
} {
  const host = new LoaderHost();
  const loads: ReturnType<typeof loaderOf>['loads'] = [];
  const load = (signal: AbortSignal): Promise<string> =>
    new Promise((resolve, reject) => loads.push({ signal, resolve, reject }));
  const loader = new Loader(host, { load, ...options });
  document.body.append(host);
  onTestFinished(() => host.remove());
  return { host, loader, loads };
}

test('a loader loads once for a key, and nothing without a key', async () => {
  const { loader, loads } = loaderOf();
  loader.want(undefined, CLIENT);
  expect([loads.length, loader.loading]).toEqual([0, false]);
  loader.want('a', CLIENT);
  loader.want('a', CLIENT);
  expect([loads.length, loader.loading, loader.value]).toEqual([1, true, undefined]);
  loads[0]?.resolve('A');
  await until(() => expect(loader.value).toBe('A'));
  expect([loader.loading, loader.error]).toEqual([false, undefined]);
});

test('a new key aborts the load of the old one, and a late answer is dropped', async () => {
  const { loader, loads } = loaderOf();
  loader.want('a', CLIENT);
  loader.want('b', CLIENT);
  expect(loads.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  loads[0]?.resolve('A');
  loads[1]?.resolve('B');
  await until(() => expect(loader.value).toBe('B'));
});

test('the value of another key is dropped, or stays with `keep` while the next one loads', async () => {
  const dropping = loaderOf();
  const keeping = loaderOf({ keep: true });
  for (const { loader, loads } of [dropping, keeping]) {
    loader.want('a', CLIENT);
    loads[0]?.resolve('A');
    await until(() => expect(loader.value).toBe('A'));
    loader.want('b', CLIENT);
  }
  expect([dropping.loader.value, keeping.loader.value]).toEqual([undefined, 'A']);
});

test('a refresh that fails keeps the value and is tried again', async () => {
  const { loader, loads } = loaderOf({ refreshAfter: () => 5 });
  loader.want('a', CLIENT);
  loads[0]?.resolve('A');
  await until(() => expect(loads).toHaveLength(2));
  loads[1]?.reject(new Error('The server is away.'));
  await until(() => expect(loader.error?.message).toBe('The server is away.'));
  expect(loader.value).toBe('A');
  await until(() => expect(loads).toHaveLength(3));
  loads[2]?.resolve('A2');
  await until(() => expect([loader.value, loader.error]).toEqual(['A2', undefined]));
});

test('a first load that may succeed later is tried again, and one that cannot is not', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const settled = (): Promise<void> => Promise.resolve().then(() => undefined);
  for (const [status, tries] of [
    [0, 2],
    [429, 2],
    [503, 2],
    [400, 1],
    [401, 1],
    [403, 1],
    [404, 1],
  ] as const) {
    const { loader, loads } = loaderOf();
    loader.want('a', CLIENT);
    loads[0]?.reject(new ViewError(status, 'No.'));
    await settled();
    await vi.advanceTimersByTimeAsync(2_000);
    expect([status, loader.error?.message, loads.length]).toEqual([status, 'No.', tries]);
    loads[1]?.resolve('A');
    await vi.advanceTimersByTimeAsync(0);
    expect(loader.value).toBe(tries === 2 ? 'A' : undefined);
  }
});

test('a value that has not been stored yet is still loading', async () => {
  let early = true;
  const { loader, loads } = loaderOf({ isEarly: () => early });
  loader.want('a', CLIENT);
  loads[0]?.reject(new ViewError(404, 'Not found.'));
  await until(() => expect(loads).toHaveLength(2));
  expect([loader.loading, loader.error]).toEqual([true, undefined]);
  early = false;
  loads[1]?.reject(new ViewError(404, 'Not found.'));
  await until(() => expect([loader.loading, loader.error?.message]).toEqual([false, 'Not found.']));
});

test('the value of another client is dropped, also with `keep`', async () => {
  const { loader, loads } = loaderOf({ keep: true });
  loader.want('a', CLIENT);
  loads[0]?.resolve('A');
  await until(() => expect(loader.value).toBe('A'));
  loader.want('a', {});
  expect([loads.length, loader.value, loader.loading]).toEqual([2, undefined, true]);
  loader.want('a', undefined);
  expect([loads.length, loads[1]?.signal.aborted, loader.loading]).toEqual([2, true, false]);
});

test('an element outside of the page loads nothing, whatever happens, and loads what is due when it returns', async () => {
  const { host, loader, loads } = loaderOf({ keep: true, refreshAfter: () => 5 });
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  onTestFinished(() => hidden.mockRestore());
  loader.want('a', CLIENT);
  loads[0]?.resolve('A');
  await until(() => expect(loader.value).toBe('A'));
  // The refresh that is due waits until the page is visible.
  await new Promise((resolve) => setTimeout(resolve, 20));
  host.remove();
  hidden.mockReturnValue(false);
  document.dispatchEvent(new Event('visibilitychange'));
  loader.refresh();
  loader.want('b', CLIENT);
  expect(loads).toHaveLength(1);
  document.body.append(host);
  expect(loads).toHaveLength(2);
  loads[1]?.resolve('B');
  await until(() => expect(loader.value).toBe('B'));
});

test('an element that leaves the page stops its load, and loads again when it returns', async () => {
  const { host, loader, loads } = loaderOf();
  loader.want('a', CLIENT);
  host.remove();
  expect([loads[0]?.signal.aborted, loader.loading]).toEqual([true, false]);
  document.body.append(host);
  expect(loads).toHaveLength(2);
  loads[1]?.resolve('A');
  await until(() => expect(loader.value).toBe('A'));
});
