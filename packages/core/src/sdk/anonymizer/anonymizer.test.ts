import { describe, expect, it } from 'vitest';
import { Vitrine } from '../client/vitrine.ts';
import { MemoryTransport } from '../transport/memory-transport.ts';
import type { AnonymizedField } from './anonymizer.ts';
import { type AnonymizerRules, createAnonymizer } from './create-anonymizer.ts';
import { anonymizerPresets } from './presets.ts';

const ABOUT: AnonymizedField = { field: 'input', objectType: 'trace' };

function anonymized(rules: AnonymizerRules, data: unknown, maxDepth?: number): unknown {
  return createAnonymizer(rules, { maxDepth }).anonymize(data, ABOUT);
}

describe('createAnonymizer', () => {
  it('takes rules as it is told to, mixed and in order', () => {
    const rules: AnonymizerRules = [
      { field: 'password' },
      anonymizerPresets.email,
      [/\bORD-\d+\b/, '[ORDER]'],
      (text) => text.replaceAll('Ada Lovelace', '[NAME]'),
    ];
    const data = {
      text: 'Ada Lovelace, ada@example.com, ORD-17 and ORD-18',
      login: { password: 'secret', user: 'ada' },
    };
    expect(anonymized(rules, data)).toEqual({
      text: '[NAME], [EMAIL], [ORDER] and [ORDER]',
      login: { password: '[REDACTED]', user: 'ada' },
    });
    expect(anonymized([/a/, 'b'], 'aa')).toBe('bb');
    expect(anonymized({ regex: 'a+', replace: (found: string) => `<${found.length}>` }, 'aaab')).toBe('<3>b');
  });

  it('finds fields by key, by path and by expression', () => {
    const data = { user: { Email: 'a', name: 'b' }, email: 'c', tokens: [{ secretKey: 1 }] };
    expect(anonymized({ field: 'email' }, data)).toMatchObject({ user: { Email: '[REDACTED]' }, email: '[REDACTED]' });
    expect(anonymized({ field: 'input.user.email' }, data)).toMatchObject({
      user: { Email: '[REDACTED]' },
      email: 'c',
    });
    expect(anonymized({ field: /secret/gi, replace: () => null }, data)).toMatchObject({
      tokens: [{ secretKey: null }],
    });
  });

  it('goes into lists and objects as deep as it may', () => {
    const data = { a: ['x', { b: 'x' }] };
    expect(anonymized([/x/, 'y'], data)).toEqual({ a: ['y', { b: 'y' }] });
    expect(anonymized([/x/, 'y'], data, 2)).toEqual({ a: ['y', { b: 'x' }] });
  });

  it('tells a function where the text stands', () => {
    const seen: string[] = [];
    anonymized((text, { field }) => `${seen.push(`${field}=${text}`)}`, { a: { b: 'x' } });
    expect(seen).toEqual(['input.a.b=x']);
  });

  it('keeps a key named __proto__ a field', () => {
    const data = JSON.parse('{"__proto__":{"text":"x"}}') as unknown;
    expect(JSON.stringify(anonymized([/x/, 'y'], data))).toBe('{"__proto__":{"text":"y"}}');
  });
});

describe('the presets', () => {
  it.each([
    ['mail ada.l+x@mail.example.co.uk now', 'mail [EMAIL] now'],
    ['call +49 30 901820 or (555) 123-4567, 555-123-4567', 'call [PHONE] or [PHONE], [PHONE]'],
    ['card 4111 1111 1111 1111, 5500-0000-0000-0004', 'card [CARD], [CARD]'],
    ['from 192.168.0.1 and 2001:db8::ff00:42:8329', 'from [IP] and [IP]'],
    ['key sk-proj-abcdefghijklmnopqrstuv123456', 'key [API_KEY]'],
    ['key sk_live_abcdefghijklmnopqrstuvwx', 'key [API_KEY]'],
    ['key AKIAIOSFODNN7EXAMPLE and ghp_0123456789abcdefghijklmnopqrstuvwxyz', 'key [API_KEY] and [API_KEY]'],
    ['jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcdefghijkl', 'jwt [API_KEY]'],
  ])('find what they are for: %s', (text, expected) => {
    expect(anonymized(anonymizerPresets.all, text)).toBe(expected);
  });

  it.each([
    'order 1042 of 2026-01-15T09:30:00.123Z',
    '2026-01-15 09:30:00',
    '1234567890123456',
    'id 0198c0f2-6d3e-7c51-9a54-6c1f0f7f2b11',
    'version 1.2.3, 999.999.999.999',
    'at 12:30:45, ratio 1:2:3',
    'task-sk-1, disk_usage',
    'USD 12,000.00 and 3.14159265',
  ])('leave alone what is none: %s', (text) => {
    expect(anonymized(anonymizerPresets.all, text)).toBe(text);
  });

  it('take no longer for hostile text than for other text', () => {
    const hostile = [
      '1 '.repeat(50_000),
      'a@'.repeat(50_000),
      'sk-'.repeat(50_000),
      ':'.repeat(100_000),
      '+('.repeat(50_000),
    ];
    const begun = performance.now();
    for (const text of hostile) anonymized(anonymizerPresets.all, text);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});

describe('a client with anonymizers', () => {
  function recording(...anonymizers: ReturnType<typeof createAnonymizer>[]) {
    const memory = new MemoryTransport();
    const lines: string[] = [];
    const logger = { warn: (line: string) => lines.push(line) };
    return { memory, lines, client: new Vitrine({ transport: memory, anonymizers, logger }) };
  }

  it('changes inputs, outputs and metadata of traces and spans, at every write, and what the host has stays', async () => {
    const { client, memory } = recording(createAnonymizer(anonymizerPresets.email));
    client.addAnonymizer(createAnonymizer([/Ada/, '[NAME]']));
    const input = { from: 'ada@example.com', error: new Error('Ada is away') };
    const trace = client.trace({ name: 'ask ada@example.com', input, metadata: ['Ada'] });
    trace.span({ name: 's', input: 'Ada' }).end({ output: 'ada@example.com' });
    trace.end({ output: 'To ada@example.com' });
    await client.flush();
    expect(memory.traces).toMatchObject([
      {
        name: 'ask ada@example.com',
        input: { from: '[EMAIL]', error: { message: '[NAME] is away' } },
        metadata: ['[NAME]'],
        output: 'To [EMAIL]',
      },
    ]);
    expect(memory.spans).toMatchObject([{ input: '[NAME]', output: '[EMAIL]' }]);
    expect(input.from).toBe('ada@example.com');
  });

  it('sends nothing of a field where an anonymizer fails, and says so once', async () => {
    const { client, memory, lines } = recording({
      anonymize() {
        throw new Error('bug');
      },
    });
    client.trace({ name: 't', input: 'secret' }).end({ output: 'secret' });
    await client.flush();
    expect(JSON.stringify(memory.requests)).not.toContain('secret');
    expect(memory.traces[0]?.input).toContain('left out');
    expect(lines).toHaveLength(1);
  });

  it('gives an anonymizer of its own the whole value, and where it is from', async () => {
    const seen: AnonymizedField[] = [];
    const { client, memory } = recording({
      anonymize(data, about) {
        seen.push(about);
        return { kept: Object.keys(data as object) };
      },
    });
    client.trace({ name: 't' }).span({ name: 's', metadata: { a: 1, b: 2 } });
    await client.flush();
    expect(seen).toEqual([{ field: 'metadata', objectType: 'span' }]);
    expect(memory.spans[0]?.metadata).toEqual({ kept: ['a', 'b'] });
  });
});
