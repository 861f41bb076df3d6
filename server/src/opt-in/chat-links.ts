import { randomInt } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { accountsService } from '../accounts/public';
import { contactsService } from '../contacts/public';
import type { ChatLinkDraft, ChatLinkView } from '../contracts/chat-links';
import type { OptInLanguage } from '../contracts/opt-in';
import { DomainError, notFound } from '../kernel/errors';
import { withoutNul } from '../kernel/json';
import { contextOf } from '../strapi/context';
import { insertRow, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { asQr, cameBy, codesIn, newCode, prefilled, waLink } from './domain/code';
import { chatLinkTable, type ChatLinkRow } from './tables';

const TABLE = chatLinkTable.table;
type Raw = Record<string, unknown>;

export interface ChatLinksService {
  list(): Promise<ChatLinkView[]>;
  /** Throws `invalid` for a number that does not exist. */
  create(body: ChatLinkDraft): Promise<ChatLinkView>;
  update(id: number, body: ChatLinkDraft): Promise<ChatLinkView>;
  remove(id: number): Promise<void>;
  /** What its QR code holds; throws `not-found`, `no-link`. */
  link(id: number, language: OptInLanguage): Promise<string>;
  /**
   * The link whose code a message carries, whatever else it says: its tags go to the person, its use is counted. It agrees
   * to nothing (O-13). Null when it carries none.
   */
  applyMessage(
    trx: Knex.Transaction,
    message: { contactId: number; text: string | null; at: number }
  ): Promise<{ code: string; name: string; by: 'qr' | 'link' } | null>;
}

const findBy = async (sql: Sql, key: { id: number } | { code: string }) => {
  const raw = (await sql(TABLE).where(key).first()) as Raw | undefined;
  return raw ? readRow(chatLinkTable, raw) : null;
};

/** Links and QR codes that open a chat for a purpose (O-13). */
export const createChatLinks = ({ strapi }: { strapi: Core.Strapi }): ChatLinksService => {
  const { db, clock } = contextOf(strapi);

  const phones = async (): Promise<Map<number, string | null>> =>
    new Map(
      (await accountsService(strapi).list()).map(({ id, displayPhoneNumber }) => [
        id,
        displayPhoneNumber,
      ])
    );
  const viewOf = (row: ChatLinkRow, phone: string | null): ChatLinkView => {
    const { id, name, purpose, accountId, code, used, usedAt } = row;
    const texts = row.texts ?? { en: '', tr: '' };
    const linkIn = (language: OptInLanguage) =>
      waLink(phone, prefilled(texts[language], { code, language }));
    const links = { en: linkIn('en'), tr: linkIn('tr') };
    return { id, name, purpose, accountId, texts, tags: row.tags ?? [], code, links, used, usedAt };
  };
  const list = async (): Promise<ChatLinkView[]> => {
    const known = await phones();
    const rows = (await db.knex(TABLE).orderBy('id', 'desc').limit(500)) as Raw[];
    return rows
      .map((raw) => readRow(chatLinkTable, raw))
      .map((row) => viewOf(row, known.get(row.accountId) ?? null));
  };
  const view = async (id: number): Promise<ChatLinkView> => {
    const row = await findBy(db.knex, { id });
    if (!row) throw notFound('the link');
    return viewOf(row, (await phones()).get(row.accountId) ?? null);
  };
  const columnsOf = async ({ name, purpose, accountId, texts, tags }: ChatLinkDraft) => {
    if (!(await phones()).has(accountId))
      throw new DomainError('invalid', 'accountId: this number does not exist', {
        field: 'accountId',
        remedy: 'Choose one of your numbers.',
      });
    return {
      name: withoutNul(name),
      purpose,
      accountId,
      texts: { en: withoutNul(texts.en), tr: withoutNul(texts.tr) },
      tags: tags.map(withoutNul),
      changedAt: clock.now(),
    };
  };

  return {
    list,
    create: async (body) => {
      const columns = await columnsOf(body);
      const row = {
        ...columns,
        code: newCode((below) => randomInt(below)),
        used: 0,
        usedAt: null,
        sample: false,
        addedAt: columns.changedAt,
      };
      return view(await insertRow(db.knex, TABLE, writeRow(chatLinkTable, row)));
    },
    update: async (id, body) => {
      await view(id);
      await db
        .knex(TABLE)
        .where({ id })
        .update(writeRow(chatLinkTable, await columnsOf(body)));
      return view(id);
    },
    remove: async (id) => {
      await view(id);
      await db.knex(TABLE).where({ id }).delete();
    },
    link: async (id, language) => {
      const link = (await view(id)).links[language];
      if (link === null)
        throw new DomainError('no-link', 'The phone number of this link is not known yet.', {
          status: 409,
          remedy: 'Check the number under Settings › WhatsApp › Numbers.',
        });
      return asQr(link);
    },
    applyMessage: async (trx, { contactId, text, at }) => {
      for (const code of codesIn(text ?? '')) {
        const row = await findBy(trx, { code });
        if (!row) continue;
        // The person first: people are locked before what hangs on them (engine 9).
        const person = await contactsService(strapi).lock(trx, contactId);
        if (person && row.tags?.length)
          await contactsService(strapi).tagContacts(trx, [person.id], { add: row.tags });
        await trx(TABLE)
          .where({ id: row.id })
          .update({ used: trx.raw('used + 1'), used_at: at });
        return { code, name: row.name, by: cameBy(text ?? '', code) };
      }
      return null;
    },
  };
};
