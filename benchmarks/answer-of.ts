import { request, type Agent } from 'node:http';

/**
 * Sends a GET request, or a POST request if there is a body, and returns the parsed JSON response. `fetch` would add
 * some milliseconds of CPU time on the cores that are measured.
 */
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
