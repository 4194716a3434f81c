import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { ReadableStream } from 'node:stream/web';
import { Opik } from 'opik';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer, type RunningServer } from '../running-server.ts';
import { expectSilence } from './expect-silence.ts';
import { MAJORS } from './majors.ts';

// The smaller resources through Opik's own SDK from npm: its methods if it has them, otherwise its REST client.
let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

expectSilence();

/** Returns the status of a call that is refused, or undefined if it succeeds. */
const refusal = (call: PromiseLike<unknown>): Promise<number | undefined> =>
  Promise.resolve(call).then(
    () => undefined,
    (error: unknown) => (error as { statusCode?: number }).statusCode,
  );

test('environments are created, listed, changed and deleted by their names', async () => {
  const client = new Opik({ apiUrl: `${server.url}/api` });
  const created = await client.createEnvironment('staging', { description: 'before live', color: '#FF0000' });
  expect(created).toMatchObject({ name: 'staging', description: 'before live', color: '#FF0000' });
  await client.createEnvironment('production');
  expect((await client.getEnvironments()).map(({ name }) => name).toSorted()).toEqual(['production', 'staging']);
  expect(await refusal(client.api.environments.createEnvironment({ name: 'staging' }))).toBe(409);
  const updated = await client.updateEnvironment('staging', { description: 'for tests' });
  expect(updated).toMatchObject({ id: created.id, description: 'for tests', color: '#FF0000' });
  await client.deleteEnvironment('staging');
  expect((await client.getEnvironments()).map(({ name }) => name)).toEqual(['production']);
});

