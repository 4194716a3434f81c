import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject } from 'zod-openapi';
import { VERSION } from '../platform/version.ts';
import { ErrorAnswer } from './answers.ts';
import type { Operation, Operations } from './operation.ts';

/** The OpenAPI 3.1 document of some operations, made of the schemas that their routes parse with. */
export function openApiDocument(operations: Operations, mount: string): object {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const [route, operation] of Object.entries(operations)) {
    const [method = '', path = ''] = route.split(' ');
    const written = path.replace(/(.)\/$/, '$1').replace(/:(\w+)/g, '{$1}');
    (paths[written] ??= {})[method.toLowerCase()] = described(path, operation);
  }
  return createDocument(
    {
      openapi: '3.1.0',
      info: { title: 'Vitrine', version: VERSION, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
      servers: [{ url: mount === '' ? '/' : mount }],
      security: [{}, { key: [] }],
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

function described(path: string, { summary, query, body, answer }: Operation): ZodOpenApiOperationObject {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const { status = 204, schema, type = 'application/json', description = 'Done' } = answer ?? {};
  const hasBody = status === 200 && (schema !== undefined || answer?.type !== undefined || !answer?.description);
  const content = schema ? { schema } : type === 'application/json' ? { schema: {} } : BINARY;
  return {
    summary,
    tags: [tagOf(path)],
    requestParams: {
      ...(names.length > 0 && { path: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))) }),
      ...(query && { query }),
    },
    ...(body && { requestBody: { required: true, content: requestContent(body) } }),
    responses: {
      [`${status}`]: { description, ...(hasBody && { content: { [type]: content } }) },
      default: {
        description: 'What was wrong, where, and what is accepted',
        content: { 'application/json': { schema: ErrorAnswer } },
      },
    },
  };
}

function requestContent(body: NonNullable<Operation['body']>) {
  if (body === 'file') return { '*/*': BINARY };
  if (body === 'otlp') return { 'application/x-protobuf': BINARY, 'application/json': { schema: {} } };
  return { 'application/json': { schema: body } };
}

/** The resource that a path is about. */
function tagOf(path: string): string {
  const [first = '', second] = path.replace(/^\/api\/(?:v1\/)?(?:private\/)?/, '').split('/');
  if (first === 'traces' && second === 'threads') return 'threads';
  return first.replace('.json', '');
}
