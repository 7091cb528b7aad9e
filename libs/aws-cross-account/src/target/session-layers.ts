import type { SessionField } from './account-target.js';
import { findContradiction, type SessionPlace } from './contradiction.js';
import type { RefuseField } from './refuse-field.js';
import { parseRoleArn, type RoleArn } from './role-arn.js';
import type { OwnSessionFields } from './session-fields.js';

/** Session fields of one source, and the error for what is wrong with them. */
export interface SessionLayer {
  readonly fields: OwnSessionFields;
  readonly refuse: RefuseField;
  /** Options are for many targets. They were checked together at boot, so that what comes with a target is at fault now. */
  readonly isOption: boolean;
}

/** The most specific first: a field is taken whole from the first that has it. */
export type SessionLayers = readonly [SessionLayer, ...SessionLayer[]];

/** The ARN, if the first layer that names a role names it by ARN. */
export function roleArnOf(layers: SessionLayers, accountId: string): RoleArn | undefined {
  const layer = layers.find(({ fields }) => fields.roleArn !== undefined || fields.roleName !== undefined);
  const parsed = parseRoleArn(layer?.fields.roleArn);
  if (parsed && parsed.accountId !== accountId) {
    layer?.refuse(
      'roleArn',
      `expected a role of account ${accountId}, got one of ${parsed.accountId}. Correct it.`,
    );
  }
  return parsed;
}

export function mergedFields(layers: SessionLayers): OwnSessionFields {
  return Object.assign({}, ...layers.map(({ fields }) => fields).toReversed()) as OwnSessionFields;
}

/** Throws the error of one of those who gave what contradicts: rather of the target or `sessionFor` than of an option. */
export function refuseContradiction(
  layers: SessionLayers,
  merged: OwnSessionFields,
  place: SessionPlace,
): void {
  const found = findContradiction(merged, place);
  if (!found) return;
  const givenBy = ({ fields }: SessionLayer): SessionField | undefined =>
    found.fields.find((field) => fields[field] !== undefined);
  const involved = layers.filter((layer) => givenBy(layer) !== undefined);
  const layer = involved.find(({ isOption }) => !isOption) ?? involved[0] ?? layers[0];
  layer.refuse(found.path ?? givenBy(layer) ?? found.fields[0], found.problem);
}
