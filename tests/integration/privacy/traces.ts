import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { importFolder } from '../../../server/src/imports/files';
import { importsService } from '../../../server/src/imports/public';
import { parseJson, textsOf } from '../../../server/src/kernel/json';
import { logsService } from '../../../server/src/logs/public';
import { erasureTable } from '../../../server/src/privacy/tables';
import { aPdf } from '../../support/files';
import { eventually, nextSecond } from '../../support/world';
import type { Arena } from '../engine/arena';

const uploads = path.resolve(__dirname, '../../app/public/uploads');

/** Names of all tables of the database, Strapi's own too; beside what Strapi knows, the words of messages. */
const allTables = ({ strapi }: Arena): string[] => [
  ...new Set([...strapi.db.metadata.values()].map(({ tableName }) => tableName)),
  'whatsapp_message_texts',
];

/** All rows of every table of the database, Strapi's own too, that hold one of the words. */
export const tablesWith = async (arena: Arena, words: readonly string[]): Promise<string[]> => {
  const found: string[] = [];
  for (const table of allTables(arena)) {
    const rows = (await arena.knex(table).select()) as Record<string, unknown>[];
    for (const row of rows) {
      const text = JSON.stringify(row).toLowerCase();
      const word = words.find((one) => text.includes(one.toLowerCase()));
      if (word) found.push(`${table}: ${word} in ${JSON.stringify(row).slice(0, 400)}`);
    }
  }
  return found;
};

/** Texts in a value of a column, those within JSON one by one. */
const textsIn = (value: unknown): string[] => [
  ...textsOf(typeof value === 'string' ? (parseJson(value) ?? value) : value),
];

/** Columns of our tables with a text that holds the word and that `isExported` does not know. */
export const unexported = async (
  arena: Arena,
  word: string,
  isExported: (text: string) => boolean
): Promise<string[]> => {
  const isMissing = (value: unknown) =>
    textsIn(value).some((text) => text.includes(word) && !isExported(text));
  const found = new Set<string>();
  for (const table of allTables(arena).filter((name) => name.startsWith('whatsapp_'))) {
    const rows = (await arena.knex(table).select()) as Record<string, unknown>[];
    for (const [column, value] of rows.flatMap((row) => Object.entries(row)))
      if (isMissing(value)) found.add(`${shortName(table)}.${column}`);
  }
  return [...found].sort();
};

/** Columns that say whose row it is; the first that a table has counts. */
const OWNERS = {
  contactId: 'contact_id',
  conversationId: 'conversation_id',
  messageId: 'message_id',
} as const;
type OwnerKey = keyof typeof OWNERS;
type Ids = Readonly<Record<OwnerKey, number>>;

/** Our tables whose rows name a contact, their conversation or a message, without that of the erasures. */
const tablesAbout = ({ strapi }: Arena) =>
  [...strapi.db.metadata.values()].flatMap(({ tableName, attributes }) => {
    const owner = (Object.keys(OWNERS) as OwnerKey[]).find((key) => key in attributes);
    const isOurs = tableName.startsWith('whatsapp_') && tableName !== erasureTable.table;
    return owner && isOurs ? [{ tableName, attributes, owner }] : [];
  });
const shortName = (table: string): string => table.replace('whatsapp_', '');

/** How many rows of each of our tables are about this person. */
export const rowsAbout = async (arena: Arena, ids: Ids): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { tableName, owner } of tablesAbout(arena)) {
    const rows = await arena.knex(tableName).where({ [OWNERS[owner]]: ids[owner] });
    counts[shortName(tableName)] = rows.length;
  }
  return counts;
};

/** Values that no job picks up: a time far ahead, an ID that nothing has. */
const NEVER = 9_000_000_000_000;
const NOTHING = 1_900_000_000;
const SOME: Record<string, unknown> = {
  biginteger: NEVER,
  integer: NOTHING,
  boolean: false,
  string: 'x',
  text: 'x',
  json: '{}',
};

