import type { TreeNode } from './span-tree.ts';

/**
 * Returns the rows that are not inside a collapsed row, from top to bottom.
 *
 * @param shown matches of a search and their ancestors; if it is given, these rows are returned, collapsed or not
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
