/** As much of an OpenAPI schema as the demo's document uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly nullable?: boolean;
}

export type Schemas = Readonly<Record<string, Schema>>;

/** Where a value is not what its schema says: fields that the schema does not name are among it. Empty when all is well. */
export function schemaProblems(value: unknown, schema: Schema, schemas: Schemas, path = '$'): string[] {
  const { $ref, oneOf, enum: allowed } = schema;
  if ($ref !== undefined) {
    const referred = schemas[$ref.replace('#/components/schemas/', '')];
    return referred ? schemaProblems(value, referred, schemas, path) : [`${path}: no schema ${$ref}`];
  }
  if (oneOf) {
    const fits = oneOf.some((one) => schemaProblems(value, one, schemas, path).length === 0);
    return fits ? [] : [`${path}: fits none of ${JSON.stringify(oneOf)}`];
  }
  if (allowed && !allowed.includes(value)) return [`${path}: ${String(value)} is none of ${allowed.join()}`];
  if (Array.isArray(value)) return arrayProblems(value, schema, schemas, path);
  if (typeof value === 'object' && value !== null) return objectProblems(value, schema, schemas, path);
  return isOfType(value, schema.type)
    ? []
    : [`${path}: expected ${schema.type}, got ${JSON.stringify(value)}`];
}

function arrayProblems(
  value: unknown[],
  { type, items = {} }: Schema,
  schemas: Schemas,
  path: string,
): string[] {
  if (type !== 'array') return [`${path}: expected ${type}, got an array`];
  return value.flatMap((item, index) => schemaProblems(item, items, schemas, `${path}[${index}]`));
}

function objectProblems(
  value: object,
  { type, properties = {}, required = [] }: Schema,
  schemas: Schemas,
  path: string,
): string[] {
  if (type !== 'object') return [`${path}: expected ${type}, got an object`];
  const missing = required.filter((name) => !(name in value)).map((name) => `${path}.${name}: is missing`);
  const wrong = Object.entries(value).flatMap(([name, field]) => {
    const schema = properties[name];
    return schema
      ? schemaProblems(field, schema, schemas, `${path}.${name}`)
      : [`${path}.${name}: is not documented`];
  });
  return [...missing, ...wrong];
}

function isOfType(value: unknown, type: string | undefined): boolean {
  if (type === 'integer') return Number.isInteger(value);
  return value !== null && typeof value === type;
}
