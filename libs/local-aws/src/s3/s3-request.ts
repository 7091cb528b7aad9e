/** A request to S3, with its place and its query decoded. */
export interface S3Request {
  readonly method: string;
  /** Undefined for the service itself. */
  readonly bucket: string | undefined;
  /** Undefined for the bucket itself. */
  readonly key: string | undefined;
  readonly query: ReadonlyMap<string, string>;
  /** Those of a presigned URL among them, where they may stand in the query. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** A request about an object. */
export interface ObjectRequest extends S3Request {
  readonly bucket: string;
  readonly key: string;
}
