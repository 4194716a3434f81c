import { Client, RunTree } from 'langsmith';
import type { Subject } from './subject.ts';

export function langsmith(url: string): Subject<RunTree, RunTree> {
  const client = new Client({ apiUrl: url, apiKey: 'key', autoBatchTracing: true });
  const sent: Promise<void>[] = [];
  const start = (run: RunTree): RunTree => {
    sent.push(run.postRun());
    return run;
  };
  const end = (run: RunTree, output: unknown): void => {
    // `end` sets the fields before its first await.
    sent.push(run.end({ output }).then(() => run.patchRun()));
  };
  return {
    startTrace: (name, input) =>
      start(
        new RunTree({
          name,
          run_type: 'chain',
          inputs: { input },
          client,
          tracingEnabled: true,
          project_name: 'bench',
        }),
      ),
    startSpan: (trace, name, input) => start(trace.createChild({ name, run_type: 'chain', inputs: { input } })),
    endSpan: end,
    endTrace: end,
    async finish() {
      await Promise.all(sent);
      await client.awaitPendingTraceBatches();
    },
  };
}
