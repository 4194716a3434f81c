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

  it('records calls that have no callbacks, with all that they call', async () => {
    expect(await chain().invoke({ word: 'ok' }, { runName: 'echo' })).toBe('ok');
    expect(await recording.outline()).toEqual([['trace echo', drawn]]);
  });

  it('records them beside the callbacks that they have, which stay', async () => {
    const heard: string[] = [];
    const theirs = { handleLLMEnd: () => void heard.push('end') };
    await chain().invoke({ word: 'ok' }, { runName: 'echo', callbacks: [theirs] });
    await chain().invoke({ word: 'ok' }, { runName: 'echo', callbacks: CallbackManager.fromHandlers(theirs) });
    expect(heard).toEqual(['end', 'end']);
    expect(await recording.outline()).toEqual([
      ['trace echo', drawn],
      ['trace echo', drawn],
    ]);
  });

  it('leaves calls with a handler of Vitrine’s to that one', async () => {
    const other = new Recording();
    await chain().invoke({ word: 'ok' }, { runName: 'echo', callbacks: [vitrineCallbacks(other.client)] });
    expect(await other.outline()).toEqual([['trace echo', drawn]]);
    expect(await recording.outline()).toEqual([]);
  });

  it('records a call in a call once, also where nobody hands the config on', async () => {
    const outer = RunnableLambda.from(async () => chain().invoke({ word: 'ok' }, { runName: 'echo' }));
    await outer.invoke('x', { runName: 'outer' });
    expect(await recording.outline()).toEqual([['trace outer', ['chain outer', drawn]]]);
  });

  it('records nothing once it is stopped, also where somebody else has taken hold of the class since', async () => {
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
