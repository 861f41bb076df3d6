import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { abilityOf } from '../strapi/ability';
import type { ContentType } from './host-types';

/** What Strapi's Content Manager decides for one administrator and one content type. */
interface Checker {
  can: Record<
    'read' | 'create' | 'update' | 'publish',
    (entry?: unknown, field?: string) => boolean
  >;
  requiresEntity: Record<'read' | 'update' | 'publish', () => boolean>;
  sanitizedQuery: { read(query: object): Promise<{ filters?: object }> };
}

interface Documents {
  findMany(params: object): Promise<{ documentId: string }[]>;
}

/** What the asking administrator may see of entries of a type in the Content Manager. */
export interface HostReader {
  /** Those of these documents that they may read; conditions of their roles ("only own") count. */
  readable(documentIds: readonly string[]): Promise<Set<string>>;
  /** May they read some entry of the type? */
  reads(): boolean;
  /** May they see this field at all? */
  field(name: string): boolean;
  /** May they make entries? */
  creates(): boolean;
}

/** What an administrator may write of entries of a type. */
export interface HostWriter extends HostReader {
  /** May they make entries with these fields? */
  fills(fields: readonly string[]): boolean;
  /** May they change these fields of some entry? What is published changes too: where there are drafts they must publish. */
  changes(fields: readonly string[]): boolean;
  /** Of the entry with this row; conditions of their roles ("only own", a language) count. */
  changesRow(rowId: number, fields: readonly string[]): Promise<boolean>;
}

interface Rows {
  findOne(params: object): Promise<object | null>;
}
interface Asking {
  userAbility: unknown;
  uid: string;
}

/** By the permission checker of the Content Manager itself, so that both always say the same. */
const rightsBy = (strapi: Core.Strapi, { userAbility, uid }: Asking): HostWriter => {
  const service = strapi.plugin('content-manager').service('permission-checker') as {
    create(ask: { userAbility: unknown; model: string }): Checker;
  };
  const checker = service.create({ userAbility, model: uid });
  const readable = async (documentIds: readonly string[]): Promise<Set<string>> => {
    if (!checker.can.read()) return new Set();
    if (!checker.requiresEntity.read()) return new Set(documentIds);
    const { filters } = await checker.sanitizedQuery.read({});
    const documents = strapi.documents(uid as never) as unknown as Documents;
    const found = await documents.findMany({
      filters: { $and: [{ documentId: { $in: [...documentIds] } }, filters ?? {}] },
      fields: ['documentId'],
      locale: '*',
      status: 'draft',
    });
    return new Set(found.map(({ documentId }) => documentId));
  };
  const each = (fields: readonly string[], may: (field: string) => boolean): boolean =>
    fields.every((field) => may(field));
  const types = strapi.contentTypes as unknown as Record<string, ContentType>;
  const hasDrafts = types[uid]?.options?.draftAndPublish === true;
  const { can, requiresEntity } = checker;
  const changes = (fields: readonly string[], entry?: object): boolean =>
    can.update(entry) &&
    (!hasDrafts || can.publish(entry)) &&
    each(fields, (field) => can.update(entry, field));
  return {
    readable,
    reads: () => checker.can.read(),
    field: (name) => checker.can.read(undefined, name),
    creates: () => checker.can.create(),
    fills: (fields) =>
      checker.can.create() && each(fields, (field) => checker.can.create(undefined, field)),
    changes: (fields) => changes(fields),
    changesRow: async (rowId, fields) => {
      if (!changes(fields)) return false;
      if (!requiresEntity.update() && !(hasDrafts && requiresEntity.publish())) return true;
      const rows = strapi.db.query(uid as never) as unknown as Rows;
      // Roles may look at who made the entry, and at the roles of that person.
      const populate = { createdBy: { populate: ['roles'] } };
      const row = await rows.findOne({ where: { id: rowId }, populate });
      return row !== null && changes(fields, row);
    },
  };
};

/** What the administrator of this request may see and write. */
export const hostReader = (strapi: Core.Strapi, ctx: Context, uid: string): HostReader => {
  const { userAbility } = ctx.state as { userAbility: unknown };
  return rightsBy(strapi, { userAbility, uid });
};

/**
 * What an administrator may do outside of a request of theirs, by the roles that they have now; null: they were deleted or
 * deactivated. Not inside a transaction.
 */
export const hostWriter = async (
  strapi: Core.Strapi,
  userId: number | null,
  uid: string
): Promise<HostWriter | null> => {
  const userAbility = await abilityOf(strapi, userId);
  return userAbility && rightsBy(strapi, { userAbility, uid });
};
