import { SystemMessage } from '@langchain/core/messages';
import { END, interrupt, MemorySaver, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph';
import { ToolNode, toolsCondition } from '@langchain/langgraph/prebuilt';
import type { ChatOpenAI } from '@langchain/openai';
import { add, multiply } from './tools.ts';

const RULES = 'You calculate. Use the tools for every operation, one at a time, and answer in one sentence.';

/** Returns a graph that calculates with tools, and asks a person to confirm the result. */
export function graphOf(model: ChatOpenAI) {
  const tools = [add, multiply];
  const asked = model.bindTools(tools);
  const calculate = new StateGraph(MessagesAnnotation)
    .addNode('think', async ({ messages }) => ({
      messages: [await asked.invoke([new SystemMessage(RULES), ...messages])],
    }))
    .addNode('tools', new ToolNode(tools))
    .addEdge(START, 'think')
    .addConditionalEdges('think', toolsCondition, ['tools', END])
    .addEdge('tools', 'think')
    .compile({ name: 'calculator' });
  return new StateGraph(MessagesAnnotation)
    .addNode('calculate', calculate)
    .addNode('confirm', ({ messages }) => {
      const verdict: unknown = interrupt({ question: 'Is this right?', answer: messages.at(-1)?.text });
      return { messages: [{ role: 'assistant', content: `A person said: ${String(verdict)}.` }] };
    })
    .addEdge(START, 'calculate')
    .addEdge('calculate', 'confirm')
    .addEdge('confirm', END)
    .compile({ name: 'desk', checkpointer: new MemorySaver() });
}
