import * as langchain03 from '@testing/langchain-0.3';
import { CallbackManager } from '@langchain/core/callbacks/manager';
import { AIMessage, AIMessageChunk, HumanMessage } from '@langchain/core/messages';
import { StringOutputParser } from '@langchain/core/output_parsers';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { RunnableLambda } from '@langchain/core/runnables';
import { tool } from '@langchain/core/tools';
import { FakeListChatModel, FakeStreamingChatModel } from '@langchain/core/utils/testing';
import { END, interrupt, MemorySaver, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph';
import { ToolNode } from '@langchain/langgraph/prebuilt';
import { ChatOpenAI } from '@langchain/openai';

const langchain1 = {
  CallbackManager,
  AIMessage,
  AIMessageChunk,
  HumanMessage,
  StringOutputParser,
  ChatPromptTemplate,
  RunnableLambda,
  tool,
  FakeListChatModel,
  FakeStreamingChatModel,
  END,
  interrupt,
  MemorySaver,
  MessagesAnnotation,
  START,
  StateGraph,
  ToolNode,
  ChatOpenAI,
} as const;

/** Exports of a supported major version, with the types of the newer one. */
export type LangChain = typeof langchain1;

export const majors: [name: string, langchain: LangChain][] = [
  ['0.3', langchain03 as unknown as LangChain],
  ['1', langchain1],
];
