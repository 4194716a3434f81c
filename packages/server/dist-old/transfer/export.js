import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LineFile, readLines } from './line-file.js';
import { readJson, writeJson } from './manifest.js';
/** After so many records it is noted how far the export is. */
const STEP = 500;
/** So many requests for what belongs to single traces go at once. */
const AT_ONCE = 8;
/**
 * Writes a project's traces and what belongs to them into a directory, as JSON lines. Where the directory holds an
 * export of the same that was broken off, it goes on there.
 *
 * @throws where the directory holds the export of something else, or the server refuses
 */
export async function exportProject(client, options, progress) {
    const { directory, include } = options;
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const run = new Export(client, options, await openManifest(options), progress);
    // Traces come first: the others are those of them.
    await run.part('traces', () => run.traces());
    for (const part of include)
        if (part !== 'traces')
            await run.part(part, () => run[part]());
    return run.manifest;
}
async function openManifest({ directory, url, project, filter, from, to, include }) {
    const wanted = { version: 1, url, project, filter, from: from?.toISOString(), to: to?.toISOString() };
    const found = await readJson(join(directory, 'export.json'));
    if (found === undefined)
        return { ...wanted, include, parts: {} };
    const same = Object.keys(wanted).every((key) => found[key] === wanted[key]);
    if (!same)
        throw new Error(`${directory} holds another export (see its export.json); take an empty directory`);
    return { ...found, include };
}
class Export {
    manifest;
    #client;
    #options;
    #progress;
    constructor(client, options, manifest, progress) {
        this.#client = client;
        this.#options = options;
        this.manifest = manifest;
        this.#progress = progress;
    }
    #path(name) {
        return join(this.#options.directory, name);
    }
    #state(part) {
        return (this.manifest.parts[part] ??= { done: false, count: 0, bytes: 0 });
    }
    async #note() {
        await writeJson(this.#path('export.json'), this.manifest);
    }
    async part(part, run) {
        const state = this.#state(part);
        if (state.done)
            return;
        try {
            await run();
        }
        finally {
            this.#progress.stop();
        }
        state.done = true;
        await this.#note();
    }
    /** Appends records to a part, and notes how far it is. */
    async #append(part, file, records, at) {
        await file.append(records);
        const state = this.#state(part);
        Object.assign(state, at, { count: state.count + records.length, bytes: file.bytes });
        await this.#note();
    }
    async #search(part, found) {
        const file = await LineFile.open(this.#path(`${part}.jsonl`), this.#state(part).bytes);
        let batch = [];
        try {
            for await (const record of found) {
                batch.push(record);
                this.#progress.add(1);
                if (batch.length < STEP)
                    continue;
                await this.#append(part, file, batch, { after: record.id });
                batch = [];
            }
            await this.#append(part, file, batch, {});
        }
        finally {
            await file.close();
        }
    }
    async traces() {
        const { project: projectName, filter, from, to } = this.#options;
        const { after, count } = this.#state('traces');
        const search = { projectName, filter, from, to };
        this.#progress.start('traces', await this.#client.countTraces(search), count);
        await this.#search('traces', this.#client.searchTraces({ ...search, after }));
    }
    async spans() {
        const { project: projectName, filter, from, to } = this.#options;
        const state = this.#state('spans');
        if (filter === undefined && from === undefined && to === undefined) {
            this.#progress.start('spans', 0, state.count);
            return this.#search('spans', this.#client.searchSpans({ projectName, after: state.after }));
        }
        await this.#forTraces('spans', async ({ id }) => {
            const spans = [];
            for await (const span of this.#client.searchSpans({ projectName, traceId: id }))
                spans.push(span);
            return spans;
        });
    }
    /** Appends what belongs to each exported trace, some traces at a time. */
    async #forTraces(part, recordsOf) {
        const state = this.#state(part);
        const file = await LineFile.open(this.#path(`${part}.jsonl`), state.bytes);
        let position = state.position ?? 0;
        this.#progress.start(part, this.#state('traces').count, position);
        try {
            const traces = readLines(this.#path('traces.jsonl'), { from: position, size: AT_ONCE });
            for await (const batch of traces) {
                const found = await Promise.all(batch.map(recordsOf));
                position += batch.length;
                await this.#append(part, file, found.flat(), { position });
                this.#progress.add(batch.length);
            }
        }
        finally {
            await file.close();
        }
    }
    /** The conversations of the exported traces. */
    async threads() {
        const { project: projectName } = this.#options;
        const seen = new Set();
        // A part that goes on: the threads of the traces before are there.
        const before = readLines(this.#path('threads.jsonl'), { from: 0, size: STEP });
        if (this.#state('threads').count > 0)
            for await (const batch of before)
                for (const { id } of batch)
                    seen.add(id);
        await this.#forTraces('threads', async ({ thread_id: threadId }) => {
            if (typeof threadId !== 'string' || threadId === '' || seen.has(threadId))
                return [];
            seen.add(threadId);
            const thread = await this.#client.getThread(threadId, { projectName });
            return thread === undefined ? [] : [thread];
        });
    }
    async attachments() {
        await mkdir(this.#path('attachments'), { recursive: true, mode: 0o700 });
        const spansOf = new Map();
        for await (const batch of readLines(this.#path('spans.jsonl'), { from: 0, size: STEP })) {
            for (const { id, trace_id } of batch)
                spansOf.set(trace_id, [...(spansOf.get(trace_id) ?? []), id]);
        }
        await this.#forTraces('attachments', async ({ id }) => {
            const found = await this.#files('trace', id);
            for (const spanId of spansOf.get(id) ?? [])
                found.push(...(await this.#files('span', spanId)));
            return found;
        });
    }
    async #files(entityType, entityId) {
        const query = { entityType, entityId, projectName: this.#options.project };
        const exported = [];
        for (const record of await this.#client.attachments(query)) {
            const { file_name: fileName, mime_type: contentType } = record;
            const bytes = await this.#client.downloadAttachment({ ...query, fileName, contentType });
            // Names come from whoever recorded the trace: only a part of them goes to the disk.
            const file = `attachments/${entityId}-${exported.length}-${fileName.replace(/[^\w.-]/g, '_').slice(-80)}`;
            await writeFile(this.#path(file), bytes, { mode: 0o600 });
            exported.push({ ...record, entity_type: entityType, entity_id: entityId, file });
        }
        return exported;
    }
}
//# sourceMappingURL=export.js.map