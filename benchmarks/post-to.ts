import { request, type Agent } from 'node:http';

/** Sends a body without a copy. `fetch` would copy it, and take CPU time from the server on the same machine. */
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
