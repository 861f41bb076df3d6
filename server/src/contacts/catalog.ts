import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type {
  CreateFieldBody,
  CustomField,
  TagBody,
  TagView,
  UpdateFieldBody,
} from '../contracts/contacts';
import { DomainError, notFound } from '../kernel/errors';
import { notValid } from '../kernel/input-words';
import { contextOf } from '../strapi/context';
import { sensitiveForbidden, sensitiveService, type Actor } from '../sensitive/public';
import { insertIgnore, isUniqueViolation } from '../strapi/db';
import { writeRow } from '../strapi/table';
import { cleanText } from './domain/identity';
import { tagKey } from './tag-name';
import { fieldViews, findField, insertField, listFields, updateField } from './fields';
import { contactTagTable, tagTable, type ContactFieldRow, type TagRow } from './tables';
import { ensureTags, findTag, listTags, tagRowNamed } from './tags';

const TAGS = tagTable.table;
const CONTACT_TAGS = contactTagTable.table;
const MOST_FIELDS = 100;

const invalid = (field: string, remedy: string): DomainError =>
  new DomainError('invalid', notValid(field), { field, remedy });

/** Who changes fields, and whether they may take a mark away. */
export interface Editor extends Actor {
  maySensitive: boolean;
}

/** Tags and profile fields, as their page manages them. */
export interface Catalog {
  /** In the order of the reader's language. */
  tags(language: string): Promise<TagView[]>;
  createTag(body: TagBody): Promise<TagView>;
  /** The former name goes on meaning this tag. The name of another tag joins the two; that other one stays. */
  updateTag(id: number, body: TagBody): Promise<{ tag: TagView; joined: boolean }>;
  /** The people stay. */
  removeTag(id: number): Promise<void>;
  fields(): Promise<CustomField[]>;
  createField(body: CreateFieldBody, actor: Editor): Promise<CustomField>;
  /** Throws `sensitive-forbidden` (403) when a mark is taken away without the permission. */
  updateField(id: number, body: UpdateFieldBody, actor: Editor): Promise<CustomField>;
  orderFields(ids: readonly number[]): Promise<CustomField[]>;
}

const keyTaken = (): DomainError =>
  new DomainError('key-taken', 'key: another field has this key', {
    field: 'key',
    remedy: 'Choose another key.',
    status: 409,
  });

const choicesOf = (kind: ContactFieldRow['kind'], given: string[] | undefined): string[] | null => {
  if (kind !== 'choice') return null;
  const choices = [...new Set((given ?? []).flatMap((one) => cleanText(one, 120) ?? []))];
  if (choices.length === 0) throw invalid('choices', 'Give at least one choice.');
  return choices;
};

/** Everybody with the tag `from` gets `to`; `from` becomes a former name of it. */
const joinTags = async (
  trx: Knex.Transaction,
  { from, to }: { from: TagRow; to: TagRow }
): Promise<void> => {
  const select = `SELECT ct.contact_id, ${Number(to.id)}, ct.added_at FROM ${CONTACT_TAGS} ct WHERE ct.tag_id = ? AND NOT EXISTS (SELECT 1 FROM ${CONTACT_TAGS} o WHERE o.contact_id = ct.contact_id AND o.tag_id = ?)`;
  await trx.raw(`INSERT INTO ${CONTACT_TAGS} (contact_id, tag_id, added_at) ${select}`, [
    from.id,
    to.id,
  ]);
  await trx(CONTACT_TAGS).where({ tag_id: from.id }).delete();
  await trx(TAGS).where({ alias_of: from.id }).update({ alias_of: to.id });
  await trx(TAGS).where({ id: from.id }).update({ alias_of: to.id });
};

