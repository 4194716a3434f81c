/** Parts of LangChain 0.3 for the tests of the adapters, in a separate package with its own peer dependencies. */
export { CallbackManager } from '@langchain/core/callbacks/manager';
export { AIMessage, AIMessageChunk, HumanMessage } from '@langchain/core/messages';
export { StringOutputParser } from '@langchain/core/output_parsers';
export { ChatPromptTemplate } from '@langchain/core/prompts';
export { RunnableLambda } from '@langchain/core/runnables';
export { tool } from '@langchain/core/tools';
export { FakeListChatModel, FakeStreamingChatModel } from '@langchain/core/utils/testing';
export {
  END,
  GraphInterrupt,
  interrupt,
  MemorySaver,
  MessagesAnnotation,
  START,
  StateGraph,
} from '@langchain/langgraph';
export { ToolNode } from '@langchain/langgraph/prebuilt';
export { ChatOpenAI } from '@langchain/openai';
