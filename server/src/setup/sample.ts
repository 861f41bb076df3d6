import type { Knex } from 'knex';
import type { AccountRow } from '../accounts/public';
import {
  campaignCountTable,
  campaignTable,
  recipientTable,
  type RecipientRow,
} from '../campaigns/public';
import { consentEventTable } from '../consent/public';
import {
  contactTable,
  contactTagTable,
  ensureTags,
  tagKey,
  type ContactRow,
} from '../contacts/public';
import { conversationTable, insertMessage, RANK } from '../conversations/public';
import { groupMemberTable, groupTable } from '../groups/public';
import { DAY_MS } from '../kernel/time';
import { insertIgnore, insertRow, type Db } from '../strapi/db';
import { writeRow } from '../strapi/table';
import type { TemplateRow } from '../templates/public';
import { samplePeople, type SampleLanguage } from './domain/sample-people';
import { SAMPLE_WORDS, sampleGroups, sampleThreads } from './domain/sample-talk';
import { sampleContact, sampleConversation, sampleMessage, sampleRecipient } from './sample-rows';
import { sampleContacts } from './sample-store';

export interface SampleInput {
  account: AccountRow;
  /** An approved template of the simulator to name in the campaign; null when there is none yet. */
  template: TemplateRow | null;
  language: SampleLanguage;
  now: number;
}

/** Makes the sample data in one transaction of some 350 rows. People whose number exists already are left out. */
export const insertSample = async (
  db: Db,
  trx: Knex.Transaction,
  input: SampleInput
): Promise<void> => {
  const { language } = input;
  const rows = samplePeople(language).map((person, i) =>
    writeRow(contactTable, sampleContact(person, { i, now: input.now }))
  );
  await insertIgnore(db, trx, { table: contactTable.table, rows, keys: ['wa_key'] });
  const people = await sampleContacts(trx);
  await insertTags(db, trx, { people, language, now: input.now });
  await insertConsents(trx, people, language);
  await insertGroups(db, trx, { people, language, now: input.now });
  await insertThreads(trx, people, input);
  await insertCampaign(trx, people, input);
};

interface Placed {
  people: readonly ContactRow[];
  language: SampleLanguage;
  now: number;
}

/** Tags of the sample people; a tag that is new comes with the sample and goes with it. */
const insertTags = async (
  db: Db,
  trx: Knex.Transaction,
  { people, language, now: at }: Placed
): Promise<void> => {
  const wanted = new Map(samplePeople(language).map((one) => [one.phone, one.tags]));
  const names = [...wanted.values()].flat();
  const tags = await ensureTags(db, trx, { names, at, sample: true });
  const rows = people.flatMap((person) => {
    const keys = new Set((wanted.get(person.phone ?? '') ?? []).map(tagKey));
    return tags
      .filter((tag) => keys.has(tag.nameKey))
      .map((tag) => ({ contact_id: person.id, tag_id: tag.id, added_at: at }));
  });
  await insertIgnore(db, trx, {
    table: contactTagTable.table,
    rows,
    keys: ['contact_id', 'tag_id'],
  });
};

const insertConsents = async (
  trx: Knex.Transaction,
  people: readonly ContactRow[],
  language: SampleLanguage
): Promise<void> => {
  const events = people.flatMap((person) =>
    (['marketing', 'utility'] as const)
      .filter((category) => person[category] !== 'none')
      .map((category) =>
        writeRow(consentEventTable, {
          contactId: person.id,
          category,
          topic: null,
          action: person[category] === 'in' ? 'opt-in' : 'opt-out',
          source: 'sample',
          evidence: SAMPLE_WORDS[language].evidence,
          sample: true,
          at: person.addedAt,
        })
      )
  );
  if (events.length > 0) await trx(consentEventTable.table).insert(events);
};

