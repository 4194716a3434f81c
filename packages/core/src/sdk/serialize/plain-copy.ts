import type { Json } from '../../model/json.ts';
import { isThenable } from './is-thenable.ts';

/** Maximum depth and number of values of a copy. Deeper and further values are cut. */
const MAX_DEPTH = 100;
const MAX_VALUES = 200_000;

interface Walk {
  /** The objects that contain the current value. */
  parents: Set<object>;
  left: number;
}

/** Copies the fields of an error: those that are not enumerable, then the others. */
function ofError(error: Error, walk: Walk): Json {
  const shown: Record<string, unknown> = { name: error.name, message: error.message, stack: error.stack };
  if (error.cause !== undefined) shown['cause'] = error.cause;
  return ofObject(Object.assign(shown, error), walk);
}

function ofMap(map: Map<unknown, unknown>, walk: Walk): Json {
  const entries = [...map];
  return entries.every(([key]) => typeof key === 'string')
    ? ofObject(Object.fromEntries(entries), walk)
    : entries.map((entry) => copy(entry, walk));
}

function ofObject(value: object, walk: Walk): Json {
  const shown: Record<string, Json> = {};
  for (const key of Object.keys(value)) {
    let item: unknown;
    try {
      item = (value as Record<string, unknown>)[key];
    } catch {
      item = '[Unreadable]';
    }
    if (item !== undefined) Object.defineProperty(shown, key, { value: copy(item, walk), enumerable: true });
  }
  return shown;
}

/** Tags of objects that have no fields of their own to show. */
const OPAQUE = /^(?:Promise|WeakMap|WeakSet|WeakRef|.*Stream|Generator|AsyncGenerator|Request|Response|AbortSignal)$/;

/** Tags of objects that wrap a scalar. */
const BOXED = /^(?:Number|String|Boolean|BigInt)$/;

function tagOf(value: object): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

function inside(value: object, walk: Walk): Json {
  if (Array.isArray(value)) return value.map((item: unknown) => copy(item, walk));
  if (value instanceof Error) return ofError(value, walk);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof Map) return ofMap(value, walk);
  if (value instanceof Set) return [...value].map((item) => copy(item, walk));
  if (value instanceof RegExp || value instanceof URL) return String(value);
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${tagOf(value)}: ${value.byteLength} bytes]`;
  const tag = tagOf(value);
  if (OPAQUE.test(tag)) return `[${tag}]`;
  if (BOXED.test(tag)) return copy(value.valueOf(), walk);
  const toJSON: unknown = (value as { toJSON?: unknown }).toJSON;
  return typeof toJSON === 'function' ? copy(toJSON.call(value), walk) : ofObject(value, walk);
}

function ofScalar(value: unknown): Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'bigint':
    case 'symbol':
      return value.toString();
    case 'function':
      return `[Function: ${value.name || 'anonymous'}]`;
    default:
      return null;
  }
}

function copy(value: unknown, walk: Walk): Json {
  if (typeof value !== 'object' || value === null) return ofScalar(value);
  if (walk.parents.has(value)) return '[Circular]';
  if (walk.parents.size >= MAX_DEPTH || walk.left <= 0) return '[Truncated]';
  walk.left--;
  walk.parents.add(value);
  try {
    return inside(value, walk);
  } catch {
    return '[Unreadable]';
  } finally {
    walk.parents.delete(value);
  }
}

/**
 * Copies a value into plain JSON. Cycles are cut. Errors, maps, sets and dates keep their content, and bytes become
 * their size. Class instances become their own fields (or the result of their `toJSON`), functions and promises a name
 * in brackets. It never throws.
 */
export function plainCopy(value: unknown): Json {
  return copy(value, { parents: new Set(), left: MAX_VALUES });
}

/** Maximum number of values that are searched for promises. */
const MAX_SEARCHED = 200_000;

/** Whether an object or list contains a promise at any depth. */
export function hasPromise(value: unknown): boolean {
  const seen = new Set<object>();
  const left: unknown[] = [value];
  while (left.length > 0 && seen.size < MAX_SEARCHED) {
    const next = left.pop();
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    if (isThenable(next)) return true;
    seen.add(next);
    for (const item of Array.isArray(next) ? (next as unknown[]) : Object.values(next)) left.push(item);
  }
  return false;
}