describe.each(MAJORS)('opik $version', ({ version, opik }) => {
  const projectName = `resources ${version}`;
  let client: Opik;
  beforeAll(() => {
    client = new opik.Opik({ apiUrl: `${server.url}/api`, projectName });
  });

  async function loggedTrace(threadId?: string) {
    const trace = client.trace({ name: 'chat', ...(threadId && { threadId }) });
    const span = trace.span({ name: 'step', type: 'tool' });
    span.end();
    trace.end();
    await client.flush();
    return { traceId: trace.data.id, spanId: span.data.id };
  }

  test('feedback definitions of each type are created, read, replaced and deleted', async () => {
    const { feedbackDefinitions } = client.api;
    await feedbackDefinitions.createFeedbackDefinition({ type: 'numerical', name: 'q', details: { min: 0, max: 1 } });
    await feedbackDefinitions.createFeedbackDefinition({
      type: 'categorical',
      name: 'tone',
      details: { categories: { kind: 1, rude: 0 } },
    });
    const labels = { trueLabel: 'Yes', falseLabel: 'No' };
    await feedbackDefinitions.createFeedbackDefinition({ type: 'boolean', name: 'solved', details: labels });
    const page = await feedbackDefinitions.findFeedbackDefinitions({ size: 10 });
    expect(page).toMatchObject({ total: 3, content: [{ type: 'boolean', details: labels }, {}, {}] });
    const { content = [] } = await feedbackDefinitions.findFeedbackDefinitions({ type: 'categorical' });
    const id = content[0]?.id ?? '';
    const body = { type: 'categorical' as const, name: 'manner', details: { categories: { a: 1, b: 2 } } };
    await feedbackDefinitions.updateFeedbackDefinition(id, { body });
    expect(await feedbackDefinitions.getFeedbackDefinitionById(id)).toMatchObject(body);
    await feedbackDefinitions.deleteFeedbackDefinitionById(id);
    expect(await refusal(feedbackDefinitions.getFeedbackDefinitionById(id))).toBe(404);
    const ids = (page.content ?? []).flatMap((each) => each.id ?? []);
    await feedbackDefinitions.deleteFeedbackDefinitionsBatch({ ids });
    expect(await feedbackDefinitions.findFeedbackDefinitions()).toMatchObject({ total: 0 });
  });

  test('traces, spans and threads are commented on', async () => {
    const { traceId, spanId } = await loggedTrace('conversation');
    const { traces, spans } = client.api;
    await traces.addTraceComment(traceId, { body: { text: 'on the trace' } });
    await spans.addSpanComment(spanId, { body: { text: 'on the span' } });
    const { comments = [] } = await traces.getTraceById(traceId);
    expect(comments).toMatchObject([{ text: 'on the trace', createdBy: 'admin' }]);
    expect((await spans.getSpanById(spanId)).comments).toMatchObject([{ text: 'on the span' }]);
    const commentId = comments[0]?.id ?? '';
    await traces.updateTraceComment(commentId, { body: { text: 'changed' } });
    expect(await traces.getTraceComment(traceId, commentId)).toMatchObject({ text: 'changed' });
    await traces.deleteTraceComments({ ids: [commentId] });
    expect(await refusal(traces.getTraceComment(traceId, commentId))).toBe(404);

    const thread = { projectName, threadId: 'conversation' };
    const { threadModelId = '' } = await traces.getTraceThread(thread);
    await traces.addThreadComment(threadModelId, { body: { text: 'on the thread' } });
  });

  test('projects are found with their statistics, and deleted', async () => {
    await loggedTrace();
    const { projects } = client.api;
    const emptyName = `empty ${version}`;
    await projects.createProject({ name: emptyName, description: 'nothing yet' });
    const sorting = JSON.stringify([{ field: 'last_updated_trace_at', direction: 'DESC' }]);
    const { content = [] } = await projects.findProjects({ sorting, size: 10 });
    expect(content[0]).toMatchObject({ name: projectName });
    expect(content[0]?.lastUpdatedTraceAt).toBeInstanceOf(Date);
    const stats = await projects.getProjectStats({ name: projectName });
    expect(stats.content?.[0]).toMatchObject({ projectId: content[0]?.id, errorCount: { count: 0 } });
    expect(stats.content?.[0]?.traceCount).toBeGreaterThan(0);
    const empty = content.find(({ name }) => name === emptyName)?.id ?? '';
    await projects.updateProject(empty, { description: 'still nothing' });
    expect(await projects.getProjectById(empty)).toMatchObject({ description: 'still nothing' });
    await projects.deleteProjectsBatch({ ids: [empty] });
    expect(await refusal(projects.retrieveProject({ name: emptyName }))).toBe(404);
  });

  test.each([
    ['whole', 1],
    ['in parts', 3],
  ])('attachments are uploaded %s, listed, downloaded and deleted', async (_how, numOfFileParts) => {
    const { traceId } = await loggedTrace();
    const { attachments, projects } = client.api;
    const { id: projectId = '' } = await projects.retrieveProject({ name: projectName });
    const bytes = randomBytes(300_000);
    const about = { entityType: 'trace' as const, entityId: traceId };
    const file = { ...about, fileName: 'photo.png', mimeType: 'image/png', projectName };
    const path = Buffer.from(`${server.url}/api`).toString('base64');
    const { uploadId, preSignUrls } = await attachments.startMultiPartUpload({ ...file, numOfFileParts, path });
    const size = bytes.length / numOfFileParts;
    const uploadedFileParts: { eTag: string; partNumber: number }[] = [];
    for (const [index, url] of preSignUrls.entries()) {
      const part = bytes.subarray(index * size, (index + 1) * size);
      const response = await fetch(url, { method: 'PUT', body: new Uint8Array(part) });
      expect(response.ok).toBe(true);
      uploadedFileParts.push({ eTag: response.headers.get('etag') ?? '', partNumber: index + 1 });
    }
    if (uploadId !== 'BEMinIO') {
      await attachments.completeMultiPartUpload({ ...file, fileSize: bytes.length, uploadId, uploadedFileParts });
    }
    const { content = [] } = await attachments.attachmentList({ ...about, projectId, path });
    expect(content).toMatchObject([{ fileName: 'photo.png', fileSize: bytes.length, mimeType: 'image/png' }]);
    const linked = await fetch(content[0]?.link ?? '');
    expect(Buffer.from(await linked.arrayBuffer()).equals(bytes)).toBe(true);
    const named = { ...about, containerId: projectId, fileName: 'photo.png', mimeType: 'image/png' };
    const stream = (await attachments.downloadAttachment(named)) as unknown as ReadableStream<Uint8Array>;
    expect((await buffer(stream)).equals(bytes)).toBe(true);
    await attachments.deleteAttachments({
      ...file,
      containerId: projectId,
      fileSize: 0,
      uploadId: '',
      uploadedFileParts: [],
    });
    expect(await attachments.attachmentList({ ...about, projectId, path })).toMatchObject({ total: 0 });
  });
});
