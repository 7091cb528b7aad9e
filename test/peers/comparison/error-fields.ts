/** Which of these fields the error has that a request fails with, as text. */
export async function errorFields(request: Promise<unknown>, names: readonly string[]): Promise<string> {
  const fields: Record<string, unknown> = await request.then(
    () => ({}),
    (error: object) => ({ ...error }),
  );
  return names.filter((name) => typeof fields[name] === 'string').join(', ');
}