/** Adds a row to each table about people that has none of this person, so that a new table is tested without a change here. */
export const plantRest = async (arena: Arena, ids: Ids): Promise<void> => {
  const counts = await rowsAbout(arena, ids);
  for (const { tableName, attributes, owner } of tablesAbout(arena)) {
    if (counts[shortName(tableName)] !== 0) continue;
    const columns = Object.values(attributes).flatMap((attribute) => {
      const { columnName, type } = attribute as { columnName?: string; type: string };
      const value = SOME[type];
      return columnName && value !== undefined ? [[columnName, value]] : [];
    });
    const row = { ...Object.fromEntries(columns), id: undefined, [OWNERS[owner]]: ids[owner] };
    await arena.knex(tableName).insert(row);
  }
};

/** Empty for a file that another test, whose lists lie in the same folder, has removed since the folder was read. */
const contentOf = (file: string): Buffer => {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
};

/** Files of the upload folder, and lists that were uploaded, that hold one of the words. */
export const filesWith = ({ strapi }: Arena, words: readonly string[]): string[] =>
  [uploads, importFolder(strapi)]
    .filter((folder) => existsSync(folder)) // none was uploaded in this checkout yet
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => {
      const content = contentOf(file);
      return words.some((word) => content.includes(word));
    });

/** Where the files of conversations lie, for those that still have a row. */
export const placesOf = async ({ knex }: Arena): Promise<string[]> => {
  const rows = (await knex('whatsapp_stored_files').whereNotNull('place').select('place')) as {
    place: string | { url: string };
  }[];
  return rows.map(({ place }) => {
    const { url } = typeof place === 'string' ? (JSON.parse(place) as { url: string }) : place;
    return path.join(path.dirname(uploads), url);
  });
};
export const isThere = (file: string): boolean => existsSync(file);

export interface Planted extends Ids {
  /** Whatever must be nowhere afterwards. */
  words: string[];
  campaignId: number;
  name: string;
}

const ADA = { id: 1, name: 'Ada' };

/** An agent attaches a file and sends it. */
const sendFile = async (arena: Arena, conversationId: number, name: string): Promise<void> => {
  const headers = { Authorization: `Bearer ${await arena.adminToken()}` };
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(aPdf())]), name);
  const address = `${arena.url}/whatsapp/files?accountId=${arena.accountId}`;
  const attached = await fetch(address, { method: 'POST', headers, body: form });
  const { id } = (await attached.json()) as { id: number };
  const sent = await fetch(`${arena.url}/whatsapp/conversations/${conversationId}/messages`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      type: 'media',
      clientId: `file-${conversationId}-${id}`,
      file: { from: 'attached', id },
    }),
  });
  expect(sent.status).toBe(200);
};

/** A file of people with this person twice: the second row is refused and kept with its cells. */
const importTwice = async (arena: Arena, phone: string, token: string): Promise<void> => {
  const imports = importsService(arena.strapi);
  const file = Readable.from([
    Buffer.from(`phone,name\n${phone},Listed ${token}\n${phone},Again ${token}\n`),
  ]);
  const { id, rules } = await imports.upload(file, { name: 'list.csv' }, ADA);
  const consent = {
    kind: 'given' as const,
    categories: ['marketing' as const],
    source: 'Form on the site',
    wording: 'Yes, send me offers on WhatsApp.',
  };
  await imports.update(id, { rules: { ...rules, consent } }, ADA);
  await imports.check(id, ADA);
  await eventually('the dry run', async () => (await imports.view(id)).check?.state === 'done');
  await imports.start(id, ADA);
  await eventually('the import', async () => (await imports.view(id)).import?.state === 'done');
};

