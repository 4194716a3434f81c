import { randomUUID } from 'node:crypto';
import { Router, json, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Sessions } from '../sign-in/sessions.ts';
import type { User } from '../sign-in/users.ts';
import { answer, type Agent } from '../agent/answer.ts';

const ChatRequest = z.object({
  message: z.string().trim().min(1, 'Write a message first.').max(2000, 'A message can have at most 2,000 characters.'),
  thread_id: z.uuid().optional(),
});

async function postChat(agent: Agent, user: User, req: Request, res: Response): Promise<void> {
  const parsed = ChatRequest.safeParse(req.body);
  if (!parsed.success) {
    res.status(400).json({ message: parsed.error.issues[0]!.message });
    return;
  }
  const left = new AbortController();
  res.on('close', () => left.abort());
  res.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' });
  const { message, thread_id: threadId = randomUUID() } = parsed.data;
  await answer(agent, { message, threadId, userId: user.id, signal: left.signal }, (event) => {
    if (!res.destroyed) res.write(`${JSON.stringify(event)}\n`);
  });
  res.end();
}

/**
 * Creates the routes of the chat. A user has only their own conversations.
 * `POST /api/chat` with `{ message, thread_id? }` streams the answer, one `ChatEvent` per line.
 * `GET /api/chat/:thread_id` returns the conversation, `{ turns: [{ question, answer, trace_id, failure? }] }`.
 */
export function chatRoutes(agent: Agent, sessions: Sessions): Router {
  const router = Router();
  router.post('/', json({ limit: '20kb' }), (req, res) => postChat(agent, sessions.userOf(req) as User, req, res));
  router.get('/:threadId', (req, res) => {
    const { id } = sessions.userOf(req) as User;
    res.set('cache-control', 'no-store').json({ turns: agent.conversations.turns(id, req.params.threadId) });
  });
  return router;
}
