/** The operations that are answered, by service and name; an IAM action may be called otherwise. */
export type OperationName =
  | 'sts:AssumeRole'
  | 'sts:GetCallerIdentity'
  | 's3:ListBuckets'
  | 's3:CreateBucket'
  | 's3:DeleteBucket'
  | 's3:HeadBucket'
  | 's3:GetBucketLocation'
  | 's3:ListObjectsV2'
  | 's3:PutObject'
  | 's3:GetObject'
  | 's3:HeadObject'
  | 's3:DeleteObject'
  | 's3:CreateMultipartUpload'
  | 's3:UploadPart'
  | 's3:CompleteMultipartUpload'
  | 's3:AbortMultipartUpload';

export const OPERATIONS: readonly OperationName[] = [
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
];

/** Counted for a request that names no operation of its service. */
export type UnknownOperation = 'sts:Unknown' | 's3:Unknown' | 'Unknown';
