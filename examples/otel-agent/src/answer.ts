import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Tracer } from '@opentelemetry/api';
import type OpenAI from 'openai';

const MODEL = 'gpt-4.1-mini';

/** Calls the model, and records spans with the attributes of OpenTelemetry's GenAI conventions. */
export async function answer(question: string, openai: OpenAI, tracer: Tracer): Promise<string> {
  const asked = [{ role: 'user' as const, content: question }];
  const agent = tracer.startSpan('invoke_agent calculator', {
    attributes: {
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': 'calculator',
      'gen_ai.input.messages': JSON.stringify(asked),
    },
  });
  const call = tracer.startSpan(
    `chat ${MODEL}`,
    {
      kind: SpanKind.CLIENT,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'openai',
        'gen_ai.request.model': MODEL,
        'gen_ai.input.messages': JSON.stringify(asked),
      },
    },
    trace.setSpan(ROOT_CONTEXT, agent),
  );
  try {
    const { choices, usage, model } = await openai.chat.completions.create({ model: MODEL, messages: asked });
    const text = choices[0]?.message.content ?? '';
    const output = JSON.stringify([{ role: 'assistant', content: text }]);
    call.setAttributes({
      'gen_ai.response.model': model,
      'gen_ai.usage.input_tokens': usage?.prompt_tokens ?? 0,
      'gen_ai.usage.output_tokens': usage?.completion_tokens ?? 0,
      'gen_ai.output.messages': output,
    });
    agent.setAttribute('gen_ai.output.messages', output);
    return text;
  } catch (error) {
    call.recordException(error as Error);
    call.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    call.end();
    agent.end();
  }
}
