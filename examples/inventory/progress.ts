import { SingleBar } from 'cli-progress';
import type { SweepProgress } from 'nestjs-aws-cross-account';

export interface ProgressView {
  show(progress: SweepProgress): void;
  end(): void;
}

/** A bar where somebody looks at it; a line now and then where it is written to a log. */
export function progressView(stream: NodeJS.WriteStream, now = () => performance.now()): ProgressView {
  return stream.isTTY ? new ProgressBar(stream) : new ProgressLines(stream, now);
}

class ProgressBar implements ProgressView {
  readonly #bar: SingleBar;

  constructor(stream: NodeJS.WriteStream) {
    this.#bar = new SingleBar({
      stream,
      format: '[{bar}] {value} of {all}, {failed} failed, until {until}',
      hideCursor: true,
      gracefulExit: false,
    });
    this.#bar.start(Infinity, 0, { all: '?', failed: 0, until: '?' });
  }

  show({ done, total, failed, expectedEnd }: SweepProgress): void {
    this.#bar.setTotal(total ?? Infinity);
    this.#bar.update(done, { all: total ?? '?', failed, until: expectedEnd?.toLocaleTimeString() ?? '?' });
  }

  end(): void {
    this.#bar.stop();
  }
}

const LINE_EVERY_MS = 5_000;

class ProgressLines implements ProgressView {
  #writtenAt = Number.NEGATIVE_INFINITY;
  #unwritten = '';

  constructor(
    private readonly stream: NodeJS.WritableStream,
    private readonly now: () => number,
  ) {}

  show({ done, total, failed }: SweepProgress): void {
    this.#unwritten = `${done} of ${total ?? '?'}, ${failed} failed\n`;
    if (this.now() - this.#writtenAt >= LINE_EVERY_MS) this.end();
  }

  end(): void {
    this.stream.write(this.#unwritten);
    this.#unwritten = '';
    this.#writtenAt = this.now();
  }
}
