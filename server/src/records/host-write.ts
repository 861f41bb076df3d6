import type { Core } from '@strapi/strapi';
import type { EntryValue } from './domain/written';
import { momentOf } from './domain/readable';
import { hostQuery } from './entries';
import type { ContentType, HostType } from './host-types';

/** Fields of an entry with their new values. */
export type EntryData = Readonly<Record<string, EntryValue>>;

interface HostRow extends Record<string, unknown> {
  id: number;
  locale?: string | null;
  publishedAt?: unknown;
  updatedAt?: unknown;
}

interface Documents {
  update(params: object): Promise<unknown>;
}
interface Rows {
  findMany(params: object): Promise<HostRow[]>;
  update(params: object): Promise<HostRow | null>;
  updateMany(params: object): Promise<unknown>;
}
interface Validator {
  validateEntityUpdate(
    model: unknown,
    data: object,
    options: { isDraft: boolean; locale: string | null },
    row: object
  ): Promise<unknown>;
}

/** The draft must stay newer than what is published, or the Content Manager would show it as published. */
const NEWER_MS = 1_000;

/** One language of an entry: the row that editors work on, and the published one of a type that has both. */
interface Version {
  locale: string | null;
  work: HostRow | undefined;
  published: HostRow | undefined;
}

const localeOf = ({ locale }: HostRow): string | null => locale ?? null;

const versionsOf = (type: HostType, rows: readonly HostRow[]): Version[] =>
  [...new Set(rows.map(localeOf))].map((locale) => {
    const own = rows.filter((row) => localeOf(row) === locale);
    const isDraft = ({ publishedAt }: HostRow) => publishedAt === null || publishedAt === undefined;
    if (!type.hasDrafts) return { locale, work: own[0], published: undefined };
    return { locale, work: own.find(isDraft), published: own.find((row) => !isDraft(row)) };
  });

/** The row that stands for the entry, as our SQL chooses it: published first, then the default language. */
const shownRow = (
  type: HostType,
  rows: readonly HostRow[],
  locale: string
): HostRow | undefined => {
  const place = (row: HostRow): number =>
    (type.hasDrafts && (row.publishedAt ?? null) === null ? 2 : 0) +
    (type.localized && localeOf(row) !== locale ? 1 : 0);
  return [...rows].sort((a, b) => place(a) - place(b) || a.id - b.id)[0];
};

/** Fields that are the same in every language of the entry. */
const sharedData = (strapi: Core.Strapi, { uid }: HostType, data: EntryData): EntryData => {
  const types = strapi.contentTypes as unknown as Record<string, ContentType>;
  const isOwn = (field: string): boolean =>
    types[uid]?.attributes[field]?.pluginOptions?.i18n?.localized === true;
  return Object.fromEntries(Object.entries(data).filter(([field]) => !isOwn(field)));
};

/**
 * Writes these fields of an entry, and nothing else of it, by the rules of its content type: through the host's document
 * service into what editors work on, and into the published row beside it. Publishing would publish whatever else is being
 * written in the draft. Answers the fields as they were, as the entry is read; null: it is gone. In the caller's transaction of
 * the host. Throws what the host's rules refuse.
 */
export const writeFields = async (
  strapi: Core.Strapi,
  type: HostType,
  { documentId, data }: { documentId: string; data: EntryData }
): Promise<Record<string, unknown> | null> => {
  const query = strapi.db.query(type.uid as never) as unknown as Rows;
  const documents = strapi.documents(type.uid as never) as unknown as Documents;
  const { entityValidator } = strapi as unknown as { entityValidator: Validator };

  const check = async ({ locale, work, published }: Version, part: EntryData): Promise<void> => {
    const row = published ?? work;
    const options = { isDraft: type.hasDrafts && !published, locale };
    if (row)
      await entityValidator.validateEntityUpdate(
        strapi.getModel(type.uid as never),
        { ...part },
        options,
        row
      );
  };
  const write = async (version: Version, part: EntryData): Promise<void> => {
    const { locale, work, published } = version;
    await check(version, part);
    const language = type.localized && locale !== null ? { locale } : {};
    if (work) await documents.update({ documentId, ...language, data: { ...part } });
    if (!published) return;
    const after = await query.update({ where: { id: published.id }, data: { ...part } });
    const isUnfinished = (momentOf(work?.updatedAt) ?? 0) > (momentOf(published.updatedAt) ?? 0);
    if (!work || !isUnfinished) return;
    const updatedAt = new Date((momentOf(after?.updatedAt) ?? 0) + NEWER_MS);
    await query.updateMany({ where: { id: work.id }, data: { updatedAt } });
  };

  const rows = await query.findMany({ where: { documentId } });
  const shown = shownRow(type, rows, hostQuery(strapi).locale);
  if (!shown) return null;
  const shared = type.localized ? sharedData(strapi, type, data) : {};
  for (const version of versionsOf(type, rows)) {
    const isShown = version.locale === localeOf(shown);
    const part = isShown ? data : shared;
    if (Object.keys(part).length > 0) await write(version, part);
  }
  return shown;
};
