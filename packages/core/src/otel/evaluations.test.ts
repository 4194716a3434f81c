import { describe, expect, it } from 'vitest';
import { event, mapAttributes } from './map-attributes.fixture.ts';

describe('evaluations', () => {
  it('are read from the events of the GenAI conventions, which stay in the metadata', () => {
    const result = {
      'gen_ai.evaluation.name': 'Relevance',
      'gen_ai.evaluation.score.value': 0.8,
      'gen_ai.evaluation.score.label': 'relevant',
      'gen_ai.evaluation.explanation': 'It answers the question.',
    };
    const mapped = mapAttributes(
      { 'gen_ai.operation.name': 'chat' },
      {
        events: [
          event('gen_ai.evaluation.result', result),
          event('gen_ai.evaluation.result', {
            'gen_ai.evaluation.name': 'Toxicity',
            'gen_ai.evaluation.score.label': 'pass',
          }),
          event('gen_ai.evaluation.result', { 'gen_ai.evaluation.name': 'Nothing' }),
          event('gen_ai.evaluation.result', { 'gen_ai.evaluation.score.value': 1 }),
        ],
      },
    );
    expect(mapped.evaluations).toEqual([
      { name: 'Relevance', value: 0.8, label: 'relevant', explanation: 'It answers the question.' },
      { name: 'Toxicity', label: 'pass' },
    ]);
    expect(mapped.metadata['events']).toHaveLength(4);
  });

  it('are read from the annotations and evaluations of OpenInference', () => {
    const mapped = mapAttributes({
      'openinference.span.kind': 'LLM',
      'evaluations.0.evaluation.name': 'correctness',
      'evaluations.0.evaluation.score': 1,
      'evaluations.0.evaluation.label': 'correct',
      'annotations.0.annotation.name': 'tone',
      'annotations.0.annotation.label': 'friendly',
    });
    expect(mapped.evaluations).toEqual([
      { name: 'correctness', value: 1, label: 'correct' },
      { name: 'tone', label: 'friendly' },
    ]);
  });
});
