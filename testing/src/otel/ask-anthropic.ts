import type Anthropic from '@anthropic-ai/sdk';
import { INSTRUCTIONS, QUESTION, REFUSED, weather } from './story.ts';

const CLAUDE = 'claude-haiku-4-5';
const GET_WEATHER: Anthropic.Tool = {
  name: 'get_weather',
  description: 'The weather in a city',
  input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};

/** Runs the scenario with Anthropic's client: a message that calls the tool, a streamed one, and a refused one. */
export async function askAnthropic(client: Anthropic): Promise<void> {
  const messages: Anthropic.MessageParam[] = [{ role: 'user', content: QUESTION }];
  const request = { model: CLAUDE, max_tokens: 500, system: INSTRUCTIONS, tools: [GET_WEATHER] };
  const asked = await client.messages.create({ ...request, messages });
  messages.push({ role: 'assistant', content: asked.content });
  messages.push({
    role: 'user',
    content: asked.content
      .filter((block) => block.type === 'tool_use')
      .map((block) => ({
        type: 'tool_result',
        tool_use_id: block.id,
        content: JSON.stringify(weather((block.input as { city: string }).city)),
      })),
  });
  const stream = await client.messages.create({ ...request, messages, stream: true });
  for await (const _ of stream);
  await client.messages
    .create({ model: CLAUDE, max_tokens: 500, messages: [{ role: 'user', content: REFUSED }] })
    .catch(() => undefined);
}
