import type { Json } from '@vitrine/core/model';
import { isPromptMetadata, isRequest, isRequestField, isSystemMessage, isWrapper, type Side } from './request-shape.ts';
import { MAX_DEPTH, REDACTED } from './redact.ts';

/** Matches JSON text in which a prompt can be. */
const MAY_HOLD_PROMPTS = /^\s*[[{][^]*(?:system|developer|instruction|tool|function|prompt)/i;

/** What is known about a value from what contains it. */
interface Place {
  side: Side;
  depth: number;
  /** Whether it is the whole body, or wrapped in nothing but lists and names such as `request`. */
  isWhole: boolean;
}

/**
 * Returns an input or output without the messages of the system and developer, definitions of tools, and request
 * parameters, in the formats of OpenAI (both APIs), Anthropic, Gemini, the AI SDK, LangChain, LangGraph, Mastra,
 * Pydantic AI and OpenTelemetry. A value without any of these is returned as it is.
 *
 * @param shown a copy of `value` in which parts are redacted. The result is made from it, but the format is read from
 * `value`, because a redacted role would hide that a message is the system's.
 * @example
 * withoutPrompts({ messages: [{ role: 'system', content: 'Be brief.' }, { role: 'user', content: 'Hi' }] }, 'input');
 * // { messages: [{ role: 'user', content: 'Hi' }] }
 */
export function withoutPrompts(value: Json, side: Side, shown: Json = value): Json {
  if (isSystemMessage(value)) return null;
  return walk(value, shown, { side, depth: 0, isWhole: true });
}

function walk(value: Json, shown: Json, place: Place): Json {
  if (typeof value === 'string') return value === shown ? textWithout(value, place) : shown;
  if (typeof value !== 'object' || value === null || typeof shown !== 'object' || shown === null) return shown;
  if (place.depth >= MAX_DEPTH) return REDACTED;
  const below = { ...place, depth: place.depth + 1 };
  if (Array.isArray(value)) return Array.isArray(shown) ? listWithout(value, shown, below) : shown;
  return Array.isArray(shown) ? shown : objectWithout(value, shown, below, place);
}

function listWithout(list: Json[], shown: Json[], below: Place): Json[] {
  const pairs = list.length > 0 && list.every(isPair);
  const kept = list.flatMap((item, index) => {
    if (isSystemMessage(item, pairs)) return [];
    return [walk(item, shown[index] ?? null, below)];
  });
  return isSame(kept, shown) ? shown : kept;
}

/** Whether an item is a message of LangChain as a pair of role and content. */
function isPair(item: Json): boolean {
  return Array.isArray(item) && item.length === 2 && typeof item[0] === 'string';
}

function objectWithout(
  record: { [key: string]: Json },
  shown: { [key: string]: Json },
  below: Place,
  { side, isWhole }: Place,
): Json {
  const isCall = isRequest(record, isWhole && side === 'input');
  let isChanged = false;
  const kept = Object.entries(record).flatMap(([key, item]): [string, Json][] => {
    if (isSystemMessage(item) || (isCall && isRequestField(key))) {
      isChanged = true;
      return [];
    }
    const own = Object.hasOwn(shown, key) ? (shown[key] as Json) : null;
    const rest = walk(item, own, { ...below, isWhole: isWhole && isWrapper(key) });
    isChanged ||= rest !== own;
    return [[key, rest]];
  });
  return isChanged ? Object.fromEntries(kept) : shown;
}

function textWithout(text: string, place: Place): string {
  if (!MAY_HOLD_PROMPTS.test(text)) return text;
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return text;
  }
  const rest = isSystemMessage(value) ? null : walk(value, value, { ...place, depth: place.depth + 1 });
  return rest === value ? text : JSON.stringify(rest);
}

function isSame(one: readonly Json[], other: readonly Json[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

/**
 * Returns metadata without instructions, definitions of tools, and request parameters, which the SDK's adapters and
 * OpenTelemetry's attributes put there.
 *
 * @param shown as in {@link withoutPrompts}
 */
export function metadataWithoutPrompts(metadata: Json, shown: Json = metadata): Json {
  const rest = withoutPrompts(metadata, 'input', shown);
  if (typeof rest !== 'object' || rest === null || Array.isArray(rest)) return rest;
  const kept = Object.entries(rest).filter(([key]) => !isPromptMetadata(key));
  return kept.length === Object.keys(rest).length ? rest : Object.fromEntries(kept);
}
