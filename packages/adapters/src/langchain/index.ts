export { type LangChainOptions, vitrineCallbacks, type VitrineCallbacks } from './vitrine-callbacks.ts';
