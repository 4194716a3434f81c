import { request, type Agent } from 'node:http';

/** Sends a body as it is. `fetch` would copy it, at a cost that this machine's cores have to bear beside the server. */
export function postTo(agent: Agent, url: string, headers: Record<string, string>, body: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method: 'POST', agent, headers: { ...headers, 'content-length': body.length } },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.once('end', () => {
          const { statusCode = 0 } = response;
          if (statusCode >= 200 && statusCode < 300) resolve();
          else reject(new Error(`${statusCode} ${Buffer.concat(parts).toString()}`));
        });
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}
