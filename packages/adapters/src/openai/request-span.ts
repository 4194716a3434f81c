import type { SpanKind, SpanOptions } from '@vitrine/core';
import { objectOf, objectsOf, textOf } from '../model-calls/body-fields.ts';
import type { Body } from '../model-calls/endpoint.ts';
import { parametersOf } from '../model-calls/parameters-of.ts';

/** Fields of a request that are not parameters. */
const ELSEWHERE = [
  'model',
  'messages',
  'input',
  'instructions',
  'prompt',
  'tools',
  'functions',
  'stream',
  'stream_options',
  'image',
];

/** Returns the names of tools, or the types of tools that OpenAI runs itself. */
function toolNames(request: Body): unknown[] | undefined {
  const tools = objectsOf(request['tools'] ?? request['functions']);
  return tools.length === 0
    ? undefined
    : tools.map((tool) => objectOf(tool['function'])['name'] ?? tool['name'] ?? tool['type']);
}

/** Returns the options of the span of a request. */
export function requestSpan(request: Body, kind: SpanKind, input: unknown): SpanOptions {
  const model = textOf(request['model']);
  const metadata = { parameters: parametersOf(request, ELSEWHERE), tools: toolNames(request) };
  return { name: model ?? kind, kind, input, model, metadata };
}
