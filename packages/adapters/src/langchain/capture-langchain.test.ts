import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Recording } from '../recording.fixture.ts';
import { captureLangChain } from './capture-langchain.ts';
import { majors } from './majors.fixture.ts';
import { vitrineCallbacks } from './vitrine-callbacks.ts';

describe.each(majors)('captureLangChain with LangChain %s', (_major, langchain) => {
  const { CallbackManager, ChatPromptTemplate, FakeListChatModel, RunnableLambda, StringOutputParser } = langchain;
  let recording: Recording;
  let stop: () => void;

  beforeEach(() => {
    recording = new Recording();
    stop = captureLangChain(CallbackManager, recording.client);
  });

  afterEach(() => stop());

  const chain = () =>
    ChatPromptTemplate.fromMessages([['human', 'Say {word}']])
      .pipe(new FakeListChatModel({ responses: ['ok'] }))
      .pipe(new StringOutputParser());
  const drawn = ['chain echo', ['chain ChatPromptTemplate'], ['llm FakeListChatModel'], [`chain StrOutputParser`]];

  it('records calls without callbacks, with the runs in them', async () => {
    expect(await chain().invoke({ word: 'ok' }, { runName: 'echo' })).toBe('ok');
    expect(await recording.outline()).toEqual([['trace echo', drawn]]);
  });

  it('records calls with callbacks, and keeps the callbacks', async () => {
    const events: string[] = [];
    const theirs = { handleLLMEnd: () => void events.push('end') };
    await chain().invoke({ word: 'ok' }, { runName: 'echo', callbacks: [theirs] });
    await chain().invoke({ word: 'ok' }, { runName: 'echo', callbacks: CallbackManager.fromHandlers(theirs) });
    expect(events).toEqual(['end', 'end']);
    expect(await recording.outline()).toEqual([
      ['trace echo', drawn],
      ['trace echo', drawn],
    ]);
  });

  it('leaves calls with a handler of Vitrine’s to that handler', async () => {
    const other = new Recording();
    await chain().invoke({ word: 'ok' }, { runName: 'echo', callbacks: [vitrineCallbacks(other.client)] });
    expect(await other.outline()).toEqual([['trace echo', drawn]]);
    expect(await recording.outline()).toEqual([]);
  });

  it('records a call in a call once, also if the config is not passed on', async () => {
    const outer = RunnableLambda.from(async () => chain().invoke({ word: 'ok' }, { runName: 'echo' }));
    await outer.invoke('x', { runName: 'outer' });
    expect(await recording.outline()).toEqual([['trace outer', ['chain outer', drawn]]]);
  });

  it('records nothing after it is stopped, also if other code has wrapped the class since', async () => {
    const holder: { _configureSync: (...args: never[]) => unknown } = CallbackManager;
    const { _configureSync: captured } = holder;
    const theirs = (...args: never[]) => captured.apply(CallbackManager, args);
    holder._configureSync = theirs;
    stop();
    await chain().invoke({ word: 'ok' });
    expect(holder._configureSync).toBe(theirs);
    holder._configureSync = captured;
    stop();
    await chain().invoke({ word: 'ok' });
    expect(await recording.outline()).toEqual([]);
  });
});
