const ROLE_ARN = /^arn:[a-z]+(?:-[a-z]+)*:iam::(\d{12}):role\/[\u0021-\u007E]{1,576}$/;

export function isRoleArn(text: string): boolean {
  return ROLE_ARN.test(text);
}

/** Undefined when this is no role's ARN. */
export function accountOfRoleArn(text: string): string | undefined {
  return ROLE_ARN.exec(text)?.[1];
}
