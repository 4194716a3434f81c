import { defaultClient, type Vitrine } from '@vitrine/core';
import { OPERATIONS, type Operation, type Params } from './operations.ts';
import { RecordedRequest } from './recorded-request.ts';

/** How the requests of an MCP client are recorded. */
export interface McpClientOptions {
  /**
   * Whether requests tell the server, in `_meta` (`traceparent` and `tracestate`, as MCP's specification has it), what they
   * are a part of, so that what it records nests there. On unless false.
   */
  propagate?: boolean | undefined;
}

type Call = (this: object, params: Params, ...rest: unknown[]) => Promise<unknown>;

/** The clients that are tracked: a second time changes nothing. */
const tracked = new WeakSet<object>();

/** The parameters, with what the request is a part of. What the app put there itself stays. */
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
 * Records what an MCP client asks of its server: tool calls, reads of resources, and prompts. Inside a tracked function
 * they nest there.
 *
 * @param mcpClient a `Client` of `@modelcontextprotocol/sdk`
 * @param client the default client where absent
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