/** A list that nobody imports, with this person far behind the rows that were shown. */
const uploadOnly = async (arena: Arena, phone: string, token: string): Promise<void> => {
  const others = Array.from({ length: 400 }, (_, row) => `Other ${row};0533 ${1_000_000 + row}`);
  const rows = ['name;mobile', ...others, `Waiting ${token};${phone}`];
  await importsService(arena.strapi).upload(
    Readable.from([Buffer.from(rows.join('\n'))]),
    { name: 'later.csv' },
    ADA
  );
};

type Answer<T> = Promise<{ status: number; body: T }>;
const must = async <T extends object>(call: Answer<T>): Promise<T> => {
  const { status, body } = await call;
  if (status >= 300) throw new Error(JSON.stringify(body));
  return body;
};

/** Asks something, notes the answer, and has not ended: what it heard is kept with the run and its steps. */
const ASKS = {
  start: 'ask',
  nodes: [
    {
      id: 'ask',
      step: {
        ...{ kind: 'question', text: 'Who recommended us to you?', saveAs: 'friend' },
        answer: { kind: 'text' },
      },
      to: { answered: 'note' },
    },
    {
      ...{ id: 'note', step: { kind: 'note', text: 'Recommended by {{friend}}' } },
      to: { next: 'wait' },
    },
    {
      id: 'wait',
      step: { kind: 'wait', until: { kind: 'minutes', minutes: 600 } },
      to: { over: 'end' },
    },
    { id: 'end', step: { kind: 'text', text: 'Thank you' }, to: {} },
  ],
};

/** The person is in a flow and answers it. */
const answerFlow = async (
  { api, knex, sim }: Arena,
  { phone, token }: { phone: string; token: string }
): Promise<{ botId: number }> => {
  const { id: botId } = await must(
    api.post<{ id: number }>('/whatsapp/bots', {
      ...{ name: 'Recommendations', active: true, steps: [], graph: ASKS },
      triggers: [{ kind: 'keyword', match: 'exact', words: ['recommend'] }],
    })
  );
  const waits = (node: string) =>
    eventually(`the run waits at ${node}`, async () =>
      knex('whatsapp_bot_runs').where({ bot_id: botId, state: 'waiting', node }).first()
    );
  sim.control.act.text(phone, 'recommend');
  await waits('ask');
  await eventually('the question at WhatsApp', async () =>
    knex('whatsapp_messages').where({ origin: 'bot' }).whereNotNull('accepted_at').first()
  );
  // A message answers only what WhatsApp had taken in a second before it.
  await nextSecond();
  sim.control.act.text(phone, `My friend ${token}`);
  await waits('wait');
  return { botId };
};

/**
 * One person with a word that is nowhere else in all that can be known of somebody: names, ids, fields, a merged double,
 * messages both ways, files both ways, a note, a task, consents, a campaign, a flow, an import, log lines, webhooks.
 */
