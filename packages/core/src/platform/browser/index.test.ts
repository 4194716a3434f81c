import { describe, expect, it } from 'vitest';
import * as node from '../node/index.ts';
import * as browser from './index.ts';

const { createContextStorage, env, onExit } = browser;

describe('the platform without Node', () => {
  it('exports the same names as the platform with Node', () => {
    expect(Object.keys(browser).toSorted()).toEqual(Object.keys(node).toSorted());
  });

  it('keeps a context until the function returns, and restores the one around it', () => {
    const storage = createContextStorage<string>();
    const seen = storage.run('outer', () => {
      const inside = storage.run('inner', () => storage.getStore());
      return [inside, storage.getStore()];
    });
    expect(seen).toEqual(['inner', 'outer']);
    expect(storage.getStore()).toBeUndefined();
  });

  it('restores the context if the function throws', () => {
    const storage = createContextStorage<string>();
    expect(() =>
      storage.run('x', () => {
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(storage.getStore()).toBeUndefined();
  });

  it('works without environment variables and without a page', () => {
    expect(env('VITRINE_NO_SUCH_VARIABLE')).toBeUndefined();
    expect(() => onExit({ flush: async () => {}, save() {} })()).not.toThrow();
  });
});
