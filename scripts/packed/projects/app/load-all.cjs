// Loads each export with require and with import. Both must return the same instance.
const assert = require('node:assert/strict');

async function loadAll(name) {
  const { exports } = require(`${name}/package.json`);
  const paths = Object.keys(exports).filter((path) => !path.endsWith('.json') && !path.includes('*'));
  for (const path of paths) {
    const required = require(`${name}${path.slice(1)}`);
    const imported = await import(`${name}${path.slice(1)}`);
    for (const key of Object.keys(imported)) assert.equal(required[key], imported[key], `${name} ${path} ${key}`);
  }
}

void Promise.all(process.argv.slice(2).map(loadAll));
