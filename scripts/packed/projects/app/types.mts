// An unresolved type is silently `any`, which accepts everything, so each wrong use must be an error.
import { createServer } from 'node:http';
import { vitrineTelemetry } from '@vitrine/adapters/ai-sdk';
import { Vitrine } from '@vitrine/core';
import { parseFilter } from '@vitrine/core/filter';
import { createVitrine } from '@vitrine/server';
import type { VitrineTrace } from '@vitrine/widgets';

const vitrine = createVitrine();
createServer(vitrine.router).listen(0);
// @ts-expect-error A path is not a request.
vitrine.router('/vitrine');

new Vitrine({ url: 'http://127.0.0.1:4747' }).trace({ name: 'typed' }).end();
// @ts-expect-error A name is a string.
vitrine.client.trace({ name: 1 });

// @ts-expect-error A filter is a string.
parseFilter(1);

vitrineTelemetry(vitrine.client);
// @ts-expect-error A URL is not a client.
vitrineTelemetry('http://127.0.0.1:4747');

export function show(element: VitrineTrace): void {
  element.traceId = '0198c0f2-6d3e-7c51-9a54-6c1f0f7f2b11';
  // @ts-expect-error An id is a string.
  element.traceId = 1;
}
