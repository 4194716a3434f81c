import { afterEach, expect, test, vi } from 'vitest';
import { completeOptions } from './options.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('files are stored in the data directory, or in the bucket that the environment or the options name', () => {
  expect(completeOptions().attachments).toEqual({ maxBytes: 2 ** 30, s3: undefined });
  vi.stubEnv('VITRINE_S3_BUCKET', 'traces');
  vi.stubEnv('VITRINE_S3_ENDPOINT', 'https://minio.internal:9000');
  vi.stubEnv('VITRINE_S3_ACCESS_KEY_ID', 'id');
  vi.stubEnv('VITRINE_S3_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('VITRINE_MAX_ATTACHMENT_BYTES', '1000');
  expect(completeOptions().attachments).toMatchObject({
    maxBytes: 1000,
    s3: { bucket: 'traces', endpoint: 'https://minio.internal:9000', accessKeyId: 'id', secretAccessKey: 'secret' },
  });
  expect(completeOptions({ attachments: { s3: { bucket: 'own' }, maxBytes: 5 } }).attachments).toEqual({
    maxBytes: 5,
    s3: { bucket: 'own' },
  });
});

test('an error names the environment variables that are not accepted', () => {
  vi.stubEnv('VITRINE_S3_ENDPOINT', 'minio');
  vi.stubEnv('VITRINE_MAX_ATTACHMENT_BYTES', 'lots');
  expect(() => completeOptions()).toThrow(/VITRINE_MAX_ATTACHMENT_BYTES.*VITRINE_S3_ENDPOINT.*URL such as/s);
});

test('the maximum size of a body comes from the options or the environment, and is checked', () => {
  expect(completeOptions().maxBodyBytes).toBe(50 * 2 ** 20);
  vi.stubEnv('VITRINE_MAX_BODY_BYTES', '100000');
  expect(completeOptions().maxBodyBytes).toBe(100_000);
  expect(completeOptions({ maxBodyBytes: 200_000 }).maxBodyBytes).toBe(200_000);
  expect(() => completeOptions({ maxBodyBytes: 2 ** 30 })).toThrow('maxBodyBytes: expected at most 268435456 bytes');
  vi.stubEnv('VITRINE_MAX_BODY_BYTES', 'lots');
  expect(() => completeOptions()).toThrow('VITRINE_MAX_BODY_BYTES: expected a number of bytes');
});

test.each(['localhost:8123', 'clickhouse', 'ftp://clickhouse:21'])('%s is refused as a URL of ClickHouse', (url) => {
  expect(() => completeOptions({ clickhouse: { url } })).toThrow('clickhouse.url: expected a URL such as http://');
  vi.stubEnv('VITRINE_CLICKHOUSE_URL', url);
  expect(() => completeOptions()).toThrow('VITRINE_CLICKHOUSE_URL: expected a URL such as http://');
});
