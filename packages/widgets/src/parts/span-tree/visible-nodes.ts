import type { TreeNode } from './span-tree.ts';

/**
 * The rows that are on the screen's list, top to bottom: everything that is not inside a collapsed row.
 *
 * @param shown where given, only these rows (what a search found, with its ancestors), collapsed or not
 */
export function visibleNodes(
  root: TreeNode,
  collapsed: ReadonlySet<string>,
  shown?: ReadonlySet<TreeNode>,
): TreeNode[] {
  const rows: TreeNode[] = [];
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (shown !== undefined && !shown.has(node)) continue;
    rows.push(node);
    if (shown === undefined && collapsed.has(node.row.id)) continue;
    for (let i = node.children.length - 1; i >= 0; i--) open.push(node.children[i] as TreeNode);
  }
  return rows;
}
