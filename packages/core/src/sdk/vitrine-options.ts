import { env } from '#platform';
import type { Logger } from './accounting.ts';
import type { Transport } from './transport.ts';

/** How a client is set up. An option that is absent is read from the environment, then has its default. */
export interface VitrineOptions {
  /** Where the server is mounted. `VITRINE_URL`, `http://127.0.0.1:4747`. */
  url?: string | undefined;
  /** `VITRINE_API_KEY`; none. */
  apiKey?: string | undefined;
  /** `VITRINE_WORKSPACE`; the server's default. */
  workspace?: string | undefined;
  /** The project of what names none. `VITRINE_PROJECT_NAME`; the server's `Default Project`. */
  projectName?: string | undefined;
  /** A lifecycle stage such as `production`. `VITRINE_ENVIRONMENT`; none. */
  environment?: string | undefined;
  /** Takes the writes in place of HTTP; `url`, `apiKey` and `workspace` are not used then. */
  transport?: Transport | undefined;
  /** How long a write waits for others to go with it, in ms. 300. */
  batchDelayMs?: number | undefined;
  /** So many waiting writes of a sort are sent at once. 100. */
  batchSize?: number | undefined;
  /** The most that may wait or be on its way; what comes beyond is dropped and counted. 100,000 writes, 32 MB. */
  maxQueueItems?: number | undefined;
  maxQueueBytes?: number | undefined;
  /** Where each kind of trouble is said once. `console`. */
  logger?: Logger | undefined;
}

/** Fills in the environment and the defaults. */
export function settingsOf(options: VitrineOptions) {
  return {
    url: options.url ?? env('VITRINE_URL') ?? 'http://127.0.0.1:4747',
    apiKey: options.apiKey ?? env('VITRINE_API_KEY'),
    workspace: options.workspace ?? env('VITRINE_WORKSPACE'),
    projectName: options.projectName ?? env('VITRINE_PROJECT_NAME'),
    environment: options.environment ?? env('VITRINE_ENVIRONMENT'),
    transport: options.transport,
    batching: { delayMs: options.batchDelayMs ?? 300, size: Math.max(1, options.batchSize ?? 100) },
    maxQueueItems: options.maxQueueItems ?? 100_000,
    maxQueueBytes: options.maxQueueBytes ?? 32 * 1024 * 1024,
    logger: options.logger ?? console,
  };
}
