import { beforeEach, describe, expect, it } from 'vitest';
import { Gate } from '../gate.fixture.ts';
import { Recording } from '../recording.fixture.ts';
import { majors } from './majors.fixture.ts';
import { vitrineCallbacks } from './vitrine-callbacks.ts';

describe.each(majors)('the end of runs of LangChain %s', (_major, langchain) => {
  const { AIMessage, FakeListChatModel, FakeStreamingChatModel, RunnableLambda } = langchain;
  let recording: Recording;
  let callbacks: ReturnType<typeof vitrineCallbacks>[];

  beforeEach(() => {
    recording = new Recording();
    callbacks = [vitrineCallbacks(recording.client)];
  });

  it('is recorded for each attempt of a retried run', async () => {
    let tries = 0;
    const flaky = RunnableLambda.from(async (text: string) => {
      if (++tries < 2) throw new Error(`try ${tries}`);
      return text;
    }).withConfig({ runName: 'flaky' });
    const call = flaky.withRetry({ stopAfterAttempt: 2 });
    expect(await call.invoke('x', { callbacks, runName: 'call' })).toBe('x');
    const outline = JSON.stringify(await recording.outline());
    expect(outline).not.toContain('…');
    expect((await recording.spans()).filter(({ error_info }) => error_info?.message === 'try 1').length).toBe(1);
    expect((await recording.traces())[0]).toMatchObject({ output: 'x' });
  });

  it('is recorded for a failed model and its fallback', async () => {
    const broken = new FakeStreamingChatModel({ responses: [], thrownErrorString: 'no model' });
    const spare = new FakeListChatModel({ responses: ['ok'] });
    const answer = await broken.withFallbacks([spare]).invoke('x', { callbacks, runName: 'call' });
    expect(answer.content).toBe('ok');
    expect(await recording.outline()).toEqual([
      ['trace call', ['chain call', ['llm FakeStreamingChatModel!'], ['llm FakeListChatModel']]],
    ]);
  });

  it('ends all open spans if a call is aborted or times out', async () => {
    const [started, ended] = [new Gate(), new Gate()];
    const slow = RunnableLambda.from(async (text: string) => {
      started.open();
      await ended.opened;
      return text;
    });
    const abort = new AbortController();
    const aborted = slow.invoke('x', { callbacks, runName: 'aborted', signal: abort.signal });
    await started.opened;
    abort.abort();
    await expect(aborted).rejects.toThrow();
    await expect(slow.invoke('x', { callbacks, runName: 'late', signal: AbortSignal.timeout(5) })).rejects.toThrow();
    ended.open();
    await expect
      .poll(() => recording.outline())
      .toEqual([
        ['trace aborted!', ['chain aborted!']],
        ['trace late!', ['chain late!']],
      ]);
  });

  it('is recorded for each call of a batch', async () => {
    const model = new FakeListChatModel({ responses: ['a', 'b'] });
    await model.batch(['x', 'y'], { callbacks });
    const drawn = ['trace FakeListChatModel', ['llm FakeListChatModel']];
    expect(await recording.outline()).toEqual([drawn, drawn]);
  });

  it('does not change a stream for its reader', async () => {
    const words = async (options: object): Promise<string[]> => {
      const parts: string[] = [];
      const model = new FakeStreamingChatModel({ responses: [new AIMessage('abc')] });
      for await (const part of await model.stream('x', options)) parts.push(part.text);
      return parts;
    };
    expect(await words({ callbacks })).toEqual(await words({}));
  });
});
