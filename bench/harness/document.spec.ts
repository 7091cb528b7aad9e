import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { chartOf } from './chart.js';
import { documentOf } from './document.js';
import { readResults } from './results.js';

it('the page and the chart of the documentation say what was measured, and nothing else', () => {
  const results = readResults();
  expect(Object.keys(results).length).toBeGreaterThan(5);
  expect(readFileSync('docs/performance.md', 'utf8')).toBe(documentOf(results));
  expect(readFileSync('docs/performance.svg', 'utf8')).toBe(chartOf(results));
});
