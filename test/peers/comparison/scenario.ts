import type { Place } from './place.js';

/** One question that is put to local-aws and to moto, and what each is known to answer. */
export interface Scenario {
  readonly operation: string;
  readonly when: string;
  /** Asks it with the SDK; resolves with what is worth comparing in an answer that is no error. */
  readonly ask: (place: Place) => Promise<string>;
  /** Status, and AWS's code or what was resolved. */
  readonly localAws: string;
  readonly moto: string;
  readonly right: 'both' | 'local-aws' | 'not documented';
  /** The AWS document that says so; docs/emulators.md has its address. */
  readonly source: string;
}

type Answers = Pick<Scenario, 'localAws' | 'moto'>;

/** Writes scenarios of an operation; each says who is right in its name. */
export function scenariosOf(operation: string) {
  const verdict =
    (right: Scenario['right']) =>
    (when: string, ask: Scenario['ask'], answers: Answers, source: string): Scenario => ({
      operation,
      when,
      ask,
      ...answers,
      right,
      source,
    });
  return {
    bothAreRight: (when: string, ask: Scenario['ask'], answer: string, source: string): Scenario =>
      verdict('both')(when, ask, { localAws: answer, moto: answer }, source),
    localAwsIsRight: verdict('local-aws'),
    nobodyKnows: verdict('not documented'),
  };
}

/** What came of a question, as the table has it: `200 a session`, `403 AccessDenied`. */
export async function outcomeOf(answer: Promise<string>): Promise<string> {
  try {
    return `200 ${await answer}`;
  } catch (error) {
    return describe(error);
  }
}

interface SdkError {
  readonly name: string;
  readonly Code?: string;
  readonly $fault?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** The SDK names errors that have no code `Unknown`; what it cannot read at all has no side that is at fault. */
function describe(error: unknown): string {
  const { name, Code = name, $fault, $metadata } = error as SdkError;
  if ($metadata?.httpStatusCode === undefined) throw error;
  const code = $fault === undefined ? 'and no answer of AWS' : Code.replace('Unknown', 'without a code');
  return `${$metadata.httpStatusCode} ${code}`;
}
