import type { Vitrine } from '@vitrine/core';
import type { Body, Endpoint } from './endpoint.ts';
import { ProviderCall } from './provider-call.ts';
import type { ModelClientOptions } from './model-client-options.ts';
import { watchResponse } from './watch-response.ts';

type Method = (this: unknown, request: Body, ...rest: unknown[]) => unknown;

/** Client and original method of each wrapper. */
const tracked = new WeakMap<object, { client: Vitrine; original: Method }>();

function isTracked(method: Method, client: Vitrine): boolean {
  let layer = tracked.get(method);
  while (layer !== undefined && layer.client !== client) layer = tracked.get(layer.original);
  return layer !== undefined;
}

/**
 * Records each call of a method of an SDK's object. Tracking it again for the same client has no effect.
 *
 * @returns whether the method exists
 */
export function trackMethod(
  client: Vitrine,
  owner: unknown,
  name: string,
  endpoint: Endpoint,
  options: ModelClientOptions,
): boolean {
  if (typeof owner !== 'object' || owner === null) return false;
  const original = (owner as Record<string, unknown>)[name] as Method | undefined;
  if (typeof original !== 'function') return false;
  if (isTracked(original, client)) return true;

  const method: Method = function (request, ...rest) {
    const call = ProviderCall.begin(client, endpoint, request, options);
    if (call === undefined) return original.call(this, request, ...rest);
    // A call that is not recorded (not sampled, or recording is off) sends the app's own request.
    const prepared = call.span.isRecorded ? endpoint.prepare?.(request) : undefined;
    let result: unknown;
    try {
      result = call.run(() => original.call(this, prepared?.request ?? request, ...rest));
    } catch (error) {
      call.fail(error);
      throw error;
    }
    if (endpoint.follow !== undefined && typeof result === 'object' && result !== null) {
      endpoint.follow(result, call);
      return result;
    }
    return watchResponse(result, call, prepared?.isRequested);
  };
  tracked.set(method, { client, original });
  const { enumerable = false } = Object.getOwnPropertyDescriptor(owner, name) ?? {};
  Object.defineProperty(method, 'name', { value: original.name });
  Object.defineProperty(owner, name, { value: method, enumerable, configurable: true, writable: true });
  return true;
}
