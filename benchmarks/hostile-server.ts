/** Runs a server in a process of its own, which answers each message with the longest pause since the last one. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { startBenchServer } from './bench-server.ts';

const server = await startBenchServer();
const delays = monitorEventLoopDelay({ resolution: 5 });
delays.enable();
process.on('message', (message) => {
  if (message === 'close') {
    void server.close().then(() => process.exit(0));
    return;
  }
  process.send?.({ pauseMs: Math.round(delays.max / 1e6) });
  delays.reset();
});
process.send?.({ url: server.url });
