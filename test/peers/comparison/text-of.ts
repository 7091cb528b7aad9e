/** What an answer to `fetch` says; an error of AWS is thrown as the SDK throws it. */
export async function textOf(response: Response): Promise<string> {
  const text = await response.text();
  const [, name] = /<Code>(\w+)</.exec(text) ?? [];
  if (name === undefined) return text;
  const $metadata = { httpStatusCode: response.status };
  throw Object.assign(new RangeError(name), { name, $fault: 'client', $metadata });
}
