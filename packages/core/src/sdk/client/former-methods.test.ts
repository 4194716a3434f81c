import { expect, it } from 'vitest';
import { Sink } from '../transport/sink.fixture.ts';
import { Vitrine } from './vitrine.ts';

const FILE = { entityType: 'trace', entityId: 'id', fileName: 'a.txt', contentType: 'text/plain' } as const;
const SCORE = { name: 'tone', value: 1 };

async function firstOf(records: AsyncGenerator): Promise<void> {
  await records.next();
}

it.each<[string, (client: Vitrine) => unknown, (client: Vitrine) => unknown]>([
  [
    'searchTraces',
    (it) => firstOf(it.searchTraces({ maxResults: 1 })),
    (it) => firstOf(it.traces.search({ maxResults: 1 })),
  ],
  [
    'countTraces',
    (it) => it.countTraces({ filter: 'duration > 1' }),
    (it) => it.traces.count({ filter: 'duration > 1' }),
  ],
  ['getTrace', (it) => it.getTrace('id'), (it) => it.traces.get('id')],
  [
    'searchSpans',
    (it) => firstOf(it.searchSpans({ traceId: 'id' })),
    (it) => firstOf(it.spans.search({ traceId: 'id' })),
  ],
  ['getSpan', (it) => it.getSpan('id'), (it) => it.spans.get('id')],
  [
    'searchThreads',
    (it) => firstOf(it.searchThreads({ after: 'id' })),
    (it) => firstOf(it.threads.search({ after: 'id' })),
  ],
  ['getThread', (it) => it.getThread('t', { projectName: 'p' }), (it) => it.threads.get('t', { projectName: 'p' })],
  ['setThreadStatus', (it) => it.setThreadStatus('t', 'inactive'), (it) => it.threads.setStatus('t', 'inactive')],
  ['scoreTrace', (it) => it.scoreTrace('id', SCORE), (it) => it.scores.add('trace', 'id', SCORE)],
  ['scoreSpan', (it) => it.scoreSpan('id', SCORE), (it) => it.scores.add('span', 'id', SCORE)],
  ['scoreThread', (it) => it.scoreThread('t', SCORE), (it) => it.scores.add('thread', 't', SCORE)],
  ['deleteScore', (it) => it.deleteScore('span', 'id', 'tone'), (it) => it.scores.delete('span', 'id', 'tone')],
  ['projects', (it) => firstOf(it.projects({ name: 'p' })), (it) => firstOf(it.projects.search({ name: 'p' }))],
  ['getProject', (it) => it.getProject('p'), (it) => it.projects.get('p')],
  ['getEnvironments', (it) => it.getEnvironments(), (it) => it.environments.list()],
  ['createEnvironment', (it) => it.createEnvironment('qa'), (it) => it.environments.create('qa')],
  [
    'updateEnvironment',
    (it) => it.updateEnvironment('prod', { color: '#FF0000' }),
    (it) => it.environments.update('prod', { color: '#FF0000' }),
  ],
  ['deleteEnvironment', (it) => it.deleteEnvironment('prod'), (it) => it.environments.delete('prod')],
  ['attachments', (it) => it.attachments(FILE), (it) => it.attachments.list(FILE)],
  ['downloadAttachment', (it) => it.downloadAttachment(FILE), (it) => it.attachments.download(FILE)],
])('client.%s makes the requests of the method that replaces it', async (_name, former, current) => {
  const body = JSON.stringify({ id: 'project', content: [{ id: 'e', name: 'prod' }], total: 1 });
  await using sink = await Sink.start((response) => response.writeHead(200).end(body));
  const requests: string[][] = [];
  for (const call of [former, current]) {
    sink.received.length = 0;
    const client = new Vitrine({ url: sink.url, projectName: 'own', spool: false });
    await call(client);
    await client.close();
    requests.push(sink.received.map((received) => `${received.method} ${received.url} ${received.body}`));
  }
  expect(requests[0]).not.toEqual([]);
  expect(requests[0]).toEqual(requests[1]);
});