export const plant = async (
  arena: Arena,
  { phone, token }: { phone: string; token: string }
): Promise<Planted> => {
  const { api, knex, sim } = arena;
  // Nobody is there: what is told of the person stays in the outbox.
  await must(
    api.post('/whatsapp/outbound/endpoints', {
      name: 'CRM',
      url: 'https://crm.invalid/hook',
      events: ['message.received', 'consent.opted_in', 'contact.erased'],
    })
  );
  sim.control.people.add({ name: `Profile ${token}`, phone });
  sim.control.act.text(phone, `Hello from ${token}`);
  const contactId = await eventually('the person', async () => {
    const row = (await knex('whatsapp_contacts').where({ wa_id: phone }).first()) as
      | { id: number }
      | undefined;
    return row ? Number(row.id) : null;
  });
  const conversationId = await eventually('the thread', async () => {
    const row = (await knex('whatsapp_conversations').where({ contact_id: contactId }).first()) as
      | { id: number }
      | undefined;
    return row ? Number(row.id) : null;
  });
  const { botId } = await answerFlow(arena, { phone, token });
  sim.control.act.media(phone, {
    bytes: Buffer.concat([aPdf(), Buffer.from(token)]),
    mimeType: 'application/pdf',
    filename: `${token}.pdf`,
  });
  await eventually('the file', async () =>
    knex('whatsapp_stored_files')
      .where({ state: 'stored', name: `${token}.pdf` })
      .first()
  );
  const field = `words_${contactId}`;
  await must(
    api.post('/whatsapp/contact-fields', { key: field, kind: 'text', label: 'Free words' })
  );
  const name = `Name ${token}`;
  const double = await must(
    api.post<{ id: number }>('/whatsapp/contacts', {
      name: `Double ${token}`,
      phone: `+44207946${phone.slice(-4)}`,
    })
  );
  await must(
    api.put(`/whatsapp/contacts/${contactId}`, {
      name,
      givenName: `Given ${token}`,
      familyName: `Family ${token}`,
      email: `${token.toLowerCase()}@example.com`,
      custom: { [field]: `Own ${token}` },
    })
  );
  const kept = await must(
    api.post<{ id: number }>('/whatsapp/contacts/merge', { ids: [contactId, double.id] })
  );
  for (const action of ['opt-in', 'opt-out', 'opt-in']) {
    // Of one second the refusal would count.
    await nextSecond();
    await must(
      api.post(`/whatsapp/contacts/${kept.id}/consent`, {
        category: 'utility',
        action,
        source: `Phone call with ${token}`,
        evidence: `Said so: ${token}`,
      })
    );
  }
  await must(
    api.post(`/whatsapp/contacts/${kept.id}/data-consent`, {
      purpose: 'position',
      action: 'opt-out',
      source: `Desk, by ${token}`,
      evidence: `About position: ${token}`,
    })
  );
  await must(
    api.post('/whatsapp/tasks', {
      title: `Call ${token}`,
      note: `About ${token}`,
      contactId: kept.id,
    })
  );
  const send = (body: object) =>
    must(
      api.post(`/whatsapp/conversations/${conversationId}/messages`, {
        clientId: `${token}-${Math.round(performance.now() * 1000)}`,
        ...body,
      })
    );
  await send({ type: 'text', text: `Dear ${token}` });
  const [messageId = 0] = await knex('whatsapp_messages')
    .where({ conversation_id: conversationId, direction: 'out' })
    .pluck<number[]>('id');
  await knex('whatsapp_attempts').insert({
    ...{ owner_kind: 'm', owner_id: messageId, number: 77, rank: 0, decided_by: 'engine', at: 1 },
    error_text: `Refused to ${token}`,
  });
  await must(
    api.post(`/whatsapp/conversations/${conversationId}/notes`, {
      clientId: `note-${token}`,
      text: `For the team, about ${token}`,
    })
  );
  await sendFile(arena, conversationId, `invoice-${token}.pdf`);
  const group = await must(
    api.post<{ id: number }>('/whatsapp/groups', { name: `Group of ${contactId}` })
  );
  await must(api.post(`/whatsapp/groups/${group.id}/members`, { contactIds: [kept.id] }));
  const campaignId = await arena.start(1, { groupId: group.id });
  await arena.ended(campaignId);
  await arena.settled();
  await knex('whatsapp_handovers').insert({
    owner_kind: 'r',
    owner_id: 1_000_000 + kept.id,
    contact_id: kept.id,
    account_id: arena.accountId,
    channel: 'email',
    category: 'MARKETING',
    subject: `Offer for ${token}`,
    text: `Hello ${token}`,
    state: 'done',
    attempts: 1,
    next_try_at: 0,
    added_at: Date.now(),
  });
  await knex('whatsapp_opt_in_requests').insert({
    form_id: 1,
    version: 1,
    language: 'tr',
    via: 'page',
    phone: `+${phone}`,
    name: `Typed ${token}`,
    wamid: `wamid.${token}`,
    contact_id: kept.id,
    added_at: 1,
    expires_at: 2,
    used_at: 1,
  });
  await must(api.post('/whatsapp/testers', { name: `Tester ${token}`, phone: `+${phone}` }));
  const link = await must(
    api.post<{ id: number }>('/whatsapp/links', {
      name: `Link of ${contactId}`,
      target: 'https://shop.example/autumn',
    })
  );
  await knex('whatsapp_link_clicks').insert({
    link_id: link.id,
    contact_id: kept.id,
    campaign_id: campaignId,
    times: 2,
    first_at: 1,
    last_at: 2,
  });
  await knex('whatsapp_conversions').insert({
    event: 'order',
    contact_id: kept.id,
    amount_milli: 99_950,
    currency: 'TRY',
    at: 5,
    source: 'api',
    external_id: `Order ${token}`,
    dedupe_key: `planted ${kept.id}`,
    click_campaign_id: 0,
    added_at: 5,
  });
  const entry = { uid: 'api::gone.gone', entry_document: `entry${kept.id}` };
  const values = JSON.stringify({ name: token });
  await knex('whatsapp_contact_links').insert({
    ...entry,
    contact_id: kept.id,
    by_hand: false,
    added_at: 1,
  });
  await knex('whatsapp_seen_entries').insert({
    ...entry,
    locale: '',
    version: 'published',
    held: values,
    seen_at: 1,
  });
  // Of a deleted entry; no other table names it any more.
  await knex('whatsapp_seen_entries').insert({
    ...{ uid: entry.uid, entry_document: `gone${kept.id}`, locale: '', version: 'published' },
    ...{ held: values, contact_id: kept.id, seen_at: 1, gone_at: 1 },
  });
  await knex('whatsapp_entry_changes').insert({
    ...entry,
    locale: '',
    version: 'published',
    kind: 'created',
    values_after: values,
    state: 'done',
    at: Date.now(),
  });
  // Of an entry that was deleted first, with its link.
  const deleted = { uid: entry.uid, entry_document: `deleted${kept.id}`, locale: '' };
  for (const more of [
    { kind: 'updated', values_before: values, values_after: values },
    { kind: 'deleted', values_before: values, contact_id: kept.id },
  ])
    await knex('whatsapp_entry_changes').insert({
      ...{ ...deleted, version: 'published', state: 'done', at: Date.now() },
      ...more,
    });
  // A date of theirs, as of a birthday.
  await knex('whatsapp_automation_starts').insert({
    ...{ automation_id: 1, start_key: `planted ${kept.id}`, contact_id: kept.id },
    ...{ basis: token, result: 'started', asked: false, at: Date.now() },
  });
  // Skipped before anybody was looked for.
  await knex('whatsapp_automation_starts').insert({
    ...{ ...entry, automation_id: 1, start_key: `no person ${kept.id}`, basis: token },
    ...{ result: 'skipped', reason: 'no-person', asked: false, at: Date.now() },
  });
  await importTwice(arena, phone.replace(/^90/, '0'), token);
  await uploadOnly(arena, phone.replace(/^90/, '0'), token);
  await must(
    api.post('/whatsapp/people/views', { name: `View of ${contactId}`, filter: { q: name } })
  );
  logsService(arena.strapi).write({
    area: 'contact',
    level: 'info',
    event: 'preferences-chosen',
    text: `of ${token}`,
    contactId: kept.id,
    details: { said: token },
  });
  await logsService(arena.strapi).flush();
  // Another system has answered, and the step is not left yet.
  const heard = { status: 200, reason: null, saved: { points: `of ${token}` } };
  await knex('whatsapp_bot_runs')
    .where({ bot_id: botId })
    .update({ heard: JSON.stringify(heard) });
  const wamids = (await knex('whatsapp_recipients').where({ contact_id: kept.id })) as {
    wamid: string;
  }[];
  const words = [token, phone, phone.slice(2), ...wamids.map(({ wamid }) => wamid)];
  return { contactId: kept.id, conversationId, messageId, words, campaignId, name };
};
