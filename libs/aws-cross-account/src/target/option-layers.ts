import { InvalidOptionError } from '../errors/option.errors.js';
import type { RoleSessionFields } from './account-target.js';
import type { RefuseField } from './refuse-field.js';
import { readSessionFields } from './session-fields.js';
import {
  mergedFields,
  refuseContradiction,
  type SessionLayer,
  type SessionLayers,
} from './session-layers.js';
import type { AccountOverride, TargetOptions } from './target-options.js';

/** The session fields that the options give: copies of our own, read at boot. */
export class OptionLayers {
  readonly #module: SessionLayer;
  readonly #overrides: ReadonlyMap<string, SessionLayer>;

  /** @throws InvalidOptionError when a field is wrong, or when options contradict each other before any target is known */
  constructor(options: TargetOptions, partition: string) {
    this.#module = optionLayer(options, '');
    checkTogether([this.#module], undefined, partition);
    this.#overrides = new Map(
      Object.entries(options.accountOverrides ?? {}).map(([accountId, override]) => {
        const layer = optionLayer(override, `accountOverrides.${accountId}.`);
        if (isAssumed(override)) checkTogether([layer, this.#module], accountId, partition);
        return [accountId, layer];
      }),
    );
  }

  /** What a target brings, with what the options hold for its account; the most specific first. */
  around(target: SessionLayer, accountId: string, answer: SessionLayer): SessionLayers {
    const override = this.#overrides.get(accountId);
    return [target, ...(override ? [override] : []), answer, this.#module];
  }
}

function optionLayer(fields: RoleSessionFields, path: string): SessionLayer {
  const refuse: RefuseField = (field, problem) => {
    throw new InvalidOptionError(`${path}${field}`, problem);
  };
  return { fields: readSessionFields(fields, '', refuse), refuse, isOption: true };
}

/** Transitive keys may be for tags that come with each target. */
function checkTogether(layers: SessionLayers, accountId: string | undefined, partition: string): void {
  const { transitiveTagKeys = [], ...fields } = mergedFields(layers);
  const merged = fields.tags === undefined ? fields : { ...fields, transitiveTagKeys };
  refuseContradiction(layers, merged, { accountId, partition });
}

function isAssumed({ credentials }: AccountOverride): boolean {
  return credentials === undefined;
}
