import { matchesWildcard } from './wildcard.js';

/** The six parts of an ARN; colons after the fifth belong to the last part. */
export function splitArn(arn: string): string[] | undefined {
  const parts = arn.split(':');
  if (parts.length < 6) return undefined;
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}

/** A test over ARNs: `*` for all of them, or six parts, each with wildcards that stay inside the part. */
export type ArnMatcher = (arn: string) => boolean;

/** Undefined when `pattern` is neither `*` nor an ARN of six parts. */
export function arnMatcher(pattern: string): ArnMatcher | undefined {
  if (pattern === '*') return () => true;
  const wanted = splitArn(pattern);
  if (wanted === undefined || wanted[0] !== 'arn') return undefined;
  return (arn) => {
    const parts = splitArn(arn);
    return parts !== undefined && wanted.every((part, i) => matchesWildcard(part, parts[i] ?? ''));
  };
}
