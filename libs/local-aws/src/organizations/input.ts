import { AwsFault } from '../service/aws-fault.js';
import { checkMembers, isText, isWhole, readMember } from '../service/json-input.js';
import type { Page } from '../service/pages.js';
import type { Call } from '../service/service.js';

/** The most entries of a page, as in AWS. */
const MAX_RESULTS = 20;
const MAX_TOKEN = 100_000;
const PARENT = /^(?:r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/;
const ACCOUNT = /^\d{12}$/;

/** The kinds of ids that requests name: what each must look like. */
const IDS = {
  ParentId: (id: string) => PARENT.test(id),
  AccountId: (id: string) => ACCOUNT.test(id),
  ChildId: (id: string) => ACCOUNT.test(id) || (PARENT.test(id) && id.startsWith('ou-')),
  ResourceId: (id: string) => ACCOUNT.test(id) || PARENT.test(id) || /^(?:p|rp|rt)-\w{4,128}$/.test(id),
};

/** The members of a request, checked as Organizations does. */
export class Input {
  constructor(
    private readonly members: Readonly<Record<string, unknown>>,
    known: readonly string[],
  ) {
    checkMembers(members, known);
  }

  /** An id that must be given. */
  id(name: keyof typeof IDS): string {
    const id = readMember(this.members, name, isText);
    if (id === undefined) throw invalidInput('INPUT_REQUIRED', `You must provide a value for ${name}.`);
    if (!IDS[name](id)) throw invalidInput('INVALID_PATTERN', `${name} does not match the required pattern.`);
    return id;
  }

  /** A page of a list that is sorted by `keyOf`. */
  page<T>(call: Call, sorted: readonly T[], keyOf: (entry: T) => string, list: string): Page<T> {
    const limit = readMember(this.members, 'MaxResults', isWhole) ?? MAX_RESULTS;
    if (limit < 1) throw invalidInput('MIN_VALUE_EXCEEDED', 'MaxResults must be at least 1.');
    if (limit > MAX_RESULTS) {
      throw invalidInput('MAX_VALUE_EXCEEDED', `MaxResults must be at most ${MAX_RESULTS}.`);
    }
    const token = readMember(this.members, 'NextToken', isText);
    if ((token?.length ?? 0) > MAX_TOKEN) throw invalidInput('MAX_LENGTH_EXCEEDED', 'NextToken is too long.');
    const page = call.cloud.pages.take(sorted, keyOf, { limit, token, list });
    if (page === undefined) {
      throw invalidInput('INVALID_PAGINATION_TOKEN', 'NextToken must be the one of the page before.');
    }
    return page;
  }
}

function invalidInput(reason: string, message: string): AwsFault {
  return new AwsFault(400, 'InvalidInputException', message, { fields: { Reason: reason } });
}
