import { nowMs, type Vitrine } from '@vitrine/core';
import { LruMap } from '../lru-map.ts';
import { textOf } from '../model-calls/body-fields.ts';
import type { Body, ResponseRecorder } from '../model-calls/endpoint.ts';
import type { ModelClientOptions } from '../model-calls/model-client-options.ts';
import { pendingCalls } from '../model-calls/pending-calls.ts';
import { watchResponse } from '../model-calls/watch-response.ts';
import { ResponseEvents } from './response-events.ts';
import { pendingId, responses } from './responses.ts';

/** Maximum number of ids of recorded responses that are kept for a client. */
const MAX_RECORDED = 5_000;

/** Responses of each client that have been recorded after they were fetched. Polling records a response once. */
const recorded = new WeakMap<Vitrine, LruMap<true>>();

/** Converts a time of the API, in s since the epoch, to ms. */
function msOf(seconds: unknown): number | undefined {
  return typeof seconds === 'number' ? seconds * 1_000 : undefined;
}

/** Records a background response that another process, or an untracked client, has started. */
function recordDetached(client: Vitrine, response: Body, { provider, parent, name }: ModelClientOptions): void {
  const { metadata, ...result } = responses.result(response);
  const enclosing = client.currentHandle() ?? parent;
  const startTime = msOf(response['created_at']) ?? nowMs();
  const endTime = Math.max(startTime, msOf(response['completed_at']) ?? nowMs());
  const trace = enclosing === undefined ? client.trace({ name: name ?? responses.name, startTime }) : undefined;
  const model = textOf(response['model']);
  const start = { name: model ?? 'response', kind: 'llm' as const, provider, startTime };
  (enclosing ?? trace)
    ?.span(start)
    .end({ ...result, endTime, metadata: { ...(metadata as object), background: true } });
  trace?.end({ endTime, output: result.output, errorInfo: result.errorInfo });
}

/** Follows one request for a stored response, and ends the call that started the response. */
class Retrieval implements ResponseRecorder {
  readonly #client: Vitrine;
  readonly #options: ModelClientOptions;
  readonly #events = new ResponseEvents();

  constructor(client: Vitrine, options: ModelClientOptions) {
    this.#client = client;
    this.#options = options;
  }

  run<R>(fn: () => R): R {
    return fn();
  }

  chunk(event: Body): void {
    this.#events.add(event);
  }

  streamEnd(): void {
    this.complete(this.#events.response());
  }

  complete(response: Body): void {
    try {
      this.#record(response);
    } catch (error) {
      this.#client.warn('A response could not be recorded', error);
    }
  }

  #record(response: Body): void {
    const id = textOf(response['id']);
    if (id === undefined || response['status'] === undefined || pendingId(response) !== undefined) return;
    const ids = recorded.get(this.#client) ?? new LruMap<true>(MAX_RECORDED);
    recorded.set(this.#client, ids);
    if (ids.get(id) === true) return;
    const calls = pendingCalls(this.#client);
    const call = calls.get(id);
    calls.delete(id);
    if (call === undefined && response['background'] !== true) return;
    ids.set(id, true);
    if (call === undefined) recordDetached(this.#client, response, this.#options);
    else call.complete(response);
  }

  /** Does nothing: the request failed, and not the response. */
  fail(): void {}

  rawResponse(): void {}
}

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Clients that follow each method. */
const tracked = new WeakMap<Method, Set<Vitrine>>();

/** Follows a method that returns a stored response: `responses.retrieve` or `responses.cancel`. */
export function trackRetrieval(client: Vitrine, owner: unknown, name: string, options: ModelClientOptions): void {
  const methods = owner as Record<string, Method | undefined> | undefined;
  const original = methods?.[name];
  if (methods === undefined || typeof original !== 'function' || tracked.get(original)?.has(client) === true) return;
  const method: Method = function (...args) {
    const result = original.apply(this, args);
    return result instanceof Promise ? watchResponse(result, new Retrieval(client, options)) : result;
  };
  tracked.set(method, new Set([client, ...(tracked.get(original) ?? [])]));
  Object.defineProperty(methods, name, { value: method, configurable: true, writable: true });
}
