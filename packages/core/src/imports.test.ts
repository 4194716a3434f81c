import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

it('needs nothing at run time but its own files and uuid: no zod, which is heavy in a page', async () => {
  const code = `
    import { registerHooks } from 'node:module';
    const packages = new Set();
    registerHooks({ resolve(name, context, next) {
      if (!/^[.#/]|^node:|^file:/.test(name)) packages.add(name);
      return next(name, context);
    } });
    await import('@vitrine/core');
    console.log(JSON.stringify([...packages]));`;
  const run = promisify(execFile);
  const options = { cwd: import.meta.dirname };
  const { stdout } = await run(
    process.execPath,
    ['--conditions=vitrine-source', '--input-type=module', '-e', code],
    options,
  );
  expect(JSON.parse(stdout)).toEqual(['@vitrine/core', 'uuid']);
});
