import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type OpenAI from 'openai';

const RULES = 'You calculate. Use the tools for every operation, one at a time, and answer in one sentence.';
const MOST_STEPS = 10;

/** Calls the model, and the MCP tools that the model requests, until the model answers. */
export async function answer(question: string, openai: OpenAI, mcp: Client): Promise<string> {
  const { tools: offered } = await mcp.listTools();
  const tools = offered.map(({ name, description = '', inputSchema }) => {
    return { type: 'function' as const, function: { name, description, parameters: inputSchema } };
  });
  const messages: OpenAI.ChatCompletionMessageParam[] = [
    { role: 'system', content: RULES },
    { role: 'user', content: question },
  ];
  for (let step = 0; step < MOST_STEPS; step++) {
    const { choices } = await openai.chat.completions.create({ model: 'gpt-4.1-mini', messages, tools });
    const message = choices.at(0)?.message;
    if (message?.tool_calls === undefined || message.tool_calls.length === 0) return message?.content ?? '';
    messages.push(message);
    for (const call of message.tool_calls) {
      if (call.type !== 'function') continue;
      const args = JSON.parse(call.function.arguments) as Record<string, unknown>;
      const { content } = await mcp.callTool({ name: call.function.name, arguments: args });
      messages.push({ role: 'tool', tool_call_id: call.id, content: JSON.stringify(content) });
    }
  }
  return 'I could not find the answer.';
}
