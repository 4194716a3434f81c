import type { Convention } from './convention.ts';

/**
 * Spans of an app around its models: HTTP, databases, queues, RPC, DNS, sockets and middleware, by OpenTelemetry's
 * general conventions, old and new. Their attributes stay in the metadata, and only the kind is read from them.
 * `deployment.environment.name` (formerly `deployment.environment`) is the environment,
 * and `user.id` (formerly `enduser.id`) the end user.
 */
export const GENERAL: Convention = {
  prefixes: [
    'http.',
    'url.full',
    'db.',
    'rpc.',
    'messaging.',
    'dns.',
    'net.',
    'network.',
    'express.',
    'koa.',
    'fastify.',
    'connect.',
    'hapi.',
    'nestjs.',
    'deployment.environment',
    'deployment.environment.',
    'session.id',
    'user.id',
    'enduser.id',
  ],
  markers: [
    ['db.system.name', 'database'],
    ['db.system', 'database'],
    ['rpc.system.name', 'infrastructure'],
    ['rpc.system', 'infrastructure'],
    ['messaging.system', 'infrastructure'],
    ['messaging.operation', 'infrastructure'],
    ['express.type', 'infrastructure'],
    ['koa.type', 'infrastructure'],
    ['fastify.type', 'infrastructure'],
    ['connect.type', 'infrastructure'],
    ['hapi.type', 'infrastructure'],
    ['nestjs.type', 'infrastructure'],
    ['dns.question.name', 'infrastructure'],
    ['http.request.method', 'http'],
    ['http.method', 'http'],
    ['url.full', 'http'],
    ['network.transport', 'infrastructure'],
    ['net.transport', 'infrastructure'],
  ],
  scalars: {
    environment: ['deployment.environment.name', 'deployment.environment'],
    thread_id: ['session.id'],
    user_id: ['user.id', 'enduser.id'],
  },
};
