export { type McpClientOptions, trackMcpClient } from './track-mcp-client.ts';
export { type McpServerOptions, trackMcpServer } from './track-mcp-server.ts';
