import type { SpanKind } from '../model/kind.ts';
import type { Convention, Source } from './convention.ts';

/** Places of the metadata of a reply in a component's output: of chat messages now and before 2.9, and of texts. */
const METADATA = ['replies.0.meta', 'replies.0._meta', 'meta.0', 'meta'];

const inMetadata = (path: string): Source[] => METADATA.map((at) => `haystack.component.output#${at}.${path}`);
const NAME: Source[] = ['haystack.component.name'];

/**
 * Attributes that Haystack's `OpenTelemetryTracer` writes. All components have spans with the name
 * `haystack.component.run`; the type of the component is its class. Bodies and usage are there if
 * `HAYSTACK_CONTENT_TRACING_ENABLED` is set.
 *
 * Source: deepset-ai/haystack, `haystack/tracing/` and `core/pipeline/` of 2.x.
 */
export const HAYSTACK: Convention = {
  prefixes: ['haystack.'],
  kinds: [
    {
      from: 'haystack.component.type',
      as: {
        agent: 'agent',
        toolinvoker: 'tool',
        '*generator': 'llm',
        '*retriever': 'retrieval',
        '*textembedder': 'embedding',
        '*documentembedder': 'embedding',
        '*ranker': 'rerank',
      },
    },
  ],
  markers: [
    ['haystack.agent.', 'agent'],
    ['haystack.component.', 'step'],
    ['haystack.pipeline.', 'chain'],
  ],
  names: Object.fromEntries(
    (['agent', 'tool', 'llm', 'retrieval', 'embedding', 'rerank', 'step'] satisfies SpanKind[]).map((kind) => [
      kind,
      NAME,
    ]),
  ),
  scalars: { model: inMetadata('model') },
  usage: {
    prompt: [...inMetadata('usage.prompt_tokens'), ...inMetadata('usage.input_tokens')],
    completion: [...inMetadata('usage.completion_tokens'), ...inMetadata('usage.output_tokens')],
    total: inMetadata('usage.total_tokens'),
    cache_read: inMetadata('usage.prompt_tokens_details.cached_tokens'),
    reasoning: inMetadata('usage.completion_tokens_details.reasoning_tokens'),
  },
  input: [
    { whole: 'haystack.component.input' },
    { whole: 'haystack.agent.input' },
    { whole: 'haystack.pipeline.input_data' },
  ],
  output: [
    { whole: 'haystack.component.output' },
    { whole: 'haystack.agent.output' },
    { whole: 'haystack.pipeline.output_data' },
  ],
};
