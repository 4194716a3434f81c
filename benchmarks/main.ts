/**
 * Runs the named benchmarks, or all except the long ones: `npm run bench -- queries --spans 10000000`. Each benchmark
 * prints a summary of one line.
 */
import { parseArgs } from 'node:util';
import { adapters } from './adapters.ts';
import { hostileBodies } from './hostile-bodies.ts';
import { ingest } from './ingest.ts';
import { memory } from './memory.ts';
import { queries } from './queries.ts';
import { sdk } from './sdk.ts';
import { soak } from './soak.ts';
import { startup } from './startup.ts';
import { stream } from './stream.ts';

const benchmarks = { startup, ingest, memory, queries, sdk, adapters, stream, soak, 'hostile-bodies': hostileBodies };
/** Benchmarks that take minutes. They run only if they are named. */
const LONG: readonly string[] = ['stream', 'soak', 'hostile-bodies'];

const { values, positionals: asked } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== '--'),
  options: {
    spans: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '300' },
    rate: { type: 'string', default: '5000' },
  },
  allowPositionals: true,
});
const options = { spans: Number(values.spans), seconds: Number(values.seconds), rate: Number(values.rate) };
if (!Number.isInteger(options.spans) || options.spans < 1_000 || options.spans % 4 !== 0) {
  console.error('--spans must be a multiple of 4 and at least 1000, such as 1000000.');
  process.exit(2);
}
if (!(options.seconds >= 5) || !(options.rate >= 100)) {
  console.error('--seconds must be at least 5, and --rate (spans per second) at least 100.');
  process.exit(2);
}
for (const name of asked) {
  if (!Object.hasOwn(benchmarks, name)) {
    console.error(`There is no benchmark "${name}". Available: ${Object.keys(benchmarks).join(', ')}.`);
    process.exit(2);
  }
}
for (const [name, run] of Object.entries(benchmarks)) {
  if (asked.length === 0 ? !LONG.includes(name) : asked.includes(name)) console.log(`${name}: ${await run(options)}`);
}
process.exit(0);
