import { Vitrine } from '@vitrine/core';

const client = new Vitrine({ url: process.argv[2] });
const trace = client.trace({ name: 'sent by the SDK', input: { question: 'How warm is it?' } });
trace.end({ output: { answer: '21 degrees' } });
const { sent, dropped } = await client.flush();
if (sent === 0 || dropped > 0) throw new Error(`sent ${sent}, dropped ${dropped}`);
const stored = await client.getTrace(trace.id);
if (stored?.output?.answer !== '21 degrees') throw new Error(`read back ${JSON.stringify(stored)}`);
await client.close();