const insertGroups = async (
  db: Db,
  trx: Knex.Transaction,
  { people, language, now }: Placed
): Promise<void> => {
  const groups = sampleGroups(language);
  const rows = groups.map(({ name, description }) => ({
    name,
    description,
    sample: true,
    added_at: now,
  }));
  // A group of this name that a person made stays theirs, without our people.
  await insertIgnore(db, trx, { table: groupTable.table, rows, keys: ['name'] });
  const made = (await trx(groupTable.table).select('id', 'name').where({ sample: true })) as {
    id: number;
    name: string;
  }[];
  const members = made.flatMap((row) =>
    (groups.find((group) => group.name === row.name)?.members ?? [])
      .map((i) => people[i])
      .filter((person): person is ContactRow => person !== undefined)
      .map((person) => ({ group_id: Number(row.id), contact_id: person.id, added_at: now }))
  );
  await insertIgnore(db, trx, {
    table: groupMemberTable.table,
    rows: members,
    keys: ['group_id', 'contact_id'],
  });
};

const insertThreads = async (
  trx: Knex.Transaction,
  people: readonly ContactRow[],
  { account, language, now }: SampleInput
): Promise<void> => {
  for (const thread of sampleThreads(language)) {
    const person = people[thread.person];
    if (!person) continue;
    const place = { accountId: account.id, contactId: person.id, now };
    const conversation = writeRow(conversationTable, sampleConversation(thread, place));
    const conversationId = await insertRow(trx, conversationTable.table, conversation);
    const inbound = thread.lines.filter((line) => line.from === 'them');
    let lastId = 0;
    let lastInboundWamid: string | null = null;
    for (const [n, line] of thread.lines.entries()) {
      const message = sampleMessage(line, { ...place, conversationId }, n);
      lastId = await insertMessage(trx, message);
      if (line === inbound.at(-1)) lastInboundWamid = message.wamid ?? null;
    }
    await trx(conversationTable.table)
      .where({ id: conversationId })
      .update({ last_message_id: lastId, last_inbound_wamid: lastInboundWamid });
    const lastInboundAt = now - (inbound.at(-1)?.minutesAgo ?? 0) * 60_000;
    await trx(contactTable.table)
      .where({ id: person.id })
      .update({ last_inbound_at: lastInboundAt });
  }
};

const countsOf = (recipients: readonly Partial<RecipientRow>[]) => {
  const rank = (row: Partial<RecipientRow>): number => row.rank ?? 0;
  const accepted = recipients.filter((row) => row.state === 'accepted');
  return {
    delivered: accepted.filter((row) => rank(row) === RANK.delivered).length,
    seen: accepted.filter((row) => rank(row) >= RANK.read).length,
    failed: accepted.filter((row) => rank(row) === RANK.failed).length,
    skipped: recipients.filter((row) => row.state === 'skipped').length,
  };
};

/** What went out: a simulator's template, or the words of one while none was synced. */
const frozenOf = (
  template: TemplateRow | null,
  language: SampleLanguage
): Record<string, unknown> => ({
  name: template?.name ?? 'autumn_offers',
  language: template?.language ?? language,
  category: 'MARKETING',
  parameterFormat: template?.parameterFormat ?? 'POSITIONAL',
  components: template?.components ?? [{ type: 'BODY', text: SAMPLE_WORDS[language].body }],
});

const insertCampaign = async (
  trx: Knex.Transaction,
  people: readonly ContactRow[],
  { account, template, language, now }: SampleInput
): Promise<void> => {
  const at = now - 3 * DAY_MS;
  const campaign = writeRow(campaignTable, {
    name: SAMPLE_WORDS[language].campaign,
    accountId: account.id,
    templateId: template?.id ?? null,
    bindings: template?.bindings ?? {},
    audience: { kind: 'all', filter: {}, except: [] },
    state: 'completed',
    runNo: 1,
    snapshotDone: true,
    frozen: frozenOf(template, language),
    sample: true,
    addedAt: at - 3_600_000,
    changedAt: at,
    startedAt: at,
    finishedAt: at + 60_000,
  });
  const campaignId = await insertRow(trx, campaignTable.table, campaign);
  const recipients = people.map((person, i) =>
    sampleRecipient(person, { i, campaignId, accountId: account.id, at })
  );
  for (const row of recipients)
    await trx(recipientTable.table).insert(writeRow(recipientTable, row));
  await trx(campaignCountTable.table).insert(
    writeRow(campaignCountTable, { campaignId, ...countsOf(recipients) })
  );
};
