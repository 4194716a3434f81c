/**
 * Process of the engine: runs ClickHouse's server from libchdb in a worker thread, because the call does not return
 * while the engine runs. The process ends when its foreground query is killed, and immediately when its parent has
 * ended.
 *
 * Arguments: the path of libchdb, then the command line of the engine.
 */
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { DataType, load, open } from 'ffi-rs';

interface Engine {
  library: string;
  args: string[];
}

if (isMainThread) {
  const [library, ...args] = process.argv.slice(2);
  const worker = new Worker(import.meta.filename, { workerData: { library, args } });
  worker.on('exit', (code) => process.exit(code));
  worker.on('error', (error) => {
    console.error(error);
    process.exit(1);
  });
  // The pipe closes when the parent ends, even if the parent was killed.
  process.stdin.on('end', () => process.kill(process.pid, 'SIGKILL'));
  process.stdin.on('error', () => process.kill(process.pid, 'SIGKILL'));
  process.stdin.resume();
  // In some shells, Ctrl-C reaches the whole process group. The parent decides when the engine stops.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => undefined);
} else {
  const { library, args } = workerData as Engine;
  open({ library: 'chdb', path: library });
  load({
    library: 'chdb',
    funcName: 'query_stable_v2',
    retType: DataType.External,
    paramsType: [DataType.I32, DataType.StringArray],
    paramsValue: [args.length, args],
  });
  process.exit(0);
}
