import { createHmac } from 'node:crypto';
import type { Knex } from 'knex';
import { accountTable } from '../../server/src/accounts/tables';
import { botTable } from '../../server/src/bots/tables';
import { runTable } from '../../server/src/flows/tables';
import { campaignTable, recipientTable } from '../../server/src/campaigns/tables';
import { contextOf } from '../../server/src/strapi/context';
import { readRow } from '../../server/src/strapi/table';
import { pluginTables, rowOf } from '../integration/install/fill-tables';
import type { BootedStrapi } from './boot-strapi';

const types = pluginTables.filter(({ kind }) => kind === 'content-type');
type Raw = Record<string, unknown>;

/** Ids begin somewhere else in each table. */
const shiftIds = async (knex: Knex): Promise<void> => {
  for (const [i, table] of types.filter(({ name }) => name !== 'home').entries()) {
    const there = (await knex(table.table).pluck('id')) as number[];
    for (let n = 0; n < 2 + (i % 4); n += 1) await knex(table.table).insert(rowOf(table, 500 + n));
    await knex(table.table).whereNotIn('id', there).delete();
  }
};

const WITH_CONTACT = types.filter(({ columns }) => 'contactId' in columns);

/** Takes people out as if they had never been there. */
const takeOut = async (knex: Knex, ids: number[]): Promise<void> => {
  const threads = (await knex('whatsapp_conversations')
    .whereIn('contact_id', ids)
    .pluck('id')) as number[];
  await knex('whatsapp_messages').whereIn('conversation_id', threads).delete();
  for (const { table } of WITH_CONTACT) await knex(table).whereIn('contact_id', ids).delete();
  await knex('whatsapp_contacts').whereIn('id', ids).delete();
};

/** A number of nobody, whose app has this secret. */
const addNumber = async ({ strapi }: BootedStrapi, secret: string): Promise<number> => {
  const row = {
    ...rowOf(accountTable, 7),
    status: 'connected',
    base_url: 'http://127.0.0.1:9',
    phone_number_id: '7001',
    waba_id: '7000',
    portfolio_id: 'portfolio-7',
    messaging_limit: 250,
    limit_known: true,
    app_secret_cipher: contextOf(strapi).secrets.encrypt(secret),
    logo_file_id: null,
  };
  await strapi.db.connection('whatsapp_accounts').insert(row);
  const [id] = (await strapi.db.connection('whatsapp_accounts').pluck('id')) as number[];
  if (id === undefined) throw new Error('no number');
  return id;
};

/** A campaign for every other person, and a bot that has answered the rest. */
const addWork = async (knex: Knex): Promise<void> => {
  const campaign = {
    ...rowOf(campaignTable, 21),
    name: 'Spring',
    state: 'done',
    launched_by: null,
    changed_by: null,
  };
  await knex('whatsapp_campaigns').insert(campaign);
  // What every tick reads has the right form.
  await knex('whatsapp_bots').insert({ ...rowOf(botTable, 22), name: 'Greeter', triggers: '[]' });
  const [campaignId] = (await knex('whatsapp_campaigns')
    .where({ name: 'Spring' })
    .pluck('id')) as number[];
  const [botId] = (await knex('whatsapp_bots').where({ name: 'Greeter' }).pluck('id')) as number[];
  const people = (await knex('whatsapp_contacts').orderBy('id').pluck('id')) as number[];
  for (const [i, id] of people.entries()) {
    const of = { contact_id: id };
    if (i % 2 === 0)
      await knex('whatsapp_recipients').insert({
        ...rowOf(recipientTable, 3_000 + i),
        ...of,
        campaign_id: campaignId,
      });
    else
      await knex('whatsapp_bot_runs').insert({
        ...rowOf(runTable, 3_000 + i),
        ...of,
        bot_id: botId,
        state: i % 3 === 0 ? 'done' : 'failed',
      });
  }
};

