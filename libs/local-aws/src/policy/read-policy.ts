import { isRecord } from '../data/is-record.js';
import type { Policy, Statement } from './policy.js';
import { PolicyError } from './policy-error.js';
import { readStatement } from './read-statement.js';

/** Checks a policy document and makes it ready to be evaluated. Throws {@link PolicyError}; ignores nothing. */
export function readPolicy(document: unknown, kind: Policy['kind'], path: string): Policy {
  if (!isRecord(document)) throw new PolicyError(path, 'a policy document', 'malformed');
  for (const key of Object.keys(document)) {
    if (!['Version', 'Id', 'Statement'].includes(key)) {
      throw new PolicyError(`${path}.${key}`, 'only Version, Id and Statement in a policy', 'malformed');
    }
  }
  const { Version: version, Id: id, Statement: body } = document;
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') {
    throw new PolicyError(`${path}.Version`, '2012-10-17 or 2008-10-17', 'malformed');
  }
  if (id !== undefined && typeof id !== 'string')
    throw new PolicyError(`${path}.Id`, 'a string', 'malformed');
  return { kind, statements: readStatements(body, kind, `${path}.Statement`) };
}

function readStatements(body: unknown, kind: Policy['kind'], path: string): Statement[] {
  if (!Array.isArray(body)) return [readStatement(body, kind, path)];
  if (body.length === 0) throw new PolicyError(path, 'at least one statement', 'malformed');
  return body.map((statement: unknown, i) => readStatement(statement, kind, `${path}[${i}]`));
}
