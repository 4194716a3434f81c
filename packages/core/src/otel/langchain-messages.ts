import type { Json } from '../model/json.ts';
import { isRecord } from './attribute-reader.ts';

const ROLES = new Map([
  ['SystemMessage', 'system'],
  ['HumanMessage', 'user'],
  ['AIMessage', 'assistant'],
  ['ToolMessage', 'tool'],
  ['FunctionMessage', 'tool'],
]);
/** Fields of a message that are kept; the others repeat them. */
const KEPT = ['name', 'content', 'tool_calls', 'tool_call_id', 'status'];
/** Maximum depth to which values are changed, so that a hostile one cannot exhaust the stack. */
const MAX_DEPTH = 24;

/**
 * Converts LangChain's objects, which have the form `{ lc: 1, type: 'constructor', id: [..., 'AIMessage'], kwargs:
 * {...} }`. Messages become messages with role and content, and other objects become their fields. All other values
 * stay.
 */
export function withPlainMessages(value: Json): Json {
  return holdsObjects(value, 0) ? plain(value, 0) : value;
}

/** Whether a value contains LangChain's objects. Most bodies contain none, and are not copied. */
function holdsObjects(value: Json, depth: number): boolean {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return false;
  if (Array.isArray(value)) return value.some((item) => holdsObjects(item, depth + 1));
  return value['lc'] === 1 || Object.values(value).some((item) => holdsObjects(item, depth + 1));
}

function plain(value: Json, depth: number): Json {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value;
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1));
  const { lc, kwargs, id } = value;
  if (lc !== 1 || !isRecord(kwargs) || !Array.isArray(id)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, depth + 1)]));
  }
  const role = ROLES.get(nameOf(id).replace(/Chunk$/, ''));
  if (role === undefined) return plain(kwargs, depth + 1);
  const kept = KEPT.filter((key) => kwargs[key] !== undefined && !isEmptyList(kwargs[key]));
  return Object.fromEntries([['role', role], ...kept.map((key): [string, Json] => [key, kwargs[key]!])]);
}

function nameOf(id: readonly Json[]): string {
  const name = id.at(-1);
  return typeof name === 'string' ? name : '';
}

function isEmptyList(value: Json | undefined): boolean {
  return Array.isArray(value) && value.length === 0;
}
