import 'reflect-metadata';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import fastifyExpress from '@fastify/express';
import middie from '@fastify/middie';
import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { RequestHandler } from '@vitrine/server';
import express from 'express';
import express4 from 'express-4';
import fastify, { type FastifyInstance } from 'fastify';

/** A host application that listens on a free port. */
export interface Host extends AsyncDisposable {
  port: number;
}

/** What to mount in a host, by path. */
export type Mounts = Readonly<Record<string, RequestHandler>>;

/** Settings of Express that would show in every answer in which they act. */
const EXPRESS_SETTINGS: Readonly<Record<string, unknown>> = {
  'json replacer': (_key: string, value: unknown) => (typeof value === 'string' ? `${value} (of the host)` : value),
  'json spaces': 3,
  'json escape': true,
  etag: false,
  'query parser': () => ({ search: 'of the host', filters: 'of the host', name: 'of the host' }),
  'case sensitive routing': true,
  'strict routing': true,
  'trust proxy': true,
};

/** The host's own answers, whatever the framework. */
const HELLO = { hello: 'world', list: [1, 2] };

function expressHost(create: typeof express): (mounts: Mounts) => Promise<Host> {
  return (mounts) => {
    const app = create();
    for (const [name, value] of Object.entries(EXPRESS_SETTINGS)) app.set(name, value);
    app.get('/hello', (_request, response) => {
      response.json(HELLO);
    });
    for (const [path, handler] of Object.entries(mounts)) app.use(path, handler);
    app.get('/later', ({ query, ip, protocol }, response) => {
      response.cookie('seen', '1').json({ ...HELLO, query, ip, protocol });
    });
    app.post('/echo', create.json(), ({ body }, response) => {
      response.json(body);
    });
    app.get('/broken', (_request, response, next) => {
      response.set('X-Of-The-Host', '1');
      next(Object.assign(new Error('teapot'), { status: 418, stack: 'teapot' }));
    });
    return listen(createServer(app));
  };
}

class Routes {
  hello(): object {
    return HELLO;
  }

  later(): object {
    return HELLO;
  }

  echo(body: object): object {
    return body;
  }

  broken(): object {
    throw new Error('teapot');
  }
}

/** Applies decorators as TypeScript compiles them, because Node removes types only. */
function decorate(method: string, ...decorators: MethodDecorator[]): void {
  const descriptor = Object.getOwnPropertyDescriptor(Routes.prototype, method);
  if (!descriptor) throw new Error(`there is no ${method}`);
  for (const each of decorators) each(Routes.prototype, method, descriptor);
}
decorate('hello', Get('hello'));
decorate('later', Get('later'));
decorate('echo', Post('echo'));
decorate('broken', Get('broken'));
Body()(Routes.prototype, 'echo', 0);
Controller()(Routes);
// A Nest module is a class that decorators describe.
// oxlint-disable-next-line typescript/no-extraneous-class
class NestModule {}
Module({ controllers: [Routes] })(NestModule);

async function nestHost(mounts: Mounts): Promise<Host> {
  const app = await NestFactory.create<NestExpressApplication>(NestModule, { logger: false });
  for (const [name, value] of Object.entries(EXPRESS_SETTINGS)) app.set(name, value);
  for (const [path, handler] of Object.entries(mounts)) app.use(path, handler);
  await app.listen(0, '127.0.0.1');
  return hostOf(app.getHttpServer(), () => app.close());
}

function fastifyHost(register: (app: FastifyInstance) => Promise<unknown>): (mounts: Mounts) => Promise<Host> {
  return async (mounts) => {
    const app = fastify({ trustProxy: true });
    await register(app);
    app.setReplySerializer((payload) => JSON.stringify({ ofTheHost: payload }));
    app.addHook('onSend', async (_request, reply) => {
      reply.header('X-Of-The-Host', '1');
    });
    for (const [path, handler] of Object.entries(mounts)) (app as unknown as { use: Use }).use(path, handler);
    app.get('/hello', () => HELLO);
    app.get('/later', ({ query, ip, protocol }) => ({ ...HELLO, query, ip, protocol }));
    app.post('/echo', ({ body }) => body);
    app.get('/broken', () => {
      throw Object.assign(new Error('teapot'), { statusCode: 418 });
    });
    await app.listen({ port: 0, host: '127.0.0.1' });
    return hostOf(app.server, () => app.close());
  };
}
type Use = (path: string, handler: RequestHandler) => void;

/** A server of Node, which cuts off the mount path itself, before a handler for everything else. */
function nodeHost(own: RequestListener): (mounts: Mounts) => Promise<Host> {
  return (mounts) =>
    listen(
      createServer((request, response) => {
        const url = request.url ?? '/';
        for (const [path, handler] of Object.entries(mounts)) {
          const rest = path === '/' ? url : url.startsWith(path) ? url.slice(path.length) : undefined;
          if (rest === undefined || !/^(?:[/?]|$)/.test(rest)) continue;
          handler(Object.assign(request, { originalUrl: url, url: rest }), response);
          return;
        }
        own(request, response);
      }),
    );
}

const plain: RequestListener = (request, response) => {
  if (request.url?.startsWith('/broken')) response.writeHead(418).end('teapot');
  else response.setHeader('X-Of-The-Host', '1').end(JSON.stringify(HELLO));
};

/** Answers everything asynchronously, as the handler of Next.js does. */
const catchAll = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  await new Promise((resolve) => setImmediate(resolve));
  const isPage = request.url?.startsWith('/hello') === true;
  response.writeHead(isPage ? 200 : 404, { 'Content-Type': 'text/html', Vary: 'rsc' });
  response.end(`<!doctype html><title>${isPage ? 'hello' : 'not found'}</title>`);
};

/** Starts a host of each framework with what is mounted in it. */
export const HOSTS = {
  'node:http': nodeHost(plain),
  'a custom server with a catch-all handler': nodeHost((request, response) => void catchAll(request, response)),
  'Express 5': expressHost(express),
  'Express 4': expressHost(express4),
  NestJS: nestHost,
  'Fastify with @fastify/express': fastifyHost(async (app) => app.register(fastifyExpress)),
  'Fastify with @fastify/middie': fastifyHost(async (app) => app.register(middie)),
} as const satisfies Record<string, (mounts: Mounts) => Promise<Host>>;

/** Starts a server on a free port. */
export async function listen(server: Server): Promise<Host> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return hostOf(server, () => {
    server.close();
  });
}

function hostOf(server: Server, close: () => unknown): Host {
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await close();
    },
  };
}