/** A number, the sample data, a campaign and a bot: the ids of every table begin elsewhere and have gaps. Answers the number. */
export const fillHouse = async (booted: BootedStrapi, secret: string): Promise<number> => {
  const { strapi } = booted;
  const knex = strapi.db.connection;
  await shiftIds(knex);
  const number = await addNumber(booted, secret);
  const setup = strapi.plugin('whatsapp').service('setup') as {
    loadSampleData(): Promise<unknown>;
  };
  await setup.loadSampleData();
  const people = (await knex('whatsapp_contacts').orderBy('id').pluck('id')) as number[];
  await takeOut(
    knex,
    people.filter((_, i) => i % 5 === 1)
  );
  await addWork(knex);
  return number;
};

/** Every row of every content type, as its room reads it. */
export const everyRow = async (
  { strapi }: Pick<BootedStrapi, 'strapi'>,
  without: string[] = []
): Promise<Record<string, Raw[]>> => {
  const all: Record<string, Raw[]> = {};
  for (const table of types.filter(({ name }) => !without.includes(name)))
    all[table.name] = (await strapi.db.connection(table.table).orderBy('id')).map((row: Raw) =>
      readRow(table, row)
    );
  return all;
};

/** What the database says of each person, by phone number and in words: no id is part of it. */
export const portraits = async ({
  strapi,
}: Pick<BootedStrapi, 'strapi'>): Promise<Record<string, object>> => {
  const knex = strapi.db.connection;
  const of = async (query: Knex.QueryBuilder): Promise<string[]> =>
    ((await query) as Raw[]).map((row) => Object.values(row).map(String).join(' · ')).sort();
  const people = (await knex('whatsapp_contacts').orderBy('phone')) as {
    id: number;
    phone: string;
    name: string;
  }[];
  const all: Record<string, object> = {};
  for (const { id, phone, name } of people)
    all[phone] = {
      name,
      messages: await of(
        knex('whatsapp_messages as m')
          .join('whatsapp_conversations as c', 'c.id', 'm.conversation_id')
          .where('c.contact_id', id)
          .select('m.direction', 'm.type', 'm.text', 'm.at')
      ),
      consent: await of(
        knex('whatsapp_consent_events')
          .where({ contact_id: id })
          .select('category', 'action', 'source', 'at')
      ),
      tags: await of(
        knex('whatsapp_contact_tags as x')
          .join('whatsapp_tags as t', 't.id', 'x.tag_id')
          .where('x.contact_id', id)
          .select('t.name')
      ),
      groups: await of(
        knex('whatsapp_group_members as x')
          .join('whatsapp_groups as g', 'g.id', 'x.group_id')
          .where('x.contact_id', id)
          .select('g.name')
      ),
      recipients: await of(
        knex('whatsapp_recipients as r')
          .join('whatsapp_campaigns as c', 'c.id', 'r.campaign_id')
          .where('r.contact_id', id)
          .select('c.name', 'r.state')
      ),
      runs: await of(
        knex('whatsapp_bot_runs as r')
          .join('whatsapp_bots as b', 'b.id', 'r.bot_id')
          .where('r.contact_id', id)
          .select('b.name', 'r.state', 'r.trigger')
      ),
    };
  return all;
};

/** How many of what a house has, so that no comparison is one of nothing. */
export const sizeOf = (house: Record<string, object>): Record<string, number> => {
  const size: Record<string, number> = { people: Object.keys(house).length };
  for (const person of Object.values(house))
    for (const [what, list] of Object.entries(person))
      if (Array.isArray(list)) size[what] = (size[what] ?? 0) + list.length;
  return size;
};

/** Posts a webhook as Meta does; answers the status. */
export const deliver = async (
  { http }: Pick<BootedStrapi, 'http'>,
  { secret, body }: { secret: string; body: object }
): Promise<number> => {
  const raw = JSON.stringify(body);
  const signature = createHmac('sha256', secret).update(raw).digest('hex');
  const answer = await http
    .post('/api/whatsapp/webhook')
    .set('Content-Type', 'application/json')
    .set('X-Hub-Signature-256', `sha256=${signature}`)
    .send(raw);
  return answer.status;
};
