import { join } from 'node:path';
import { createVitrine, type VitrineOptions, type VitrineServer } from '@vitrine/server';
import express, { type Express } from 'express';
import { modelSource, type ModelOptions } from './agent/model-source.ts';
import { supportTools } from './agent/support-tools.ts';
import { chatRoutes } from './chat/chat-routes.ts';
import { Conversations } from './chat/conversations.ts';
import { OrderStore } from './orders/order-store.ts';
import { Sessions } from './sign-in/sessions.ts';
import type { User } from './sign-in/users.ts';
import { pageSecurity } from './page-security.ts';
import { POLICIES } from './policies/policies.ts';
import { PolicyIndex } from './policies/policy-index.ts';

/** Project of the traces. */
const PROJECT = 'Harbor Goods';
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
  const sessions = new Sessions();
  const vitrine = createVitrine({
    projectName: PROJECT,
    // The team sees everything. Customers get tokens for their own traces.
    authorize: (request) => {
      const user = sessions.userOf(request);
      return user?.isTeam ? { subject: user.id, role: 'manage' } : undefined;
    },
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
  app.use('/api/session', sessions.routes());
  app.get('/api/vitrine-token', sessions.required, async (request, response) => {
    const { id } = sessions.userOf(request) as User;
    const token = await vitrine.embed.token({
      subject: id,
      project: PROJECT,
      user: id,
      actions: ['read', 'feedback'],
      show: ['conversation', 'steps', 'usage'],
      redact: ['spans:tool.input'],
    });
    response.set('cache-control', 'no-store').json({ token });
  });
  app.use(
    '/api/chat',
    sessions.required,
    chatRoutes({ model: source.model, tools, conversations: new Conversations(), client: vitrine.client }, sessions),
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
