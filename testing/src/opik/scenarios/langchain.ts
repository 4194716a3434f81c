import { askLangchain } from '../../otel/ask-langchain.ts';
import { THREAD } from '../../otel/story.ts';
import { MAJOR } from '../major.ts';

const { OpikCallbackHandler } =
  MAJOR === '1' ? await import('@testing/opik-1/langchain') : await import('opik-langchain');

const handler = new OpikCallbackHandler({ threadId: THREAD });
await askLangchain([handler]);
await handler.flushAsync();
