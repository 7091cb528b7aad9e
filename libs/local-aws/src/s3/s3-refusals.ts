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

/** What is asked for contradicts itself, or lacks something. */
export function invalidRequest(message: string): AwsFault {
  return new AwsFault(400, 'InvalidRequest', message);
}

export function noSuchKey(key: string): AwsFault {
  return new AwsFault(404, 'NoSuchKey', 'The specified key does not exist.', { fields: { Key: key } });
}

/** `condition` is the header that does not hold. */
export function preconditionFailed(condition: string): AwsFault {
  const message = 'At least one of the pre-conditions you specified did not hold';
  return new AwsFault(412, 'PreconditionFailed', message, { fields: { Condition: condition } });
}

export function missingContentLength(): AwsFault {
  return new AwsFault(411, 'MissingContentLength', 'You must provide the Content-Length HTTP header.');
}

export function incompleteBody(): AwsFault {
  return new AwsFault(400, 'IncompleteBody', 'The request body terminated unexpectedly');
}

export function malformedTrailer(): AwsFault {
  const message =
    'The request contained trailing data that was not well-formed or did not conform to our published schema.';
  return new AwsFault(400, 'MalformedTrailerError', message);
}

export function malformedXml(): AwsFault {
  return new AwsFault(
    400,
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}
