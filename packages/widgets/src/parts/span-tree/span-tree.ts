import type { SpanRow, TraceView } from '@vitrine/core/model';
import type { RowKind } from '../../icons/kind-icons.ts';

/** A row of the tree: a span, or the trace itself at the top. */
export type TreeRow = Omit<SpanRow, 'kind' | 'type'> & { kind: RowKind };

/** A row and its position in the tree. */
export interface TreeNode {
  row: TreeRow;
  parent: TreeNode | undefined;
  children: TreeNode[];
  /** 0 for the trace. */
  depth: number;
  /** Position among its siblings, from 1. */
  position: number;
}

/** The trace as a row, the root of all spans. */
export function traceRow({ trace }: TraceView): TreeRow {
  return {
    id: trace.id,
    parent_span_id: null,
    name: trace.name,
    kind: 'trace',
    start_time: trace.start_time,
    end_time: trace.end_time,
    duration: trace.duration,
    ttft: trace.ttft,
    clock_skew: trace.clock_skew,
    model: null,
    provider: null,
    total_tokens: trace.total_tokens,
    total_estimated_cost: trace.total_estimated_cost,
    cost_status: trace.unpriced_span_count > 0 ? 'unpriced' : '',
    has_error: trace.error_info !== null,
  };
}

function attach(node: TreeNode, parent: TreeNode): void {
  node.parent = parent;
  node.depth = parent.depth + 1;
  parent.children.push(node);
  node.position = parent.children.length;
}

/**
 * Maps each hidden span to the id of its nearest visible ancestor, which becomes the parent of its children; null for
 * the root.
 */
function shownAncestors(hidden: ReadonlyMap<string, SpanRow>): Map<string, string | null> {
  const found = new Map<string, string | null>();
  for (const row of hidden.values()) {
    const passed: string[] = [];
    const seen = new Set<string>();
    let at: string | null = row.id;
    while (at !== null && hidden.has(at) && !found.has(at)) {
      if (seen.has(at)) {
        at = null;
        break;
      }
      seen.add(at);
      passed.push(at);
      at = hidden.get(at)?.parent_span_id ?? null;
    }
    const ancestor = at === null ? null : (found.get(at) ?? (hidden.has(at) ? null : at));
    for (const id of passed) found.set(id, ancestor);
  }
  return found;
}

/**
 * Returns the tree of a trace, with the trace as its root. A span whose parent is missing is a child of the root, and
 * so is the earliest span of a cycle of parents.
 *
 * @param isHidden whether a span is left out; its children move to the nearest visible ancestor
 */
export function spanTree(view: TraceView, isHidden: (row: SpanRow) => boolean = () => false): TreeNode {
  const nodeOf = (row: TreeRow): TreeNode => ({ row, parent: undefined, children: [], depth: 0, position: 1 });
  const root = nodeOf(traceRow(view));
  const hidden = new Map(view.spans.filter(isHidden).map((row) => [row.id, row]));
  const ancestors = shownAncestors(hidden);
  const nodes = view.spans.filter((row) => !hidden.has(row.id)).map(nodeOf);
  const byId = new Map(nodes.map((node) => [node.row.id, node]));
  const childrenOf = new Map<TreeNode, TreeNode[]>();
  const tops: TreeNode[] = [];
  for (const node of nodes) {
    const { parent_span_id: sentParent } = node.row;
    const parentId = sentParent === null ? null : (ancestors.get(sentParent) ?? sentParent);
    const parent = parentId === null ? undefined : byId.get(parentId);
    if (parent === undefined) tops.push(node);
    else if (childrenOf.has(parent)) childrenOf.get(parent)?.push(node);
    else childrenOf.set(parent, [node]);
  }
  const attached = new Set<TreeNode>();
  const attachAll = (top: TreeNode): void => {
    attach(top, root);
    attached.add(top);
    const open = [top];
    for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
      for (const child of childrenOf.get(parent) ?? []) {
        if (attached.has(child)) continue;
        attach(child, parent);
        attached.add(child);
        open.push(child);
      }
    }
  };
  for (const top of tops) attachAll(top);
  for (const node of nodes) if (!attached.has(node)) attachAll(node);
  return root;
}
