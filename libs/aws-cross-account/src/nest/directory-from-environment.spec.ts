import { describe, expect, it } from '@jest/globals';
import { OrganizationsAccountDirectory } from '../accounts/organizations-account-directory.js';
import { optionsFromEnvironment } from './aws-cross-account.config.js';

const ORGANIZATION = {
  AWS_CROSS_ACCOUNT_DIRECTORY: 'organizations',
  AWS_CROSS_ACCOUNT_ORGANIZATION_LISTED_BY: 'arn:aws:iam::111122223333:role/organization-reader',
  AWS_CROSS_ACCOUNT_ORGANIZATION_OUS: 'Workloads/Prod, ou-exam-sandbox0',
  AWS_CROSS_ACCOUNT_ORGANIZATION_ID: 'o-exampleorgid',
  AWS_CROSS_ACCOUNT_ORGANIZATION_TAGS: 'true',
  AWS_CROSS_ACCOUNT_ORGANIZATION_TTL_SECONDS: '60',
};

describe('the directory from the environment', () => {
  it('is that of the organization, as its variables describe it', () => {
    const { directory } = optionsFromEnvironment(ORGANIZATION);
    expect(directory).toBeInstanceOf(OrganizationsAccountDirectory);
  });

  it('holds the accounts whose ids are given', async () => {
    const { directory } = optionsFromEnvironment({
      AWS_CROSS_ACCOUNT_DIRECTORY: '111122223333, 444455556666',
    });
    expect(await directory?.count()).toBe(2);
    expect(await directory?.allows('444455556666')).toBe(true);
  });

  it('may also say who is allowed', () => {
    const { directory, access } = optionsFromEnvironment({
      AWS_CROSS_ACCOUNT_DIRECTORY: '111122223333',
      AWS_CROSS_ACCOUNT_ALLOWED_ACCOUNTS: 'directory',
    });
    expect(access).toEqual({ allowedAccounts: directory });
  });

  it.each([
    ['AWS_CROSS_ACCOUNT_DIRECTORY', 'organisation'],
    ['AWS_CROSS_ACCOUNT_DIRECTORY', '111122223333,111122223333'],
    ['AWS_CROSS_ACCOUNT_ORGANIZATION_LISTED_BY', 'organization-reader'],
    ['AWS_CROSS_ACCOUNT_ORGANIZATION_OUS', 'Workloads,,Sandbox'],
    ['AWS_CROSS_ACCOUNT_ORGANIZATION_ID', '111122223333'],
    ['AWS_CROSS_ACCOUNT_ORGANIZATION_TAGS', 'team'],
    ['AWS_CROSS_ACCOUNT_ORGANIZATION_TTL_SECONDS', '0'],
  ])('names the variable %s when %p cannot be used', (option, text) => {
    const env = option.endsWith('_DIRECTORY') ? { [option]: text } : { ...ORGANIZATION, [option]: text };
    expect(() => optionsFromEnvironment(env)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', option }),
    );
  });

  it('is asked for where only its parts are described', () => {
    const env = { AWS_CROSS_ACCOUNT_ORGANIZATION_OUS: 'Workloads' };
    expect(() => optionsFromEnvironment(env)).toThrow(
      /ORGANIZATION_OUS.*AWS_CROSS_ACCOUNT_DIRECTORY=organizations/,
    );
  });
});
