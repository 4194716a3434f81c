import { once } from 'node:events';
import { createServer } from 'node:http';
import { createSupportChat } from './create-support-chat.ts';

const port = Number(process.env['PORT'] ?? 3000);
const chat = await createSupportChat();
const server = createServer(chat.app).listen(port, '127.0.0.1');
await once(server, 'listening');

console.log(`Harbor Goods   http://localhost:${port}/`);
console.log(`Vitrine        http://localhost:${port}/vitrine/`);
console.log(`The answers come from ${chat.modelLabel}.`);

let closing = false;
async function close(): Promise<void> {
  if (closing) return;
  closing = true;
  server.close();
  server.closeAllConnections();
  await chat.close();
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void close());