const createTagDeeds = (
  strapi: Core.Strapi
): Pick<Catalog, 'tags' | 'createTag' | 'updateTag' | 'removeTag'> => {
  const { db, clock } = contextOf(strapi);
  const view = async (id: number): Promise<TagView> => {
    const found = (await listTags(db.knex)).find((tag) => tag.id === id);
    if (!found) throw notFound('tag');
    return found;
  };
  const named = (name: string): string => {
    const clean = cleanText(name, 60);
    if (!clean) throw invalid('name', 'Type a name.');
    return clean;
  };
  const rename = async (trx: Knex.Transaction, tag: TagRow, name: string): Promise<number> => {
    const raw = await tagRowNamed(trx, name);
    if (raw?.id === tag.id) {
      await trx(TAGS).where({ id: tag.id }).update({ name });
      return tag.id;
    }
    const key = raw?.nameKey ?? tagKey(name);
    const otherId = raw ? (raw.aliasOf ?? raw.id) : null;
    if (raw && otherId === tag.id) await trx(TAGS).where({ id: raw.id }).delete();
    else if (otherId !== null) {
      const to = await findTag(trx, otherId);
      if (to) await joinTags(trx, { from: tag, to });
      return otherId;
    }
    await trx(TAGS).where({ id: tag.id }).update({ name, name_key: key });
    const former = { name: tag.name, nameKey: tag.nameKey, aliasOf: tag.id, sample: tag.sample };
    const rows = [writeRow(tagTable, { ...former, addedAt: clock.now() })];
    await insertIgnore(db, trx, { table: TAGS, rows, keys: ['name_key'] });
    return tag.id;
  };

  return {
    tags: (language) => listTags(db.knex, language),
    createTag: async (body) => {
      const at = clock.now();
      const name = named(body.name);
      const id = await db.tx(async (trx) => {
        const [tag] = await ensureTags(db, trx, { names: [name], at });
        if (!tag) throw invalid('name', 'Type a name.');
        if (body.color !== undefined)
          await trx(TAGS).where({ id: tag.id }).update({ color: body.color });
        return tag.id;
      });
      return view(id);
    },
    updateTag: async (id, body) => {
      const stays = await db.tx(async (trx) => {
        const tag = await findTag(trx, id);
        if (!tag || tag.aliasOf !== null) throw notFound('tag');
        const kept = await rename(trx, tag, named(body.name));
        if (body.color !== undefined && kept === id)
          await trx(TAGS).where({ id }).update({ color: body.color });
        return kept;
      });
      return { tag: await view(stays), joined: stays !== id };
    },
    removeTag: async (id) => {
      await db.tx(async (trx) => {
        if (!(await findTag(trx, id))) throw notFound('tag');
        await trx(CONTACT_TAGS).where({ tag_id: id }).delete();
        await trx(TAGS).where({ alias_of: id }).delete();
        await trx(TAGS).where({ id }).delete();
      });
    },
  };
};

const createFieldDeeds = (
  strapi: Core.Strapi
): Pick<Catalog, 'fields' | 'createField' | 'updateField' | 'orderFields'> => {
  const { db, clock } = contextOf(strapi);
  const fields = () => fieldViews(db.knex);
  const viewed = async (id: number): Promise<CustomField> => {
    const found = (await fields()).find((one) => one.id === id);
    if (!found) throw notFound('field');
    return found;
  };
  /** A mark that is another one now, told in the transaction of the change. */
  const mark = async (
    trx: Knex.Transaction,
    row: Pick<ContactFieldRow, 'fieldKey' | 'label' | 'sensitive'>,
    { kind, actor }: { kind: ContactFieldRow['sensitive'] | undefined; actor: Editor }
  ): Promise<void> => {
    if (kind === undefined || kind === row.sensitive) return;
    if (kind === null && !actor.maySensitive) throw sensitiveForbidden('sensitive', row.label);
    const field = { on: 'custom' as const, key: row.fieldKey };
    await sensitiveService(strapi).marked(trx, { field, label: row.label, kind, actor });
  };
  const get = async (id: number): Promise<ContactFieldRow> => {
    const row = await findField(db.knex, id);
    if (!row) throw notFound('field');
    return row;
  };
  return {
    fields,
    createField: async ({ key, kind, label, labelTr, choices, sensitive = null }, actor) => {
      const all = await listFields(db.knex);
      if (all.length >= MOST_FIELDS)
        throw invalid('key', `There can be ${MOST_FIELDS} fields at most.`);
      const row = {
        fieldKey: key,
        kind,
        label: cleanText(label, 80) ?? key,
        labelTr: cleanText(labelTr, 80),
        choices: choicesOf(kind, choices),
        place: Math.max(0, ...all.map((one) => one.place)) + 1,
        archived: false,
        sensitive,
        addedAt: clock.now(),
      };
      try {
        const id = await db.tx(async (trx) => {
          await mark(trx, { ...row, sensitive: null }, { kind: sensitive, actor });
          return insertField(trx, row);
        });
        return await viewed(id);
      } catch (error) {
        throw isUniqueViolation(error) ? keyTaken() : error;
      }
    },
    updateField: async (id, { label, labelTr, choices, archived, sensitive }, actor) => {
      const row = await get(id);
      const change = {
        ...(label === undefined ? {} : { label: cleanText(label, 80) ?? row.label }),
        ...(labelTr === undefined ? {} : { labelTr: cleanText(labelTr, 80) }),
        ...(choices === undefined || row.kind !== 'choice'
          ? {}
          : { choices: choicesOf(row.kind, choices) }),
        ...(archived === undefined ? {} : { archived }),
        ...(sensitive === undefined ? {} : { sensitive }),
      };
      await db.tx(async (trx) => {
        await mark(trx, row, { kind: sensitive, actor });
        await updateField(trx, id, change);
      });
      return viewed(id);
    },
    orderFields: async (ids) => {
      await db.tx(async (trx) => {
        for (const [place, id] of ids.entries()) await updateField(trx, id, { place: place + 1 });
      });
      return fields();
    },
  };
};

export const createCatalog = ({ strapi }: { strapi: Core.Strapi }): Catalog => ({
  ...createTagDeeds(strapi),
  ...createFieldDeeds(strapi),
});
