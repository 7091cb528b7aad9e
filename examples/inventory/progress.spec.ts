import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { progressView } from './progress.js';

const progress = {
  done: 20,
  total: 40,
  ok: 17,
  failed: 3,
  skipped: 0,
  resultsPerSecond: 10,
  expectedEnd: new Date(),
};

function streamOf(isTTY: boolean): { stream: NodeJS.WriteStream; written: () => string } {
  const stream = Object.assign(new PassThrough(), { isTTY });
  return { stream: stream as unknown as NodeJS.WriteStream, written: () => String(stream.read() ?? '') };
}

describe('the progress of the inventory', () => {
  it('is a bar on a terminal, whose cursor it gives back', () => {
    const { stream, written } = streamOf(true);
    const view = progressView(stream);
    view.show(progress);
    view.end();
    const text = written();
    expect(text).toContain('[====================--------------------] 20 of 40, 3 failed, until');
    expect(text.lastIndexOf('\u001B[?25h')).toBeGreaterThan(text.lastIndexOf('\u001B[?25l'));
  });

  it('is an empty bar as long as nobody knows how much there is', () => {
    const { stream, written } = streamOf(true);
    const view = progressView(stream);
    view.show({ ...progress, total: undefined, expectedEnd: undefined });
    view.end();
    expect(written()).toContain('[----------------------------------------] 20 of ?, 3 failed, until ?');
  });

  it('is a line now and then elsewhere, and one at the end', () => {
    const { stream, written } = streamOf(false);
    let now = 0;
    const view = progressView(stream, () => now);
    for (let done = 1; done <= 30; done += 1) {
      view.show({ ...progress, done });
      now += 1_000;
    }
    view.end();
    expect(written()).toBe([1, 6, 11, 16, 21, 26, 30].map((done) => `${done} of 40, 3 failed\n`).join(''));
  });
});
