import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderCircles, importGraph, importsAgainst, printCircles } from '../../scripts/import-graph.ts';

const packages = join(import.meta.dirname, '..');
const widgets = importGraph(join(packages, 'widgets/src'));
const admin = importGraph(join(packages, 'admin/src'), { includes: (file) => !file.endsWith('.test.ts') });

test('the imports of the widgets form no circle of folders, types included', () => {
  expect(printCircles(folderCircles(widgets))).toBe('');
});

test('the imports of the widgets run from elements over parts down to data and formats', () => {
  const line = [
    ['data', 'events', 'format', 'icons', 'media', 'theme'],
    ['controllers', 'markdown', 'messages'],
    ['states'],
    ['parts'],
    ['elements'],
  ];
  expect(importsAgainst(widgets, line)).toEqual([]);
});

test('the imports of the admin page form no circle of folders, types included', () => {
  expect(printCircles(folderCircles(admin))).toBe('');
});
