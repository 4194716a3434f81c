import { parseExactJson } from '@vitrine/core';
import type { ContentPart, LanguageModelUsage, ModelEnd, ModelStart, OperationEnd, OperationStart } from './events.ts';

/** Attributes of spans of versions 5 and 6. Source: "Collected Data" in the AI SDK's telemetry guide. */
export type Attributes = Record<string, unknown>;

/** Parses JSON text with exact numbers. Returns text that is not JSON as it is, and undefined for any other value. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return undefined;
  try {
    return parseExactJson(value);
  } catch {
    return value;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** Returns the attributes with a prefix, by the rest of their names. */
function below(attributes: Attributes, prefix: string): Record<string, unknown> {
  const found = Object.entries(attributes).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(found.map(([name, value]) => [name.slice(prefix.length), value]));
}

/** Returns the provider, model and function, which all spans of a call have. */
function modelIdentity(attributes: Attributes) {
  return {
    provider: text(attributes['ai.model.provider']),
    modelId: text(attributes['ai.model.id']),
    functionId: text(attributes['ai.telemetry.functionId']),
  };
}

function messagesOf({ messages, prompt }: Record<string, unknown>): unknown[] | undefined {
  if (Array.isArray(messages)) return messages;
  if (Array.isArray(prompt)) return prompt;
  return prompt === undefined ? undefined : [{ role: 'user', content: prompt }];
}

export function operationStart(callId: string, attributes: Attributes): OperationStart {
  const prompt = (parsed(attributes['ai.prompt']) ?? {}) as Record<string, unknown>;
  const values = attributes['ai.values'];
  const { tags, ...runtimeContext } = below(attributes, 'ai.telemetry.metadata.');
  return {
    callId,
    ...modelIdentity(attributes),
    operationId: text(attributes['ai.operationId']),
    recordInputs: 'ai.prompt' in attributes,
    toolsAreLate: true,
    instructions: prompt['system'],
    messages: messagesOf(prompt),
    runtimeContext,
    tags: Array.isArray(tags) ? tags.map(String) : undefined,
    value: Array.isArray(values) ? values.map(parsed) : parsed(attributes['ai.value']),
    query: attributes['ai.query'],
    documents: parsed(attributes['ai.documents']) as unknown[] | undefined,
  };
}

export function operationEnd(callId: string, attributes: Attributes): OperationEnd {
  const { 'ai.embedding': embedding, 'ai.embeddings': embeddings, 'ai.ranking': ranking } = attributes;
  return {
    callId,
    text: text(attributes['ai.response.text']),
    object: parsed(attributes['ai.response.object']),
    embedding: parsed(embedding),
    embeddings: Array.isArray(embeddings) ? embeddings.map(parsed) : undefined,
    ranking: Array.isArray(ranking) ? ranking.map(parsed) : parsed(ranking),
    usage: { tokens: count(attributes['ai.usage.tokens']) },
  };
}

export function modelStart(callId: string, attributes: Attributes): ModelStart {
  const tools = attributes['ai.prompt.tools'];
  return {
    ...below(attributes, 'ai.settings.'),
    callId,
    ...modelIdentity(attributes),
    messages: parsed(attributes['ai.prompt.messages']) as unknown[] | undefined,
    tools: Array.isArray(tools) ? tools.map((tool) => parsed(tool) as { name?: unknown }) : undefined,
  };
}

/**
 * Returns the usage, in tokens. Version 5 reports more counts for streams than for other calls; the counts of those
 * have the names of version 4.
 */
function usageOf(attributes: Attributes): LanguageModelUsage {
  const usage = below(attributes, 'ai.usage.');
  const first = (...names: string[]) => names.map((name) => count(usage[name])).find((value) => value !== undefined);
  return {
    inputTokens: first('inputTokens', 'promptTokens'),
    inputTokenDetails: {
      noCacheTokens: first('inputTokenDetails.noCacheTokens'),
      cacheReadTokens: first('inputTokenDetails.cacheReadTokens', 'cachedInputTokens'),
      cacheWriteTokens: first('inputTokenDetails.cacheWriteTokens'),
    },
    outputTokens: first('outputTokens', 'completionTokens'),
    outputTokenDetails: {
      textTokens: first('outputTokenDetails.textTokens'),
      reasoningTokens: first('outputTokenDetails.reasoningTokens', 'reasoningTokens'),
    },
  };
}

function contentOf(attributes: Attributes): ContentPart[] {
  const calls = parsed(attributes['ai.response.toolCalls']);
  const toolCalls = (Array.isArray(calls) ? calls : []) as (ContentPart & { args?: unknown })[];
  const textPart = (type: string, value: unknown): ContentPart[] => {
    const content = text(value);
    return content === undefined ? [] : [{ type, text: content }];
  };
  return [
    ...textPart('reasoning', attributes['ai.response.reasoning']),
    ...textPart('text', attributes['ai.response.text'] ?? attributes['ai.response.object']),
    ...toolCalls.map(({ toolCallId = '', toolName = '', input, args }) => {
      return { type: 'tool-call', toolCallId, toolName, input: parsed(input) ?? input ?? args };
    }),
  ];
}

export function modelEnd(callId: string, attributes: Attributes): ModelEnd {
  return {
    callId,
    modelId: text(attributes['ai.response.model']),
    finishReason: text(attributes['ai.response.finishReason']),
    responseId: text(attributes['ai.response.id']),
    providerMetadata: parsed(attributes['ai.response.providerMetadata']),
    content: contentOf(attributes),
    usage: usageOf(attributes),
    performance: { timeToFirstOutputMs: count(attributes['ai.response.msToFirstChunk']) },
  };
}

/** Returns the usage of a result of version 5, which has more counts than the span. */
export function usageOfResult(result: unknown): LanguageModelUsage | undefined {
  const { usage } = (result ?? {}) as { usage?: Record<string, unknown> };
  if (typeof usage?.['inputTokens'] !== 'number') return undefined;
  return usageOf(Object.fromEntries(Object.entries(usage).map(([name, value]) => [`ai.usage.${name}`, value])));
}

/** Returns the provider's metadata of a result of version 5. */
export function metadataOfResult(result: unknown): unknown {
  return (result as { providerMetadata?: unknown } | undefined)?.providerMetadata;
}

export function toolStart(callId: string, attributes: Attributes) {
  const toolCall = {
    toolCallId: String(attributes['ai.toolCall.id']),
    toolName: String(attributes['ai.toolCall.name']),
    input: parsed(attributes['ai.toolCall.args']),
  };
  return { callId, toolCall };
}

/** Returns the output of a tool, or the error that it threw. */
export function toolEnd(callId: string, attributes: Attributes, error: unknown) {
  const toolCall = { toolCallId: String(attributes['ai.toolCall.id']) };
  const failed = { type: 'tool-error', error };
  const succeeded = { type: 'tool-result', output: parsed(attributes['ai.toolCall.result']) };
  return { callId, toolCall, toolOutput: error === undefined ? succeeded : failed };
}
