export { startModelServer, type ModelServer, type ModelServerOptions } from './start-model-server.ts';
