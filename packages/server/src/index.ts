import type { IncomingMessage, ServerResponse } from 'node:http';
import { Vitrine } from '@vitrine/core';
import { directTransport } from './server/direct-transport.ts';
import { createApp } from './server/app.ts';
import { completeOptions, type VitrineOptions } from './server/options.ts';
import { openResources } from './server/resources.ts';

export type { Visitor } from './platform/auth/auth-options.ts';
export type { VitrineOptions } from './server/options.ts';

/**
 * What `app.use` of Express and of other Connect-like frameworks takes, and `createServer` of Node. Its types are those of
 * Node, because an app that has no types of Express would get `any` from them.
 */
export type RequestHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  next?: (error?: unknown) => void,
) => void;

/** A server inside a host: what {@link createVitrine} gives. */
export interface VitrineServer {
  /** Mount it at any path: `app.use('/vitrine', vitrine.router)`. */
  router: RequestHandler;
  /** An SDK client whose traces go straight into this server. */
  client: Vitrine;
  /**
   * Resolves when the storage is there. Nobody needs to wait for it: requests wait by themselves.
   *
   * @throws where the storage does not come within the time (60 s if left out), with the reason
   */
  ready(timeoutMs?: number): Promise<void>;
  /** Sends what the client still holds, and stops the engine. */
  close(): Promise<void>;
}

/**
 * Makes a Vitrine to mount in an app. It returns at once; the embedded engine starts in the background.
 *
 * @throws where an environment variable has a value that is not accepted
 * @example
 * const vitrine = createVitrine();
 * app.use('/vitrine', vitrine.router);
 */
export function createVitrine(options: VitrineOptions = {}): VitrineServer {
  const complete = completeOptions(options);
  const resources = openResources(complete);
  const client = new Vitrine({ transport: directTransport(resources), projectName: complete.projectName });
  return {
    router: createApp(complete, resources),
    client,
    ready: (timeoutMs = 60_000) => resources.database.health.ready(timeoutMs),
    async close() {
      await client.close();
      await resources.close();
    },
  };
}
