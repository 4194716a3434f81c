import type { SpanKind, SpanOptions } from '@vitrine/core';
import { objectOf, objectsOf, textOf } from '../model-calls/body-fields.ts';
import type { Body } from '../model-calls/endpoint.ts';
import { parametersOf } from '../model-calls/parameters-of.ts';

/** Fields of a config that are not parameters. */
const ELSEWHERE = ['systemInstruction', 'tools', 'httpOptions', 'abortSignal', 'automaticFunctionCalling'];

/** Returns the names of functions, and the fields of tools that Google runs itself, such as `googleSearch`. */
function toolNames(config: Body): unknown[] | undefined {
  const names = objectsOf(config['tools']).flatMap((tool) => {
    const functions = objectsOf(tool['functionDeclarations']).map(({ name }) => name);
    return functions.length > 0 ? functions : Object.keys(tool).filter((key) => typeof tool[key] === 'object');
  });
  return names.length === 0 ? undefined : names;
}

/** Returns the options of the span of a request. */
export function requestSpan(request: Body, kind: SpanKind, input: unknown): SpanOptions {
  const model = textOf(request['model'])?.replace(/^models\//, '');
  const config = objectOf(request['config']);
  const metadata = { parameters: parametersOf(config, ELSEWHERE), tools: toolNames(config) };
  return { name: model ?? kind, kind, input, model, metadata };
}
