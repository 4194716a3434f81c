import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Secrets } from './secrets.ts';

const random = (): string => randomBytes(32).toString('base64url');

describe('a secret', () => {
  test.each([
    ['short', /5 bytes; expected at least 32/],
    ['changeme-changeme-changeme-changeme', /example/],
    ['your-secret-of-at-least-32-characters', /example/],
    ['secretsecretsecretsecretsecretsecret', /example/],
    ['0'.repeat(40), /example/],
    ['xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', /example/],
  ])('is refused if it is %s', (secret, why) => {
    expect(() => new Secrets([secret], undefined)).toThrow(why);
    expect(() => new Secrets([random(), secret], undefined)).toThrow(/secret 2/);
  });

  test('is accepted whatever random text it is', () => {
    for (const start of ['0', '1', 'x', 'X', 's', 'c', 'y', '-', '_']) {
      expect(() => new Secrets([start + random()], undefined)).not.toThrow();
    }
  });

  test('gives one key for each purpose; the first signs, and all verify', () => {
    const [old, current] = [random(), random()];
    const before = new Secrets([old], undefined);
    const after = new Secrets([current, old], undefined);
    expect(after.keys('embed')).toHaveLength(2);
    expect(after.keys('embed')[1]).toEqual(before.keys('embed')[0]);
    expect(after.keys('embed')[0]?.key).not.toEqual(after.keys('storage')[0]?.key);
    expect(after.find('embed', before.keys('embed').at(0)!.id)).toEqual(before.keys('embed').at(0)!.key);
    expect(before.find('embed', after.keys('embed').at(0)!.id)).toBeUndefined();
  });

  test('is needed by servers that share ClickHouse, and has no default', () => {
    const none = new Secrets(undefined, undefined);
    expect(() => none.keys('embed')).toThrow(/VITRINE_SECRET/);
    expect(none.find('embed', 'x')).toBeUndefined();
  });

  test('of the embedded engine is made once and readable by its owner alone', () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-secret-'));
    const first = new Secrets(undefined, dataDir);
    expect(new Secrets(undefined, dataDir).keys('embed')).toEqual(first.keys('embed'));
    expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600);
    rmSync(dataDir, { recursive: true, force: true });
  });
});

describe('a sealed text', () => {
  test('opens in its own context, also after the secret was rotated, and in no other', () => {
    const old = random();
    const sealed = new Secrets([old], undefined).seal('the text', 'embed_secret/1');
    expect(sealed).not.toContain('the text');
    const rotated = new Secrets([random(), old], undefined);
    expect(rotated.open(sealed, 'embed_secret/1')).toBe('the text');
    expect(() => rotated.open(sealed, 'embed_secret/2')).toThrow();
    expect(new Secrets([random()], undefined).open(sealed, 'embed_secret/1')).toBeUndefined();
  });

  test('does not open if it was changed', () => {
    const secrets = new Secrets([random()], undefined);
    const sealed = secrets.seal('the text', 'here');
    const changed = `${sealed.slice(0, -3)}${sealed.endsWith('AAA') ? 'BBB' : 'AAA'}`;
    expect(() => secrets.open(changed, 'here')).toThrow();
  });
});
