interface Question {
  readonly id: number;
  readonly what: string;
  readonly about: unknown;
}

export type Answers = Readonly<Record<string, (about: never) => unknown>>;

/** Says that this process is ready, and answers what its parent asks from then on. */
export function answerParent(answers: Answers): void {
  process.on('message', (question: Question) => void answer(question, answers));
  process.send?.('ready');
}

async function answer({ id, what, about }: Question, answers: Answers): Promise<void> {
  try {
    process.send?.({ id, value: await answers[what]?.(about as never) });
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? error.message : String(error) });
  }
}
