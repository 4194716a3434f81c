import { askLangchain } from '../../otel/ask-langchain.ts';
import { THREAD } from '../../otel/story.ts';

const { OpikCallbackHandler } =
  process.env['OPIK_MAJOR'] === '1' ? await import('@testing/opik-1/langchain') : await import('opik-langchain');

const handler = new OpikCallbackHandler({ threadId: THREAD });
await askLangchain([handler]);
await handler.flushAsync();
