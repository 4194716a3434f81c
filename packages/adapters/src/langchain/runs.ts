import { activeContext, type SpanHandle, threadIdOf, type TraceHandle, type Vitrine } from '@vitrine/core';
import { currentRunId } from './current-run-id.ts';
import { GRAPH_KEY, type GraphDefinition } from './graph-definition.ts';
import { type Root, Run } from './run.ts';
import { givenMetadata, givenTags, type RunStart } from './run-start.ts';

/** After so long without an event a tree of runs counts as left, in ms. */
const ABANDONED_AFTER_MS = 15 * 60_000;

/** One table of open runs for each client: a run of which two handlers tell is recorded once. */
const openRuns = new WeakMap<Vitrine, Map<string, Run>>();

/** What the code of a node or tool nests in: LangChain cannot be told to run it in a context of ours, but has its own. */
function enclosingRun(client: Vitrine): TraceHandle | SpanHandle | undefined {
  const runId = currentRunId();
  return runId === undefined ? undefined : openRuns.get(client)?.get(runId)?.inside;
}

/** What a handler says of every tree of runs. */
export interface RunsOptions {
  threadId?: string | undefined;
  /** The graph that the outermost run runs. */
  graph?: Promise<GraphDefinition | undefined> | undefined;
}

/** The open runs of one client, as one handler tells of them. */
export class Runs {
  readonly #client: Vitrine;
  readonly #threadId: string | undefined;
  readonly #graph: Promise<GraphDefinition | undefined> | undefined;
  readonly #open: Map<string, Run>;

  constructor(client: Vitrine, { threadId, graph }: RunsOptions) {
    this.#client = client;
    this.#threadId = threadId;
    this.#graph = graph;
    this.#open = openRuns.get(client) ?? new Map<string, Run>();
    openRuns.set(client, this.#open);
    activeContext.addSource(enclosingRun);
  }

  /** A tree begins: inside what is recorded around it, or as a trace of its own. */
  #root(start: RunStart): Run {
    for (const [id, run] of this.#open) {
      if (Date.now() - run.root.lastEventMs < ABANDONED_AFTER_MS) break;
      run.abandon();
      this.#open.delete(id);
    }
    const enclosing = this.#client.currentHandle();
    const details = { tags: givenTags(start.tags), metadata: givenMetadata(start.metadata) };
    const { name, input } = start.span;
    const trace =
      enclosing === undefined
        ? this.#client.trace({ name, input, threadId: this.#threadId ?? threadIdOf(start.metadata), ...details })
        : undefined;
    const now = Date.now();
    const root: Root = { trace, metadata: details.metadata, startMs: now, lastEventMs: now, ttft: undefined };
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
      this.#open.set(start.runId, run);
      this.#addGraph(run);
    });
  }

  /** Adds the graph to what a tree says of itself. Drawing it may take until after the tree has begun. */
  #addGraph(run: Run): void {
    if (this.#graph === undefined || !run.isRoot) return;
    void this.#graph.then((graph) => {
      if (graph !== undefined) this.quietly(() => run.describe({ [GRAPH_KEY]: graph }));
    });
  }

  /** Tells of an open run. */
  dispatch(runId: string, event: (run: Run) => void): void {
    this.quietly(() => {
      const run = this.#open.get(runId);
      if (run === undefined) return;
      run.root.lastEventMs = Date.now();
      event(run);
    });
  }

  /** Tells of the end of a run. */
  finish(runId: string, event: (run: Run) => void): void {
    this.dispatch(runId, (run) => {
      this.#open.delete(runId);
      event(run);
    });
  }

  /** Nothing that goes wrong here may reach the app. */
  quietly(record: () => void): void {
    try {
      record();
    } catch (error) {
      this.#client.warn('A LangChain run could not be recorded', error);
    }
  }
}
