import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import express from 'express';
import { expectTypeOf, test } from 'vitest';
import type { RequestHandler, VitrineServer } from './index.ts';

test("the router's type is made of Node's types alone", () => {
  expectTypeOf<VitrineServer['router']>().toEqualTypeOf<
    (request: IncomingMessage, response: ServerResponse, next?: (error?: unknown) => void) => void
  >();
});

test('the router is what Express mounts and what a server of Node answers with', () => {
  expectTypeOf<RequestHandler>().toExtend<express.RequestHandler>();
  expectTypeOf<RequestHandler>().toExtend<NonNullable<Parameters<typeof createServer>[1]>>();
});
