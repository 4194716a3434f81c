import { Vitrine } from '@vitrine/core';
import { directTransport } from './server/direct-transport.ts';
import { requestHandlerOf, type RequestHandler } from './platform/http/request-handler.ts';
import { createApps } from './server/app.ts';
import { completeOptions, type VitrineOptions } from './server/options.ts';
import { embedOf, type Embed } from './server/embed.ts';
import { keysOf, type Keys } from './server/keys.ts';
import { openResources } from './server/resources.ts';

export type { Visitor } from './platform/auth/auth-options.ts';
export type { EmbedTokenOptions, FeedbackTokenOptions } from './monitoring/embed/embed-tokens.ts';
export type { RequestHandler } from './platform/http/request-handler.ts';
export type { Revocation } from './monitoring/embed/revocations.ts';
export type { Embed } from './server/embed.ts';
export type { Keys, KeyOptions } from './server/keys.ts';
export type { VitrineOptions } from './server/options.ts';

/** A Vitrine server inside a host application, made by {@link createVitrine}. */
export interface VitrineServer {
  /** Everything. Mount it at any path: `app.use('/vitrine', vitrine.router)`. It answers every request below that path. */
  router: RequestHandler;
  /**
   * What pages of the product need for its end users, and nothing else: `widgets.js` with its chunks and `api/v1/view/**`.
   * Mount it where end users are, and {@link router} on a port or an origin that only the team can reach.
   */
  publicRouter: RequestHandler;
  /** An SDK client that writes directly into this server, without HTTP. */
  client: Vitrine;
  /** Tokens for pages of the product, which show end users their own traces. */
  embed: Embed;
  /** API keys, by which programs and SDKs get in. */
  keys: Keys;
  /**
   * Resolves when the storage is ready. Calling it is optional because requests wait for the storage.
   *
   * @param timeoutMs how long to wait, in ms; 60,000 if left out
   * @throws if the storage is not ready in time, with the reason
   */
  ready(timeoutMs?: number): Promise<void>;
  /** Flushes the client and stops the engine. */
  close(): Promise<void>;
}

/**
 * Creates a Vitrine server to mount in an application. It returns immediately, and the embedded engine starts in the
 * background.
 *
 * @throws if an environment variable has a value that is not accepted
 * @example
 * const vitrine = createVitrine();
 * app.use('/vitrine', vitrine.router);
 */
export function createVitrine(options: VitrineOptions = {}): VitrineServer {
  const complete = completeOptions(options);
  const resources = openResources(complete);
  if (complete.mode === 'closed') {
    complete.log.warn(
      'vitrine: nobody has access without an API key or a token. Set the option authorize to say who has, ' +
        "or auth: 'local' for development on this machine.",
    );
  }
  const client = new Vitrine({ transport: directTransport(resources), projectName: complete.projectName });
  const { app, publicApp } = createApps(complete, resources);
  return {
    router: requestHandlerOf(app),
    publicRouter: requestHandlerOf(publicApp),
    client,
    embed: embedOf(resources, complete.publicUrl),
    keys: keysOf(resources),
    ready: (timeoutMs = 60_000) => resources.database.health.ready(timeoutMs),
    async close() {
      await client.close();
      await resources.close();
    },
  };
}
