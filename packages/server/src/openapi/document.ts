import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from 'zod-openapi';
import type { Answer } from '../platform/http/answer.ts';
import { ErrorAnswer } from '../platform/http/error-answer.ts';
import type { Route, RouteDeclaration } from '../platform/http/route.ts';
import { VERSION } from '../platform/version.ts';

/** Returns the OpenAPI 3.1 document of routes, made from the schemas that parse their requests. */
export function openApiDocument(routes: readonly Route[], mount: string): object {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const declaration of routes) {
    const path = declaration.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[declaration.method.toLowerCase()] = operationOf(declaration);
  }
  return createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Vitrine',
        version: VERSION,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: mount === '' ? '/' : mount }],
      security: [{}, { key: [] }],
      tags: [...new Set(routes.map(({ path }) => tagOf(path)))].toSorted().map((name) => ({ name })),
      paths,
      components: {
        schemas: { Error: ErrorAnswer },
        securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'Authorization' } },
      },
    },
    { allowEmptySchema: { custom: true, transform: true, unknown: true } },
  );
}

const BINARY = { schema: { type: 'string', format: 'binary' } } as const;

function operationOf(declaration: RouteDeclaration): ZodOpenApiOperationObject {
  const { name, path, summary, action, query, body, answer = { kind: 'none' } } = declaration;
  const names = [...path.matchAll(/:(\w+)/g)].map(([, parameter = '']) => parameter);
  return {
    operationId: name,
    summary,
    description: typeof action === 'string' ? `Action: \`${action}\`.` : `Public: ${action.public}.`,
    tags: [tagOf(path)],
    ...(typeof action !== 'string' && { security: [] }),
    requestParams: {
      ...(names.length > 0 && { path: z.object(Object.fromEntries(names.map((each) => [each, z.string()]))) }),
      ...(query && { query }),
    },
    ...(body && { requestBody: { required: true, content: requestContent(body) } }),
    responses: {
      ...responsesOf(answer),
      '4XX': {
        description: 'What was wrong, where, and what is accepted',
        content: { 'application/json': { schema: ErrorAnswer } },
      },
      '5XX': {
        description: 'The server cannot answer now; 503 says that the storage is away',
        content: { 'application/json': { schema: ErrorAnswer } },
      },
    },
  };
}

function requestContent(body: NonNullable<RouteDeclaration['body']>) {
  if (body === 'file') return { '*/*': BINARY };
  if (body === 'otlp') return { 'application/x-protobuf': BINARY, 'application/json': { schema: {} } };
  return { 'application/json': { schema: 'documented' in body ? body.documented : body } };
}

function responsesOf(answer: Answer): ZodOpenApiResponsesObject {
  switch (answer.kind) {
    case 'json':
      return { '200': { description: 'Done', content: { 'application/json': { schema: answer.schema ?? {} } } } };
    case 'created':
      return {
        '201': {
          description: 'Created. Location ends with the id.',
          headers: { Location: { schema: { type: 'string' } } },
        },
      };
    case 'ndjson':
      return { '200': { description: answer.description, content: { 'application/octet-stream': BINARY } } };
    case 'own': {
      const { status, type, description } = answer;
      const content = type === 'application/json' ? { schema: {} } : BINARY;
      return { [`${status}`]: { description, ...(type && { content: { [type]: content } }) } };
    }
    default:
      return { '204': { description: 'Done' } };
  }
}

/** Returns the resource of a path. */
function tagOf(path: string): string {
  const [first = '', second] = path
    .replace(/^\/api\/(?:v1\/)?(?:private\/)?/, '')
    .replace(/^\//, '')
    .split('/');
  if (first === 'traces' && second === 'threads') return 'threads';
  if (first === 'v1') return 'otel';
  return first.replace('.json', '');
}
