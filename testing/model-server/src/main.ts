import { startModelServer } from './start-model-server.ts';

const server = await startModelServer({ port: Number(process.env['PORT'] ?? 4800) });
console.log(`The model server listens on ${server.url} and accepts any API key and any model name.`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void server.close());
}
