import type { SpanKind, SpanOptions } from '@vitrine/core';
import { objectOf, objectsOf, textOf } from '../model-calls/body-fields.ts';
import type { Body } from '../model-calls/endpoint.ts';
import { parametersOf } from '../model-calls/parameters.ts';

/** What is shown of a request in a place of its own, or not at all. */
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

/** A tool is known by its name; those that OpenAI runs itself by their type. */
function toolNames(request: Body): unknown[] | undefined {
  const tools = objectsOf(request['tools'] ?? request['functions']);
  return tools.length === 0
    ? undefined
    : tools.map((tool) => objectOf(tool['function'])['name'] ?? tool['name'] ?? tool['type']);
}

/** How the span of a request starts. */
export function requestSpan(request: Body, kind: SpanKind, input: unknown): SpanOptions {
  const model = textOf(request['model']);
  const metadata = { parameters: parametersOf(request, ELSEWHERE), tools: toolNames(request) };
  return { name: model ?? kind, kind, input, model, metadata };
}
