import type { OpenAI } from 'openai';
import type { ChatCompletionMessageParam, ChatCompletionTool } from 'openai/resources/chat/completions';
import { EMBEDDING_MODEL, INSTRUCTIONS, MODEL, QUESTION, REFUSED, weather } from './story.ts';

const GET_WEATHER: ChatCompletionTool = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'The weather in a city',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
};

/**
 * Runs the scenario with OpenAI's client. Makes a chat completion with a tool call, a streamed one, a call of the
 * Responses API, an embedding, and a refused call.
 */
export async function askOpenai(openai: OpenAI): Promise<void> {
  const messages: ChatCompletionMessageParam[] = [
    { role: 'system', content: INSTRUCTIONS },
    { role: 'user', content: QUESTION },
  ];
  const first = await openai.chat.completions.create({ model: MODEL, messages, tools: [GET_WEATHER] });
  const asked = first.choices.at(0)!.message;
  messages.push(asked);
  for (const call of asked.tool_calls ?? []) {
    if (call.type !== 'function') continue;
    const { city } = JSON.parse(call.function.arguments) as { city: string };
    messages.push({ role: 'tool', tool_call_id: call.id, content: JSON.stringify(weather(city)) });
  }
  const stream = await openai.chat.completions.create({
    model: MODEL,
    messages,
    tools: [GET_WEATHER],
    stream: true,
    stream_options: { include_usage: true },
  });
  let answer = '';
  for await (const chunk of stream) answer += chunk.choices[0]?.delta.content ?? '';
  await openai.responses.create({ model: MODEL, instructions: INSTRUCTIONS, input: `Say it again: ${answer}` });
  await openai.embeddings.create({ model: EMBEDDING_MODEL, input: [QUESTION, answer] });
  await openai.chat.completions
    .create({ model: MODEL, messages: [{ role: 'user', content: REFUSED }] })
    .catch(() => undefined);
}
