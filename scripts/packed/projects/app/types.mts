import { createServer } from 'node:http';
import { vitrineTelemetry } from '@vitrine/adapters/ai-sdk';
import { Vitrine } from '@vitrine/core';
import { parseFilter } from '@vitrine/core/filter';
import { createVitrine } from '@vitrine/server';
import type { VitrineTrace } from '@vitrine/widgets';

type IsAny<T> = 0 extends 1 & T ? true : false;

const vitrine = createVitrine();
export const routerIsAny: IsAny<typeof vitrine.router> = false;
export const traceIsAny: IsAny<VitrineTrace> = false;
export const filterIsAny: IsAny<ReturnType<typeof parseFilter>> = false;
export const telemetryIsAny: IsAny<ReturnType<typeof vitrineTelemetry>> = false;
createServer(vitrine.router).listen(0);
new Vitrine({ url: 'http://127.0.0.1:4747' }).trace({ name: 'typed' }).end();
// @ts-expect-error A path is no request.
vitrine.router('/vitrine');
