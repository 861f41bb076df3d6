import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import { parse } from 'yaml';
import type { Json } from './receiver';

/**
 * Meta's own OpenAPI document. It is not ours to publish, so a clone does not have it: the tests that
 * compare with it are skipped where the file that `META_OPENAPI` names is missing.
 */
export const file = resolve(
  process.env['META_OPENAPI'] ?? '../shared/reference/meta-business-messaging.openapi.yaml'
);
export const present = existsSync(file);
/** Skipped in a clone, which does not have the document. */
export const describeWithDocument = present ? describe : describe.skip;
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Keywords of the file that JSON Schema does not know, and closed parts of an `allOf` that forbid the other parts. */
const mend = (node: unknown, inAllOf = false): unknown => {
  if (Array.isArray(node)) return node.map((item) => mend(item));
  if (!isJson(node)) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(
        ([key]) =>
          key !== 'discriminator' &&
          key !== 'format' &&
          !(inAllOf && key === 'additionalProperties')
      )
      .map(([key, value]) => [
        key,
        key === 'allOf' && Array.isArray(value)
          ? value.map((part) => mend(part, true))
          : mend(value),
      ])
  );
};

/** Inbound schemas by message type. */
export const INBOUND: Readonly<Record<string, string>> = {
  text: 'TextMessage_2',
  reaction: 'ReactionMessage_1',
  audio: 'AudioMessage_1',
  document: 'DocumentMessage_1',
  image: 'ImageMessage_1',
  video: 'VideoMessage_1',
  sticker: 'StickerMessage_1',
  order: 'OrderMessage',
  location: 'LocationMessage_1',
  contacts: 'ContactSharingMessage',
  interactive: 'InteractiveMessageReply',
  button: 'ButtonMessage',
};

/**
 * Meta's file was merged from several: inbound and outbound messages share names, the inbound ones got a
 * number behind, but still refer to the base of the outbound ones. They are given back their own base.
 */
const mendInbound = (schemas: Json): Json => {
  const own = Object.fromEntries(
    Object.values(INBOUND).map((name) => [
      name,
      JSON.parse(
        JSON.stringify(schemas[name]).replaceAll(
          'schemas/BaseMessageProperties"',
          'schemas/BaseMessageProperties_1"'
        )
      ) as Json,
    ])
  );
  return { ...schemas, ...own };
};

/** The validator of each schema of the document. */
export const load = (): ((schema: string) => ValidateFunction) => {
  const document = mend(parse(readFileSync(file, 'utf8'), { maxAliasCount: -1 })) as Json;
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  const schemas = mendInbound((document['components'] as Json)['schemas'] as Json);
  ajv.addSchema({ $id: 'meta', components: { schemas } });
  return (name) => {
    const validate = ajv.getSchema(`meta#/components/schemas/${name}`);
    if (!validate) throw new Error(`the file has no schema ${name}`);
    return validate;
  };
};
