// Checks the alert rules, runs their tests, and checks the queries of the dashboard, with Prometheus' own tool.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const promtool = (...args) => execFileSync('promtool', args, { stdio: 'inherit' });

const { panels } = JSON.parse(readFileSync('docs/grafana/dashboard.json', 'utf8'));
const queries = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
const rules = queries.map((expr, index) => ({
  record: `dashboard:query_${index}`,
  expr: expr.replaceAll('$__rate_interval', '5m').replaceAll('$job', '.*'),
}));

const folder = mkdtempSync(join(tmpdir(), 'monitoring-'));
try {
  const file = join(folder, 'dashboard.yml');
  // JSON is YAML, too.
  writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }));
  promtool('check', 'rules', 'docs/prometheus/alerts.yml', file);
  promtool('test', 'rules', 'docs/prometheus/alerts.test.yml');
} finally {
  rmSync(folder, { recursive: true });
}
