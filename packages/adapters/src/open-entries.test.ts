import { describe, expect, it } from 'vitest';
import { passMinutes } from './clock.fixture.ts';
import { countDroppedEntry, OpenEntries, type OpenEntry } from './open-entries.ts';
import { Recording } from './recording.fixture.ts';

class Entry implements OpenEntry {
  lastEventMs = Date.now();
  isPending = false;
  abandoned = 0;

  abandon(): void {
    this.abandoned += 1;
  }
}

describe('open entries', () => {
  it('are abandoned after 15 minutes without an event, whatever the age of the entries before them', () => {
    const entries = new OpenEntries<Entry>(() => {});
    const [early, left, pending] = [new Entry(), new Entry(), new Entry()];
    pending.isPending = true;
    entries.add('early', early);
    entries.add('left', left);
    entries.add('pending', pending);
    passMinutes(16);
    early.lastEventMs = Date.now();
    entries.endAbandoned();
    expect([early, left, pending].map(({ abandoned }) => abandoned)).toEqual([0, 1, 0]);
  });

  it('stay in the table after they were abandoned, and are abandoned again only after a later event', () => {
    const entries = new OpenEntries<Entry>(() => {});
    const entry = new Entry();
    entries.add('1', entry);
    for (let round = 0; round < 3; round++) {
      passMinutes(16);
      entries.endAbandoned();
    }
    expect(entries.get('1')).toBe(entry);
    expect(entry.abandoned).toBe(1);
    entry.lastEventMs = Date.now();
    passMinutes(16);
    entries.endAbandoned();
    expect(entry.abandoned).toBe(2);
  });

  it('are searched at most once a minute', () => {
    const entries = new OpenEntries<Entry>(() => {});
    entries.endAbandoned();
    const entry = new Entry();
    entry.lastEventMs = 0;
    entries.add('1', entry);
    entries.endAbandoned();
    expect(entry.abandoned).toBe(0);
    passMinutes(1);
    entries.endAbandoned();
    expect(entry.abandoned).toBe(1);
  });

  it('end with the oldest if there are too many, and the client counts it', () => {
    const { client } = new Recording();
    const entries = new OpenEntries<Entry>(() => countDroppedEntry(client), 2);
    const [first, second, third] = [new Entry(), new Entry(), new Entry()];
    entries.add('1', first);
    entries.add('2', second);
    entries.add('3', third);
    expect([first, second, third].map(({ abandoned }) => abandoned)).toEqual([1, 0, 0]);
    expect([entries.get('1'), entries.get('2'), entries.get('3')]).toEqual([undefined, second, third]);
    expect(client.stats()).toMatchObject({ dropped: 1, reasons: { 'too many open calls': 1 } });
  });
});
