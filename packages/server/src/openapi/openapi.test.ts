import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../server.fixture.ts';

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string; schema: object }[];
  requestBody?: { content: Record<string, { schema: Record<string, unknown> }> };
}

interface Document {
  openapi: string;
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
}

let server: TestServer;
let document: Document;

beforeAll(async () => {
  server = await startTestServer({}, { ready: false });
  document = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as Document;
});
afterAll(() => server[Symbol.asyncDispose]());

const operations = (): [string, Operation][] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );

describe('the OpenAPI document', () => {
  test('is valid OpenAPI 3.1 and names the mount path', async () => {
    expect(await new Validator().validate(structuredClone(document) as never)).toMatchObject({ valid: true });
    expect(document).toMatchObject({ openapi: '3.1.0', servers: [{ url: '/vitrine' }] });
  });

  test('gives each operation a unique name', () => {
    const names = operations().map(([, operation]) => operation.operationId);
    expect(names.length).toBeGreaterThan(100);
    expect(new Set(names).size).toBe(names.length);
  });

  test('contains the schemas that parse requests', () => {
    const written = document.paths['/api/v1/private/traces']?.['post']?.requestBody?.content['application/json'];
    expect(written).toMatchObject({
      schema: { type: 'object', required: ['start_time'], properties: { thread_id: {}, ttft: {} } },
    });
    const batch = document.paths['/api/v1/private/spans/batch']?.['post']?.requestBody?.content['application/json'];
    expect(batch).toMatchObject({ schema: { properties: { spans: { minItems: 1, maxItems: 1_000 } } } });
  });

  test('contains all parameters of the list of traces on the screen', () => {
    const parameters = document.paths['/api/v1/view/traces']?.['get']?.parameters?.map(({ name }) => name);
    expect(parameters?.toSorted()).toEqual([
      'cursor',
      'filters',
      'from_time',
      'limit',
      'project_id',
      'project_name',
      'search',
      'thread_id',
      'to_time',
    ]);
  });

  test('contains the maximum limit of a search, which the server enforces', async () => {
    const search = document.paths['/api/v1/private/traces/search']?.['post']?.requestBody?.content['application/json'];
    expect(JSON.stringify(search)).toContain('"maximum":1000000');
    const { status, body } = await server.call<{ message: string }>('POST', 'private/traces/search', {
      project_name: 'p',
      limit: 1_000_001,
    });
    expect([status, body.message]).toEqual([
      422,
      'the body is not accepted: limit: a search answers at most 1,000,000 rows; go on with last_retrieved_id',
    ]);
  });

  test('contains the parameters of each path', () => {
    for (const [route, { parameters = [] }] of operations()) {
      const inPath = [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect([route, parameters.filter((each) => each.in === 'path').map(({ name }) => name)]).toEqual([route, inPath]);
    }
  });
});
