/** Runs the benchmarks that are named, or all: `npm run bench -- ingest`. Each prints one line of figures. */
import { ingest } from './ingest.ts';
import { startup } from './startup.ts';

const benchmarks = { startup, ingest };

const asked = process.argv.slice(2).filter((word) => word !== '--');
for (const name of asked) {
  if (!Object.hasOwn(benchmarks, name)) {
    console.error(`There is no benchmark "${name}"; there are ${Object.keys(benchmarks).join(', ')}.`);
    process.exit(2);
  }
}
for (const [name, run] of Object.entries(benchmarks)) {
  if (asked.length === 0 || asked.includes(name)) console.log(`${name}: ${await run()}`);
}
process.exit(0);
