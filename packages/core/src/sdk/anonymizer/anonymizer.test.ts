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
  it('applies rules of all forms in their order', () => {
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

  it('finds fields by key, by path and by regular expression', () => {
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

  it('changes lists and objects down to the maximum depth', () => {
    const data = { a: ['x', { b: 'x' }] };
    expect(anonymized([/x/, 'y'], data)).toEqual({ a: ['y', { b: 'y' }] });
    expect(anonymized([/x/, 'y'], data, 2)).toEqual({ a: ['y', { b: 'x' }] });
  });

  it('passes the path of the text to a function', () => {
    const seen: string[] = [];
    anonymized((text, { field }) => `${seen.push(`${field}=${text}`)}`, { a: { b: 'x' } });
    expect(seen).toEqual(['input.a.b=x']);
  });

  it('keeps a key named __proto__ as a field', () => {
    const data = JSON.parse('{"__proto__":{"text":"x"}}') as unknown;
    expect(JSON.stringify(anonymized([/x/, 'y'], data))).toBe('{"__proto__":{"text":"y"}}');
  });
});

describe('the anonymizer presets', () => {
  it.each([
    ['mail ada.l+x@mail.example.co.uk now', 'mail [EMAIL] now'],
    ['call +49 30 901820 or (555) 123-4567, 555-123-4567', 'call [PHONE] or [PHONE], [PHONE]'],
    ['card 4111 1111 1111 1111, 5500-0000-0000-0004', 'card [CARD], [CARD]'],
    ['from 192.168.0.1 and 2001:db8::ff00:42:8329', 'from [IP] and [IP]'],
    ['key sk-proj-abcdefghijklmnopqrstuv123456', 'key [API_KEY]'],
    ['key sk_live_abcdefghijklmnopqrstuvwx', 'key [API_KEY]'],
    ['key AKIAIOSFODNN7EXAMPLE and ghp_0123456789abcdefghijklmnopqrstuvwxyz', 'key [API_KEY] and [API_KEY]'],
    ['jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcdefghijkl', 'jwt [API_KEY]'],
  ])('find personal data and secrets: %s', (text, expected) => {
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
  ])('leave other text alone: %s', (text) => {
    expect(anonymized(anonymizerPresets.all, text)).toBe(text);
  });

  // A pattern that backtracks would not end within the test's timeout.
  it('end on a megabyte of hostile text', () => {
    const hostile = [
      '1 '.repeat(500_000),
      'a@'.repeat(500_000),
      'sk-'.repeat(500_000),
      ':'.repeat(1_000_000),
      '+('.repeat(500_000),
    ];
    for (const text of hostile) expect(anonymized(anonymizerPresets.all, text)).toBeTypeOf('string');
  });
});

describe('a client with anonymizers', () => {
  function recording(...anonymizers: ReturnType<typeof createAnonymizer>[]) {
    const memory = new MemoryTransport();
    const lines: string[] = [];
    const logger = { warn: (line: string) => lines.push(line) };
    return { memory, lines, client: new Vitrine({ transport: memory, anonymizers, logger }) };
  }

  it("changes inputs, outputs and metadata in every write, and leaves the host's objects alone", async () => {
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

  it('sends nothing of a field if an anonymizer fails, and logs it once', async () => {
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

  it('calls a custom anonymizer with the whole value and its origin', async () => {
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
