import { KINDS } from '../../icons/kind-icons.ts';
import type { TreeNode } from './span-tree.ts';

/** What a search in the tree found. */
export interface Found {
  matches: ReadonlySet<TreeNode>;
  /** The matches and all their ancestors. */
  shown: ReadonlySet<TreeNode>;
}

/** Finds rows whose name, model, provider or kind holds the text, in any case; `error` also finds what failed. */
export function findNodes(root: TreeNode, text: string): Found {
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
