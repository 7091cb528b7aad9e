/** The operations that are answered, by service and name; an IAM action may be called otherwise. */
export const OPERATIONS = [
  'sts:AssumeRole',
  'sts:GetCallerIdentity',
  's3:ListBuckets',
  's3:CreateBucket',
  's3:DeleteBucket',
  's3:HeadBucket',
  's3:GetBucketLocation',
  's3:ListObjectsV2',
  's3:PutObject',
  's3:GetObject',
  's3:HeadObject',
  's3:DeleteObject',
  's3:CreateMultipartUpload',
  's3:UploadPart',
  's3:CompleteMultipartUpload',
  's3:AbortMultipartUpload',
  'organizations:DescribeAccount',
  'organizations:DescribeOrganization',
  'organizations:ListAccounts',
  'organizations:ListAccountsForParent',
  'organizations:ListOrganizationalUnitsForParent',
  'organizations:ListParents',
  'organizations:ListRoots',
  'organizations:ListTagsForResource',
  'account:ListRegions',
  'ec2:DescribeRegions',
] as const;

export type OperationName = (typeof OPERATIONS)[number];

/** Counted for a request that names no operation of its service. */
export type UnknownOperation =
  'sts:Unknown' | 's3:Unknown' | 'organizations:Unknown' | 'account:Unknown' | 'ec2:Unknown' | 'Unknown';

declare const added: unique symbol;

/** An operation that `LocalAws.handle` has added, by service and name: what its handle calls `action`. */
export type AddedOperation = `${string}:${string}` & { readonly [added]: true };

/** Every name that a request is counted by. */
export type ActionName = OperationName | UnknownOperation | AddedOperation;
