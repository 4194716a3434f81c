import { defaultClient, type Vitrine } from '@vitrine/core';
import { OPERATIONS, type Operation, type Params } from './operations.ts';
import { RecordedRequest } from './recorded-request.ts';

/** Options for recording the requests of an MCP client. */
export interface McpClientOptions {
  /**
   * Whether requests carry the current trace in `_meta` (`traceparent` and `tracestate`, as MCP's specification
   * defines). What the server records then nests in that trace. True if left out.
   */
  propagate?: boolean | undefined;
}

type Call = (this: object, params: Params, ...rest: unknown[]) => Promise<unknown>;

/** Tracked clients. Tracking one again has no effect. */
const tracked = new WeakSet<object>();

/** Adds the current trace to the parameters. A `traceparent` that the app set is kept. */
function withContext(params: Params, headers: Record<string, string>): Params {
  const { traceparent, tracestate } = headers;
  if (traceparent === undefined || params._meta?.['traceparent'] !== undefined) return params;
  return { ...params, _meta: { ...params._meta, traceparent, ...(tracestate !== undefined && { tracestate }) } };
}

function recording(operation: Operation, call: Call, client: Vitrine, propagate: boolean): Call {
  const begin = (params: Params): RecordedRequest | undefined => {
    try {
      return new RecordedRequest(client, { ...operation.start(params), metadata: { mcp: operation.method } });
    } catch (error) {
      client.warn('An MCP request could not be recorded', error);
      return undefined;
    }
  };
  return function recorded(this: object, params, ...rest) {
    const request = begin(params);
    if (request === undefined) return call.call(this, params, ...rest);
    return client.runWith(request.span, () => {
      const sent = propagate ? withContext(params, client.distributedHeaders()) : params;
      const answer = call.call(this, sent, ...rest);
      answer.then(
        (result) => request.end(operation.result(result)),
        (error: unknown) => request.end({ errorInfo: error }),
      );
      return answer;
    });
  };
}

/**
 * Records the requests of an MCP client: tool calls, reads of resources, and prompts. Requests in a tracked function
 * nest there.
 *
 * @param mcpClient a `Client` of `@modelcontextprotocol/sdk`
 * @param client Vitrine client; the default client if left out
 * @returns the same MCP client
 * @example
 * const mcp = trackMcpClient(new Client({ name: 'desk', version: '1.0.0' }), client);
 * await mcp.connect(transport);
 * await mcp.callTool({ name: 'find_order', arguments: { id: '1042' } });
 */
export function trackMcpClient<C extends object>(
  mcpClient: C,
  client: Vitrine = defaultClient(),
  options: McpClientOptions = {},
): C {
  if (tracked.has(mcpClient)) return mcpClient;
  tracked.add(mcpClient);
  const calls = mcpClient as Record<string, Call | undefined>;
  for (const operation of OPERATIONS) {
    const call = calls[operation.call];
    if (typeof call === 'function')
      calls[operation.call] = recording(operation, call, client, options.propagate !== false);
  }
  return mcpClient;
}
