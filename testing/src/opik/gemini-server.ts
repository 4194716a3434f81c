import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Running server with Google's protocol. */
export interface GeminiServer {
  url: string;
  close(): Promise<void>;
}

const answer = (part: object, prompt: number, output: number): object => ({
  candidates: [{ content: { role: 'model', parts: [part] }, finishReason: 'STOP', index: 0 }],
  usageMetadata: {
    promptTokenCount: prompt,
    candidatesTokenCount: output,
    totalTokenCount: prompt + output,
    promptTokensDetails: [{ modality: 'TEXT', tokenCount: prompt }],
  },
  modelVersion: 'gemini-2.5-flash',
});

function respond(response: ServerResponse, path: string, body: string): void {
  if (body.includes('#error 400')) {
    response.writeHead(400, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { code: 400, message: 'Refused', status: 'INVALID_ARGUMENT' } }));
  } else if (path.includes(':streamGenerateContent')) {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const word of ['14 degrees', ' and rain.']) {
      response.write(`data: ${JSON.stringify(answer({ text: word }, 60, 8))}\n\n`);
    }
    response.end();
  } else {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer({ functionCall: { name: 'get_weather', args: { city: 'Paris' } } }, 40, 5)));
  }
}

/** Starts a server with the part of Google's protocol that the scenario uses: a tool call, a stream and an error. */
export async function startGeminiServer(): Promise<GeminiServer> {
  const server = createServer((request, response) => {
    void text(request).then((body) => respond(response, request.url ?? '', body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
