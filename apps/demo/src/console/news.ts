import type { EmbeddedState } from '../embedded-aws/embedded-state.js';
import type { PublicProblem } from '../problems/public-problem.js';
import type { AccountRow, AccountsEvent, ConsoleEvent, StatsEvent } from './console-event.js';

const QUIET_LOOKS = 30;

/** Tells one reader what differs from what it was told before. */
export class News {
  readonly #rows = new Map<string, string>();
  readonly #told = new Map<string, string>();
  #quiet = 0;

  *of(
    rows: readonly AccountRow[] | PublicProblem,
    stats: StatsEvent,
    embedded: EmbeddedState | undefined,
  ): Generator<ConsoleEvent> {
    const events: ConsoleEvent[] = [];
    if ('code' in rows) events.push({ type: 'problem', code: rows.code, message: rows.message });
    else events.push(this.#changes(rows));
    events.push(stats);
    if (embedded) events.push({ type: 'embedded', ...embedded });
    const news = events.filter((event) => this.#isNew(event));
    this.#quiet = news.length > 0 ? 0 : this.#quiet + 1;
    if (this.#quiet >= QUIET_LOOKS) {
      this.#quiet = 0;
      yield { type: 'ping' };
    }
    yield* news;
  }

  #changes(rows: readonly AccountRow[]): AccountsEvent {
    const gone = new Set(this.#rows.keys());
    const accounts = rows.filter((row) => {
      gone.delete(row.id);
      const text = JSON.stringify(row);
      const isNew = this.#rows.get(row.id) !== text;
      if (isNew) this.#rows.set(row.id, text);
      return isNew;
    });
    for (const id of gone) this.#rows.delete(id);
    return { type: 'accounts', accounts, removed: [...gone] };
  }

  #isNew(event: ConsoleEvent): boolean {
    const isFirst = !this.#told.has(event.type);
    // Rows were compared one by one.
    if (event.type === 'accounts') {
      this.#told.set(event.type, '');
      const isOver = this.#told.delete('problem');
      return isFirst || isOver || event.accounts.length > 0 || event.removed.length > 0;
    }
    const text = JSON.stringify(event);
    const isNew = this.#told.get(event.type) !== text;
    this.#told.set(event.type, text);
    return isNew;
  }
}
