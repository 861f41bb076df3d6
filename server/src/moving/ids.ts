import type { Readable } from 'node:stream';
import type { Core } from '@strapi/strapi';

/** The key under which a row's id travels: Strapi's data transfer takes `id` off on its way in. */
export const ORIGIN = 'originId';
/** Files of the media library: our rows refer to them by id. */
export const LIBRARY = 'plugin::upload.file';

export const NO_IDS =
  'WhatsApp: this archive does not carry the ids of WhatsApp rows, so messages and consent would be assigned to the wrong people. ' +
  'Update the WhatsApp plugin where the archive was made and export again.';

interface Builder {
  orderBy(column: string): Builder;
  stream(options?: unknown): Readable;
}
type Attribute = { type: string; columnName?: string; default?: () => never };

/** The content types whose rows refer to each other by id. */
export const ourTypes = (strapi: Core.Strapi): string[] =>
  Object.keys(strapi.contentTypes).filter((uid) => uid.startsWith('plugin::whatsapp.'));

/** The engine of the transfer keeps what the schemas of both sides know. No column belongs to it. Answers how to undo it. */
const describeIds = (strapi: Core.Strapi): (() => void) => {
  const described = [...ourTypes(strapi), LIBRARY].map(
    (uid) => strapi.contentType(uid as never).attributes as Record<string, unknown>
  );
  for (const attributes of described) attributes[ORIGIN] = { type: 'integer' };
  return () => {
    for (const attributes of described) delete attributes[ORIGIN];
  };
};

/**
 * Rows of our types leave with their id. Only the data transfer reads by streams. It reads by offset: without an order
 * PostgreSQL may give a row twice and leave another out.
 */
export const sendIds = (strapi: Core.Strapi): (() => void) => {
  const undo = describeIds(strapi);
  const types = new Set([...ourTypes(strapi), LIBRARY]);
  const db = strapi.db as unknown as { queryBuilder(uid: string): Builder };
  if (Object.hasOwn(db, 'queryBuilder')) return undo;
  const original = db.queryBuilder.bind(db);
  db.queryBuilder = (uid) => {
    const builder = original(uid);
    if (!types.has(uid)) return builder;
    const stream = builder.stream.bind(builder);
    builder.stream = (options) => {
      builder.orderBy('id');
      return stream(options).map((row: { id: number }) => ({ ...row, [ORIGIN]: row.id }));
    };
    return builder;
  };
  return undo;
};

const attributesOf = (strapi: Core.Strapi, uid: string): Record<string, Attribute> =>
  strapi.db.metadata.get(uid).attributes as unknown as Record<string, Attribute>;

const thrower = (message: string) => (): never => {
  throw new Error(message);
};

/** Adds an attribute to the metadata of types. Answers how to undo it. */
const addAttribute = (
  strapi: Core.Strapi,
  types: string[],
  { name, attribute }: { name: string; attribute: Attribute }
): (() => void) => {
  const changed = types.map((uid) => attributesOf(strapi, uid));
  for (const attributes of changed) attributes[name] = attribute;
  return () => {
    for (const attributes of changed) delete attributes[name];
  };
};

/** A row of these types ends the import, which is one transaction, with this message. */
export const refuseRows = (strapi: Core.Strapi, types: string[], message: string): void => {
  // No row has it, so its default is asked for.
  const attribute = { type: 'boolean', default: thrower(message) };
  addAttribute(strapi, types, { name: 'refused', attribute });
};

/**
 * Rows of our types arrive under the id that they left with: while this process receives, the key is an attribute of the
 * column `id`. A row of ours without it ends the import, which is one transaction. Answers how to undo it.
 */
export const takeIds = (strapi: Core.Strapi): (() => void) => {
  const asId = { type: 'integer', columnName: 'id' };
  const ours = { ...asId, default: thrower(NO_IDS) };
  const undo = [
    describeIds(strapi),
    addAttribute(strapi, ourTypes(strapi), { name: ORIGIN, attribute: ours }),
    addAttribute(strapi, [LIBRARY], { name: ORIGIN, attribute: asId }),
  ];
  return () => {
    for (const one of undo) one();
  };
};
