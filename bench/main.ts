import { parseArgs } from 'node:util';
import { writeDocument } from './harness/document.js';
import { asMarkdown } from './harness/markdown.js';
import type { Report, Size } from './harness/report.js';
import { addResult } from './harness/results.js';
import { WORKLOADS } from './workloads/all.js';

async function main(names: readonly string[], size: Size): Promise<void> {
  const known = WORKLOADS.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    process.stderr.write(`${unknown} is no workload. There are: ${known.join(', ')}\n`);
    process.exitCode = 1;
    return;
  }
  for (const workload of WORKLOADS) {
    if (names.length > 0 && !names.includes(workload.name)) continue;
    const report = withMeaning(await workload.run(size), size);
    process.stdout.write(`${asMarkdown(report)}\n`);
    if (report.checks.some(({ met }) => !met)) process.exitCode = 1;
    if (size === 'full') writeDocument(await addResult(workload.name, report, known));
  }
}

/** What takes no time to speak of says nothing about time. */
function withMeaning(report: Report, size: Size): Report {
  return size === 'full' ? report : { ...report, aims: [] };
}

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
const { values, positionals } = parseArgs({
  options: { short: { type: 'boolean', default: false } },
  allowPositionals: true,
});
await main(positionals, values.short ? 'short' : 'full');
process.exit();
