import type { Core } from '@strapi/strapi';
import { contactsService, contactTable, type Reading } from '../contacts/public';
import type { MovedEntries } from '../contracts/record-people';
import { notFound } from '../kernel/errors';
import { contextOf } from '../strapi/context';
import { entriesOf } from './entries';
import type { HostReader } from './host-access';
import type { Mappings } from './mappings';
import { titleOf, titlePaths, urlOf } from './naming';
import { contactLinkTable, recordMoveTable } from './tables';

const MOST = 100;

/**
 * Entries that became about another person and say yes to marketing, which nobody counts: that person has not said anything
 * themselves. Recording what they said takes an entry off the list.
 */
export const createMoved = (strapi: Core.Strapi, mappings: Mappings) => {
  const { db } = contextOf(strapi);

  const uncounted = () =>
    db
      .knex(`${recordMoveTable.table} as m`)
      .join(`${contactLinkTable.table} as k`, (on) =>
        on.on('k.uid', 'm.uid').andOn('k.entry_document', 'm.entry_document')
      )
      .join(`${contactTable.table} as c`, 'c.id', 'k.contact_id')
      .where({ 'k.consent_seen': true, 'c.marketing': 'none' })
      .whereNull('c.merged_into');

  /** How many there are of each type. */
  const movedCounts = async (): Promise<Map<string, number>> => {
    const rows = (await uncounted().groupBy('m.uid').select('m.uid').count({ n: '*' })) as {
      uid: string;
      n: unknown;
    }[];
    return new Map(rows.map(({ uid, n }) => [uid, Number(n)]));
  };

  /** The newest of one type, without titles that the reader may not see. Throws `not-found`. */
  const moved = async (
    uid: string,
    { reader, reading }: { reader: HostReader; reading: Reading }
  ): Promise<MovedEntries> => {
    const mapping = (await mappings.all()).get(uid);
    if (!mapping) throw notFound('the linked content type');
    const found = (await uncounted()
      .where({ 'm.uid': uid })
      .orderBy([
        { column: 'm.at', order: 'desc' },
        { column: 'm.id', order: 'desc' },
      ])
      .limit(MOST)
      .select('m.entry_document as document', 'm.at as at', 'c.id as contact')) as {
      document: string;
      at: unknown;
      contact: unknown;
    }[];
    const documentIds = found.map(({ document }) => document);
    const paths = titlePaths(mapping).filter((path) => reader.field(path));
    const readable = await reader.readable(documentIds);
    const entries = await entriesOf(strapi, db.knex, {
      ...{ type: mapping.type, paths },
      documentIds: documentIds.filter((id) => readable.has(id)),
    });
    const titles = new Map(entries.map((entry) => [entry.documentId, titleOf(mapping, entry)]));
    const people = contactsService(strapi);
    const rows = await people.byIds(
      db.knex,
      found.map(({ contact }) => Number(contact))
    );
    const views = new Map(
      (await people.views([...rows.values()], reading)).map((view) => [view.id, view])
    );
    const all = await uncounted().where({ 'm.uid': uid }).count({ n: '*' }).first<{ n: unknown }>();
    return {
      total: Number(all.n),
      entries: found.flatMap(({ document: documentId, at, contact: id }) => {
        const contact = views.get(Number(id));
        const title = titles.get(documentId) ?? null;
        const url = title === null ? null : urlOf(uid, documentId);
        return contact ? [{ documentId, title, url, at: Number(at), contact }] : [];
      }),
    };
  };

  return { movedCounts, moved };
};
