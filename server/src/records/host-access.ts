import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';

/** What Strapi's Content Manager decides for one administrator and one content type. */
interface Checker {
  can: { read(entry?: unknown, field?: string): boolean; create(): boolean };
  requiresEntity: { read(): boolean };
  sanitizedQuery: { read(query: object): Promise<{ filters?: object }> };
}

interface Documents {
  findMany(params: object): Promise<{ documentId: string }[]>;
}

/** What the asking administrator may see of entries of a type in the Content Manager. */
export interface HostReader {
  /** Those of these documents that they may read; conditions of their roles ("only own") count. */
  readable(documentIds: readonly string[]): Promise<Set<string>>;
  /** May they see this field at all? */
  field(name: string): boolean;
  /** May they make entries? */
  creates(): boolean;
}

/** By the permission checker of the Content Manager itself, so that both always say the same. */
export const hostReader = (strapi: Core.Strapi, ctx: Context, uid: string): HostReader => {
  const { userAbility } = ctx.state as { userAbility: unknown };
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
  return {
    readable,
    field: (name) => checker.can.read(undefined, name),
    creates: () => checker.can.create(),
  };
};
