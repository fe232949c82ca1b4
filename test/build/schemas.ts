/** The JSON schemas of `docs/schemas`, which tools rely on. */
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';

/** What of a value is not as its schema says. */
export function faultsBySchema(name: string, value: unknown): string[] {
  const schema = JSON.parse(readFileSync(`docs/schemas/${name}.json`, 'utf8')) as object;
  const ajv = new Ajv({ allErrors: true });
  const validate = ajv.compile(schema);
  // What a tool gets is JSON.
  validate(JSON.parse(JSON.stringify(value)));
  return (validate.errors ?? []).map((fault) => `${fault.dataPath} ${fault.message ?? ''}`);
}
