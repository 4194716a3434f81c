import {
  activeContext,
  type Recording,
  type SpanHandle,
  threadIdOf,
  type TraceHandle,
  type Vitrine,
} from '@vitrine/core';
import { countDroppedEntry, OpenEntries } from '../open-entries.ts';
import { currentRunId } from './current-run-id.ts';
import { GRAPH_KEY, type GraphDefinition } from './graph-definition.ts';
import { type Root, Run } from './run.ts';
import { givenMetadata, givenTags, type RunStart } from './run-start.ts';

/** Open runs of each client. A run with two handlers of one client is therefore recorded once. */
const openRuns = new WeakMap<Recording, OpenEntries<Run>>();

/**
 * Returns the parent of what a node's or tool's code records. LangChain runs that code in its own context, not in
 * Vitrine's.
 */
function enclosingRun(client: Recording): TraceHandle | SpanHandle | undefined {
  const runId = currentRunId();
  return runId === undefined ? undefined : openRuns.get(client)?.get(runId)?.inside;
}

/** Options of one handler for all of its trees of runs. */
export interface RunsOptions {
  threadId?: string | undefined;
  /** Graph that the outermost run executes. */
  graph?: Promise<GraphDefinition | undefined> | undefined;
}

/** Recorder of the runs that one handler reports, for one client. */
export class Runs {
  readonly #client: Vitrine;
  readonly #threadId: string | undefined;
  readonly #graph: Promise<GraphDefinition | undefined> | undefined;
  readonly #open: OpenEntries<Run>;

  constructor(client: Vitrine, { threadId, graph }: RunsOptions) {
    this.#client = client;
    this.#threadId = threadId;
    this.#graph = graph;
    this.#open = openRuns.get(client) ?? new OpenEntries<Run>(() => countDroppedEntry(client));
    openRuns.set(client, this.#open);
    activeContext.addSource(enclosingRun);
  }

  /** Starts a tree in the current trace, or as a trace of its own. Ends abandoned runs first. */
  #root(start: RunStart): Run {
    this.#open.endAbandoned();
    const enclosing = this.#client.currentHandle();
    const details = { tags: givenTags(start.tags), metadata: givenMetadata(start.metadata) };
    const { name, input } = start.span;
    const trace =
      enclosing === undefined
        ? this.#client.trace({ name, input, threadId: this.#threadId ?? threadIdOf(start.metadata), ...details })
        : undefined;
    const root: Root = {
      trace,
      metadata: details.metadata,
      startMs: performance.now(),
      lastEventMs: Date.now(),
      ttft: undefined,
      pending: 0,
    };
    return new Run(root, enclosing ?? (trace as NonNullable<typeof trace>), start.span, {
      hidden: false,
      isRoot: true,
    });
  }

  begin(start: RunStart): void {
    this.quietly(() => {
      const known = this.#open.get(start.runId);
      if (known !== undefined) return this.#addGraph(known);
      const parent = start.parentRunId === undefined ? undefined : this.#open.get(start.parentRunId);
      const run =
        parent === undefined
          ? this.#root(start)
          : new Run(parent.root, parent.inside, start.span, { hidden: start.hidden === true, isRoot: false });
      run.root.lastEventMs = Date.now();
      this.#open.add(start.runId, run);
      this.#addGraph(run);
    });
  }

  /** Adds the graph to the metadata of a tree, if `run` is its root. The drawing may be ready only later. */
  #addGraph(run: Run): void {
    if (this.#graph === undefined || !run.isRoot) return;
    void this.#graph.then((graph) => {
      if (graph !== undefined) this.quietly(() => run.describe({ [GRAPH_KEY]: graph }));
    });
  }

  /** Passes an event to an open run. */
  dispatch(runId: string, event: (run: Run) => void): void {
    this.quietly(() => {
      const run = this.#open.get(runId);
      if (run === undefined) return;
      run.root.lastEventMs = Date.now();
      event(run);
    });
  }

  /** Passes the last event to a run. */
  finish(runId: string, event: (run: Run) => void): void {
    this.dispatch(runId, (run) => {
      this.#open.delete(runId);
      event(run);
    });
  }

  /** Logs an error as a warning: no error may reach the app. */
  quietly(record: () => void): void {
    try {
      record();
    } catch (error) {
      this.#client.warn('A LangChain run could not be recorded', error);
    }
  }
}
