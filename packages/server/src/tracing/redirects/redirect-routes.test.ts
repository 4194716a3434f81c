import { newId } from '@vitrine/core/model';
import { expect, test } from 'vitest';
import { startTestServer } from '../../server.fixture.ts';

test('the links that the SDKs print lead to the admin page of this server, for any `path` in the link', async () => {
  await using server = await startTestServer({}, { ready: false });
  const [trace, experiment] = [newId(), newId()];
  const elsewhere = Buffer.from('https://elsewhere.example/api').toString('base64');
  const follow = async (query: string): Promise<[number, string | null]> => {
    const url = `${server.url}/api/v1/session/redirect/${query}`;
    const { status, headers } = await fetch(url, { redirect: 'manual' });
    const location = headers.get('location');
    // A proxy may have cut off a prefix of the path, so the links are relative.
    expect(location?.startsWith('/') ?? false).toBe(false);
    return [status, location && new URL(location, url).pathname];
  };
  expect(await follow(`projects/?trace_id=${trace}&path=${elsewhere}`)).toEqual([303, `/vitrine/traces/${trace}`]);
  expect(await follow(`projects?trace_id=${trace}`)).toEqual([303, `/vitrine/traces/${trace}`]);
  expect(await follow(`experiments/?experiment_id=${experiment}&dataset_id=${newId()}&path=${elsewhere}`)).toEqual([
    303,
    `/vitrine/experiments/${experiment}`,
  ]);
  expect((await follow('projects/?trace_id=../../x'))[0]).toBe(400);
  expect((await follow('projects/'))[0]).toBe(422);
});
