import { newId } from '@vitrine/core';

/** Vocabulary of the texts, to which random tokens are added. */
const WORDS = 'order refund parcel policy customer delivery address invoice return carrier stock payment'.split(' ');

function text(length: number): string {
  let result = '';
  while (result.length < length) {
    result += `${WORDS[Math.floor(Math.random() * WORDS.length)]} ${Math.random().toString(36).slice(2, 8)} `;
  }
  return result;
}

/** Returns spans of one trace, each a model call of about 2 KB. */
export function sampleSpans(trace_id: string, count: number) {
  return Array.from({ length: count }, () => {
    const now = Date.now();
    return {
      id: newId(),
      trace_id,
      project_name: 'bench',
      name: 'model call',
      type: 'llm',
      model: 'gpt-4o-mini',
      provider: 'openai',
      usage: { prompt_tokens: 800, completion_tokens: 120 },
      start_time: new Date(now).toISOString(),
      end_time: new Date(now + 800).toISOString(),
      input: { messages: [{ role: 'user', content: text(1_200) }] },
      output: { text: text(500) },
      metadata: { release: '1.4.2', region: 'eu-west-1' },
    };
  });
}
