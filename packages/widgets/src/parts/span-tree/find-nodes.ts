import { KINDS } from '../../icons/kind-icons.ts';
import type { TreeNode } from './span-tree.ts';

/** Result of a search in the tree. */
export interface SearchResult {
  matches: ReadonlySet<TreeNode>;
  /** The matches and all their ancestors. */
  shown: ReadonlySet<TreeNode>;
}

/** Finds rows by a text in their name, model, provider or kind, in any case. `error` also finds failed rows. */
export function findNodes(root: TreeNode, text: string): SearchResult {
  const wanted = text.toLowerCase();
  const matches = new Set<TreeNode>();
  const shown = new Set<TreeNode>([root]);
  const open = [...root.children];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    open.push(...node.children);
    const { row } = node;
    const words = [row.name, row.model, row.provider, KINDS[row.kind].label, row.has_error ? 'error' : null];
    if (!words.some((word) => word?.toLowerCase().includes(wanted))) continue;
    matches.add(node);
    for (let at: TreeNode | undefined = node; at !== undefined && !shown.has(at); at = at.parent) shown.add(at);
  }
  return { matches, shown };
}
