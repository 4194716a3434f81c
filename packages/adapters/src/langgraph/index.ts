export { captureLangChain } from '../langchain/capture-langchain.ts';
export { type LangChainOptions, vitrineCallbacks, type VitrineCallbacks } from '../langchain/vitrine-callbacks.ts';
export { type LangGraphOptions, trackLangGraph } from './track-langgraph.ts';
