import { AwsFault } from '../service/aws-fault.js';

export function notImplemented(what: string): AwsFault {
  return new AwsFault(501, 'NotImplemented', `local-aws-accounts does not implement ${what}.`);
}

export function invalidArgument(name: string, message: string): AwsFault {
  return new AwsFault(400, 'InvalidArgument', message, { fields: { ArgumentName: name } });
}

export function noSuchBucket(name: string): AwsFault {
  return new AwsFault(404, 'NoSuchBucket', 'The specified bucket does not exist', {
    fields: { BucketName: name },
  });
}

/** The bucket lives in another region than the one the request was signed for. */
export function permanentRedirect(name: string, region: string): AwsFault {
  const message =
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.';
  return new AwsFault(301, 'PermanentRedirect', message, {
    fields: { Bucket: name, Endpoint: `s3.${region}.amazonaws.com` },
    headers: { 'x-amz-bucket-region': region },
  });
}
