export { captureLangChain } from './capture-langchain.ts';
export { type LangChainOptions, vitrineCallbacks, type VitrineCallbacks } from './vitrine-callbacks.ts';
