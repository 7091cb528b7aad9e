import { describe, expect, it } from '@jest/globals';
import { HubAccount } from '../credentials/hub/hub-account.js';
import {
  AssumeRoleDeniedError,
  HubCredentialsError,
  StsUnavailableError,
} from '../errors/credential.errors.js';
import { InvalidTargetError, TargetRefusedError } from '../errors/target.errors.js';
import { AccessLists } from '../target/access-lists.js';
import type { AccessOptions } from '../target/access-options.js';
import type { AccountTarget } from '../target/account-target.js';
import { Regions } from '../target/region.js';
import { TargetResolver } from '../target/target-resolver.js';
import { AccessGate, type Entrance } from './access-gate.js';
import { AccessPredicates } from './access-predicates.js';

const HUB = '999999999999';
const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/reader`;
const ALICE = { name: 'alice' };

/** With a rule for accounts, without which no request would be let in. */
function gateOf(rules: AccessOptions, hub = new HubAccount(async () => HUB)): AccessGate {
  const access: AccessOptions = { allowedAccounts: 'any-that-trusts-us', ...rules };
  const settings = { roleName: 'reader', region: 'eu-west-1', partition: 'aws', sessionName: 'app@host' };
  const targets = new TargetResolver(settings, new Regions(), new AccessLists(access));
  return new AccessGate({ targets, predicates: new AccessPredicates(access), hubAccount: hub, access });
}

const entrance = (given: Partial<Entrance> = {}): Entrance => ({
  target: { accountId: ACCOUNT },
  source: 'request',
  principal: ALICE,
  ...given,
});

async function refusalOf(attempt: Promise<unknown>): Promise<TargetRefusedError> {
  const [outcome] = await Promise.allSettled([attempt]);
  if (outcome.status === 'rejected' && outcome.reason instanceof TargetRefusedError) return outcome.reason;
  throw new RangeError(`it was not refused: ${JSON.stringify(outcome)}`);
}

const nothing = undefined as unknown as { here: boolean };

/** Whatever a rule can be but a yes, with what the error says of it. */
const NO: [string, () => unknown, string | undefined][] = [
  ['says no', () => false, undefined],
  ['says no later', async () => false, undefined],
  ['throws', (): unknown => nothing.here, 'it failed with TypeError'],
  ['rejects', (): unknown => Promise.reject(new RangeError('db://secret')), 'it failed with RangeError'],
  ['rejects with no error', () => Promise.reject(undefined), 'it failed with Unknown'],
  ['answers nothing', () => undefined, 'expected it to answer true or false, got nothing'],
  ['answers 1', () => 1, 'expected it to answer true or false, got 1'],
  ['answers a text', () => 'true', 'expected it to answer true or false, got "true"'],
  ['answers an object', () => ({ allowed: true }), 'expected it to answer true or false, got an object'],
];
const RULES = ['allowedAccounts', 'allowedRoles', 'authorize'] as const;

describe.each(RULES)('the rule %s', (rule) => {
  it.each(NO)('that %s keeps everybody out', async (_, answer, problem) => {
    const error = await refusalOf(gateOf({ [rule]: answer }).enter(entrance()));
    expect(error).toMatchObject({ code: 'TARGET_REFUSED', retryable: false, rule: `access.${rule}` });
    expect(error.problem).toBe(problem);
    expect(JSON.stringify([error.message, error.problem, String(error.cause)])).not.toContain('secret');
  });

  it.each<[string, () => boolean | Promise<boolean>]>([
    ['at once', () => true],
    ['later', async () => true],
  ])('that says yes %s lets in', async (_, answer) => {
    expect(await gateOf({ [rule]: answer }).enter(entrance())).toMatchObject({ accountId: ACCOUNT });
  });

  it('is asked anew each time', async () => {
    const answers = [true, false, true];
    const gate = gateOf({ [rule]: () => answers.shift() ?? false });
    await gate.enter(entrance());
    await refusalOf(gate.enter(entrance()));
    await gate.enter(entrance());
    expect(answers).toEqual([]);
  });
});

describe('authorize', () => {
  it('is told who asks, where they want to work, and of which request', async () => {
    const asked: unknown[] = [];
    const gate = gateOf({ authorize: (request) => asked.push(request) > 0 });
    const target = { accountId: ACCOUNT, externalId: 'canary-external-id' };
    await gate.enter(entrance({ target, executionContext: 'the request' }));
    const expected = { accountId: ACCOUNT, region: 'eu-west-1', partition: 'aws', roleArn: ROLE };
    expect(asked).toEqual([{ principal: ALICE, target: expected, executionContext: 'the request' }]);
  });

  it.each([undefined, null])('is not asked for the principal %p, who stays out', async (principal) => {
    let asked = 0;
    const gate = gateOf({ authorize: () => (asked += 1) > 0 });
    const error = await refusalOf(gate.enter(entrance({ principal, source: 'code' })));
    expect([error.rule, error.problem, asked]).toEqual(['access.authorize', 'there is no principal', 0]);
  });

  it('need not be there: then nobody asks for a principal', async () => {
    expect(await gateOf({}).enter(entrance({ principal: undefined }))).toMatchObject({ accountId: ACCOUNT });
  });
});

describe("the hub's own account", () => {
  const intoHub = entrance({ target: { accountId: HUB } });

  it('is no target of requests, unless they may', async () => {
    expect(await refusalOf(gateOf({}).enter(intoHub))).toMatchObject({ rule: 'access.allowHubAccount' });
    expect(await refusalOf(gateOf({ allowedAccounts: [HUB] }).enter(intoHub))).toBeDefined();
    expect(await gateOf({ allowHubAccount: true }).enter(intoHub)).toMatchObject({ accountId: HUB });
    expect(await gateOf({}).enter({ ...intoHub, source: 'code' })).toMatchObject({ accountId: HUB });
  });

  it('is not asked for where nobody needs to know it', async () => {
    const hub = new HubAccount(() => Promise.reject(new RangeError('asked')));
    expect(await gateOf({}, hub).enter(entrance({ source: 'code' }))).toBeDefined();
    expect(await gateOf({ allowHubAccount: true }, hub).enter(entrance())).toBeDefined();
    for (const allowedAccounts of [[], () => false])
      expect(await refusalOf(gateOf({ allowedAccounts }, hub).enter(entrance()))).toBeDefined();
  });

  it('that cannot be learnt lets nobody in, and authorize is not asked', async () => {
    let asked = 0;
    const hub = new HubAccount(() => Promise.reject(new StsUnavailableError('it is down', { place: {} })));
    const gate = gateOf({ authorize: () => (asked += 1) > 0 }, hub);
    await expect(gate.enter(entrance())).rejects.toThrow('GetCallerIdentity for the hub role');
    expect(asked).toBe(0);
  });
});

describe('where no rule says which accounts may be chosen', () => {
  const settings = { roleName: 'reader', region: 'eu-west-1', partition: 'aws', sessionName: 'app@host' };
  const access: AccessOptions = { allowedRegions: ['eu-west-1'], allowedRoles: () => true };
  const gate = new AccessGate({
    targets: new TargetResolver(settings, new Regions(), new AccessLists(access)),
    predicates: new AccessPredicates(access),
    hubAccount: new HubAccount(async () => HUB),
    access,
  });

  it('no request enters any; the own code does', async () => {
    await expect(gate.enter(entrance())).rejects.toMatchObject({ code: 'INVALID_OPTION', option: 'access' });
    expect(await gate.enter(entrance({ source: 'code' }))).toMatchObject({ accountId: ACCOUNT });
  });
});

describe('what may be entered', () => {
  it('is what was checked, whatever becomes of the target meanwhile', async () => {
    const target: AccountTarget = { accountId: ACCOUNT, tags: { team: 'a' } };
    const gate = gateOf({
      authorize: async () => {
        Object.assign(target, { accountId: HUB, tags: { team: 'b' } });
        return true;
      },
    });
    const entered = await gate.enter(entrance({ target }));
    expect(entered).toMatchObject({ accountId: ACCOUNT, tags: { team: 'a' } });
    expect(Object.isFrozen(entered)).toBe(true);
  });

  it('is read once, field by field', async () => {
    const answers = [ACCOUNT, HUB];
    const target = {
      get accountId() {
        return answers.shift();
      },
    };
    expect(await gateOf({ allowedAccounts: [ACCOUNT] }).enter(entrance({ target }))).toMatchObject({
      accountId: ACCOUNT,
    });
  });

  it('is refused as malformed before any rule is asked', async () => {
    let asked = 0;
    const gate = gateOf({ allowedAccounts: () => (asked += 1) > 0 });
    await expect(gate.enter(entrance({ target: { accountId: 'x' } }))).rejects.toThrow(InvalidTargetError);
    expect(asked).toBe(0);
  });
});

describe('the principal', () => {
  it('is what the option answers, else what is usual', async () => {
    const usual = (): string => 'usual';
    expect(await gateOf({}).principalOf('the request', usual)).toBe('usual');
    const option = gateOf({ principal: async (context) => [context] });
    expect(await option.principalOf('the request', usual)).toEqual(['the request']);
  });

  it('that cannot be found keeps its owner out', async () => {
    const gate = gateOf({ principal: () => nothing.here });
    const error = await refusalOf(gate.principalOf('the request', () => ALICE));
    expect(error).toMatchObject({ rule: 'access.principal', problem: 'it failed with TypeError' });
  });
});

describe('a denied role', () => {
  const denied = new AssumeRoleDeniedError('sts:AssumeRole', 'unknown', {
    place: { accountId: ACCOUNT, roleArn: ROLE },
  });
  const target = { accountId: ACCOUNT, region: 'eu-west-1' };

  it('is answered like any other refusal where only that keeps requests out', async () => {
    const gate = gateOf({ allowedAccounts: 'any-that-trusts-us' });
    const answer = gate.answerFor(denied, target) as TargetRefusedError;
    const refused = await refusalOf(gateOf({ allowedAccounts: [] }).enter(entrance()));
    expect(answer).toBeInstanceOf(TargetRefusedError);
    const { message, code, rule, accountId, region } = refused;
    expect(answer).toMatchObject({ message, code, rule, accountId, region });
    expect(answer.problem).toBe(denied.message);
  });

  it('is named where the application says itself which accounts there are', () => {
    expect(gateOf({ allowedAccounts: [ACCOUNT] }).answerFor(denied, target)).toBe(denied);
    const asking = gateOf({ allowedAccounts: undefined, authorize: () => true });
    expect(asking.answerFor(denied, target)).toBe(denied);
  });

  it('of another account, and every other error, is nothing that the request could ask for', () => {
    const gate = gateOf({ allowedAccounts: 'any-that-trusts-us' });
    expect(gate.answerFor(denied, { ...target, accountId: HUB })).toBe(denied);
    const suspicion = new HubCredentialsError('most roles are denied', { cause: denied });
    expect(gate.answerFor(suspicion, target)).toBeInstanceOf(TargetRefusedError);
    expect(gate.answerFor(new HubCredentialsError('expired'), target)).toBeInstanceOf(HubCredentialsError);
    const other = new RangeError('other');
    expect(gate.answerFor(other, target)).toBe(other);
  });
});
