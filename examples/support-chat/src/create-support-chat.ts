import { join } from 'node:path';
import { createVitrine, type VitrineOptions, type VitrineServer } from '@vitrine/server';
import express, { type Express } from 'express';
import { modelSource, type ModelOptions } from './agent/model-source.ts';
import { supportTools } from './agent/support-tools.ts';
import { chatRoutes } from './chat/chat-routes.ts';
import { Conversations } from './chat/conversations.ts';
import { OrderStore } from './orders/order-store.ts';
import { pageSecurity } from './page-security.ts';
import { POLICIES } from './policies/policies.ts';
import { PolicyIndex } from './policies/policy-index.ts';

/** Latency of the simulated order system, in ms. */
const ORDERS_MS = 140;
/** Latency of the simulated policy search, in ms. */
const POLICIES_MS = 60;

export interface SupportChatOptions extends ModelOptions {
  vitrine?: VitrineOptions;
}

/** Support chat that is ready to listen. */
export interface SupportChat {
  app: Express;
  vitrine: VitrineServer;
  /** Description of where the model runs, for console output. */
  modelLabel: string;
  close: () => Promise<void>;
}

/**
 * Creates the support chat: its page, its agent, and Vitrine mounted under `/vitrine`.
 *
 * @example
 * const { app, close } = await createSupportChat({ vitrine: { dataDir: '.vitrine' } });
 * app.listen(3000);
 */
export async function createSupportChat(options: SupportChatOptions = {}): Promise<SupportChat> {
  const source = await modelSource(options);
  const isProduction = process.env['NODE_ENV'] === 'production';
  const vitrine = createVitrine({
    projectName: 'Harbor Goods',
    ...(!isProduction && { auth: 'local' }),
    ...options.vitrine,
  });
  const policies = new PolicyIndex(POLICIES, { latencyMs: POLICIES_MS });
  const searchPolicies = vitrine.client.track({ name: 'policy index', kind: 'retrieval' }, (query: string) =>
    policies.search(query),
  );
  const tools = supportTools({ orders: new OrderStore({ latencyMs: ORDERS_MS }), searchPolicies });

  const app = express();
  app.disable('x-powered-by');
  app.use('/vitrine', vitrine.router);
  app.use(pageSecurity);
  app.use(
    '/api/chat',
    chatRoutes({ model: source.model, tools, conversations: new Conversations(), client: vitrine.client }),
  );
  app.use(express.static(join(import.meta.dirname, '../public')));

  return {
    app,
    vitrine,
    modelLabel: source.label,
    async close() {
      await vitrine.close();
      await source.close();
    },
  };
}
