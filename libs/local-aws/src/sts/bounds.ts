import type { TextBounds } from './violations.js';

const NAME = String.raw`[\w+=,.@-]*`;
const TEXT = String.raw`[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+`;
const TAG = String.raw`[\p{L}\p{Z}\p{N}_.:/=+\-@]`;
const ANY = /^[\t\n\r\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;

export const SESSION_NAME: TextBounds = { min: 2, max: 64, pattern: /^[\w+=,.@-]*$/, shown: NAME };
export const SOURCE_IDENTITY: TextBounds = SESSION_NAME;
export const EXTERNAL_ID: TextBounds = {
  min: 2,
  max: 1224,
  pattern: /^[\w+=,.@:/-]*$/,
  shown: String.raw`[\w+=,.@:\/-]*`,
};
export const ARN: TextBounds = { min: 20, max: 2048, pattern: ANY, shown: TEXT };
export const POLICY: TextBounds = { min: 1, max: 2048, pattern: ANY, shown: TEXT };
export const TAG_KEY: TextBounds = {
  min: 1,
  max: 128,
  pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u,
  shown: `${TAG}+`,
};
export const TAG_VALUE: TextBounds = {
  min: 0,
  max: 256,
  pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
  shown: `${TAG}*`,
};

export const DURATION = { min: 900, max: 43_200, preset: 3600 };
/** Policy and policy ARNs together, in characters. */
export const MAX_POLICY_CHARACTERS = 2048;
export const MAX_POLICY_ARNS = 10;
export const MAX_TAGS = 50;
