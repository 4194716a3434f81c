import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import { createApp } from '../server/app.ts';
import { completeOptions } from '../server/options.ts';
import { openResources } from '../server/resources.ts';
import { startTestServer } from '../server.fixture.ts';
import { OPERATIONS } from './operations.ts';
import { routesOf } from './routes.fixture.ts';

interface Document {
  openapi: string;
  servers: { url: string }[];
  paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema: object }> } }>>;
}

describe('the OpenAPI document', () => {
  test('has every route below api/, and no other', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-openapi-'));
    const options = completeOptions({ dataDir });
    const resources = openResources(options);
    const routes = routesOf(() => createApp(options, resources)).filter((route) => route.includes(' /api/'));
    await resources.close();
    rmSync(dataDir, { recursive: true, force: true });
    expect(routes.length).toBeGreaterThan(80);
    const described = Object.keys(OPERATIONS).map((route) => route.replace(/(.)\/$/, '$1'));
    expect(described.toSorted()).toEqual(routes.toSorted());
  });

  test('is valid OpenAPI 3.1, and has the schemas that the routes parse with', async () => {
    await using server = await startTestServer({}, { ready: false });
    const response = await fetch(`${server.url}/api/openapi.json`);
    expect(response.status).toBe(200);
    const document = (await response.json()) as Document;
    expect(await new Validator().validate(structuredClone(document) as never)).toMatchObject({ valid: true });
    expect(document).toMatchObject({ openapi: '3.1.0', servers: [{ url: '/vitrine' }] });
    expect(document.paths['/api/v1/private/environments/{id}']).toHaveProperty('patch');
    const written = document.paths['/api/v1/private/traces']?.['post']?.requestBody?.content['application/json'];
    expect(written).toMatchObject({
      schema: { type: 'object', required: ['start_time'], properties: { thread_id: {}, ttft: {} } },
    });
  });
});
