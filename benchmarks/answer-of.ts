import { request, type Agent } from 'node:http';

/** The parsed answer to a request. `fetch` would take some milliseconds of its own, on the cores that are measured. */
export function answerOf(url: string, agent: Agent, body?: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = body && { 'content-type': 'application/json' };
    const asked = request(url, { agent, method: body ? 'POST' : 'GET', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => (text += piece));
      response.once('end', () => {
        if (response.statusCode === 200) resolve(JSON.parse(text));
        else reject(new Error(`${url}: ${text}`));
      });
    });
    asked.once('error', reject);
    asked.end(body && JSON.stringify(body));
  });
}
