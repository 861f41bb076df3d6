import { Readable } from 'node:stream';
import type { Core } from '@strapi/strapi';
import { zoneFor } from '../accounts/public';
import { automationsOfPerson, changesOfPerson } from '../automations/public';
import { campaignsOfPerson } from '../campaigns/public';
import { consentService, positionOf, wishesOf } from '../consent/public';
import { contactsService, contactView, formerRows, type ContactRow } from '../contacts/public';
import {
  fileOf,
  messagesOfPerson,
  threadsOfPerson,
  type MessageRow,
} from '../conversations/public';
import { conversionsOfPerson } from '../conversions/public';
import { runsOfPerson } from '../flows/public';
import { groupsService } from '../groups/public';
import { clicksOfPerson } from '../links/public';
import { handoversOfPerson } from '../handover/public';
import { isoOf } from '../kernel/time';
import { mediaService, safeFilename, type StoredFileRow } from '../media/public';
import { recordsService, writesOfPerson } from '../records/public';
import { contextOf } from '../strapi/context';
import { messageOf } from '../strapi/log';
import { laterOfPerson } from '../sending/public';
import { notesOfPerson } from '../team/public';
import { tasksOfPerson } from '../tasks/public';
import { testersOfPerson } from '../testers/public';
import { wholeTimeline } from '../timeline/public';
import { paperWords, type PaperLanguage } from './domain/words';
import { proofOf } from './proof';
import { begun, zipOf, type ZipEntry } from './zip';

/** Messages in memory at once. */
const PAGE = 500;

export interface ExportAsk {
  contactId: number;
  language: PaperLanguage;
  by: { id: number; name: string };
}

const json = (name: string, value: unknown): ZipEntry => ({
  name,
  content: Readable.from([`${JSON.stringify(value, null, 2)}\n`], { objectMode: false }),
});
const text = (name: string, parts: AsyncIterable<string> | Iterable<string>): ZipEntry => ({
  name,
  content: Readable.from(parts, { objectMode: false }),
});

/** A message without the bookkeeping of its sending. */
const messageView = (row: MessageRow) => ({
  id: row.id,
  conversationId: row.conversationId,
  at: isoOf(row.at),
  direction: row.direction,
  origin: row.origin,
  type: row.type,
  state: row.state,
  text: row.text,
  body: row.body,
  payload: row.payload,
  category: row.category,
  templateId: row.templateId,
  campaignId: row.campaignId,
  agentId: row.agentId,
  wamid: row.wamid,
  error: row.errorText,
  payment: row.payment,
  sentAt: isoOf(row.sentAt),
  deliveredAt: isoOf(row.deliveredAt),
  readAt: isoOf(row.readAt),
});

type MessagePages = () => AsyncGenerator<MessageRow[]>;

const pagesOf = (strapi: Core.Strapi, contactId: number): MessagePages =>
  async function* pages() {
    for (let after = 0; ;) {
      const { knex } = contextOf(strapi).db;
      const rows = await messagesOfPerson(knex, contactId, { after, limit: PAGE });
      const last = rows.at(-1);
      if (!last) return;
      yield rows;
      after = last.id;
    }
  };

async function* messageLines(pages: MessagePages): AsyncGenerator<string> {
  for await (const rows of pages())
    yield rows.map((row) => `${JSON.stringify(messageView(row))}\n`).join('');
}

/** A list as JSON, a page at a time. */
async function* listParts(pages: AsyncIterable<readonly object[]>): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const page of pages)
    for (const row of page) {
      yield `${separator}${JSON.stringify(row)}`;
      separator = ',\n';
    }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

async function* timelinePages(
  strapi: Core.Strapi,
  { contactId, language, by }: ExportAsk
): AsyncGenerator<object[]> {
  const { knex: sql } = contextOf(strapi).db;
  const viewer = { userId: by.id, all: true, unassigned: true, locale: language };
  for await (const entries of wholeTimeline({ strapi, sql, contactId, viewer, language }))
    yield entries.map((entry) => ({ ...entry, at: isoOf(entry.at) }));
}

/** The file of a message as it lies here; null = it has none of ours. Throws when it is not held any more. */
const openFile = async (
  strapi: Core.Strapi,
  row: MessageRow,
  kept: StoredFileRow | undefined
): Promise<ZipEntry | null> => {
  const media = mediaService(strapi);
  const called = (name: string | null) => `media/${row.id}-${safeFilename(name) ?? 'file'}`;
  const ref = fileOf(row.payload);
  if (ref?.from === 'attached') {
    const file = await media.describe(ref);
    return { name: called(file.name), content: await begun(await file.open()) };
  }
  if (!kept) return null;
  if (kept.state !== 'stored') throw new Error(`not held: ${kept.state}`);
  return { name: called(kept.name ?? kept.kind), content: await begun(await media.open(kept)) };
};

async function* mediaEntries(strapi: Core.Strapi, pages: MessagePages): AsyncGenerator<ZipEntry> {
  const missing: { messageId: number; why: string }[] = [];
  for await (const rows of pages()) {
    const kept = await mediaService(strapi).filesOf(rows.map(({ id }) => id));
    for (const row of rows) {
      const file = await openFile(strapi, row, kept.get(row.id)).catch((error: unknown) => {
        missing.push({ messageId: row.id, why: messageOf(error) });
        return null;
      });
      if (file) yield file;
    }
  }
  if (missing.length > 0) yield json('missing-files.json', missing);
}

/** What they wanted by another channel, and what became of it. */
const handedOver = async (strapi: Core.Strapi, contactId: number) =>
  (await handoversOfPerson(contextOf(strapi).db.knex, contactId)).map((row) => ({
    channel: row.channel,
    topic: row.topic,
    subject: row.subject,
    text: row.text,
    state: row.state,
    reason: row.reason,
    at: isoOf(row.addedAt),
    endedAt: isoOf(row.endedAt),
  }));

/** What was still to go, or went by a time that was set. */
const plannedOf = async (strapi: Core.Strapi, contactId: number) =>
  (await laterOfPerson(contextOf(strapi).db.knex, contactId)).map(({ id, state, dueAt, body }) => ({
    id,
    state,
    dueAt: isoOf(dueAt),
    body,
  }));

/** What the team wrote about them for itself. */
const notesOf = async (strapi: Core.Strapi, contactId: number) =>
  (await notesOfPerson(contextOf(strapi).db.knex, contactId)).map((row) => ({
    conversationId: row.conversationId,
    at: isoOf(row.at),
    changedAt: isoOf(row.changedAt),
    author: row.authorName,
    text: row.text,
  }));

/** Messages are tried on them. */
const testerOf = async (strapi: Core.Strapi, contact: ContactRow) =>
  (await testersOfPerson(contextOf(strapi).db.knex, contact)).map((row) => ({
    name: row.name,
    phone: row.phone,
    addedAt: isoOf(row.addedAt),
    confirmedAt: isoOf(row.confirmedAt),
  }));

const personOf = async (strapi: Core.Strapi, contact: ContactRow, language: PaperLanguage) => {
  const { db, clock } = contextOf(strapi);
  const [view] = await contactsService(strapi).views([contact], 'all');
  const position = positionOf(contact);
  return {
    exportedAt: isoOf(clock.now()),
    person: view,
    lastKnownPosition: position && { ...position, at: isoOf(position.at) },
    askedToStop:
      contact.askedStopAt === null
        ? null
        : { at: isoOf(contact.askedStopAt), words: contact.askedStop?.words ?? null },
    askedToMoveAt: isoOf(contact.moveAskedAt),
    dataConsents: await consentService(strapi).dataOf(contact),
    wishes: { ...wishesOf(contact), pausedUntil: isoOf(contact.pausedUntil) },
    groups: await groupsService(strapi).groupsOf(contact.id),
    former: (await formerRows(db.knex, [contact.id])).map((row) => ({
      ...contactView(row),
      ...(row.leftFor === null ? {} : { changedTo: row.leftFor, changedBy: row.leftBy }),
    })),
    threads: await threadsOfPerson(db.knex, contact.id),
    linkedRecords: await recordsService(strapi).linksOf(contact.id, {
      ...{ language, zone: zoneFor(strapi, contact) },
      reading: 'all',
    }),
    writtenByFlows: await writesOfPerson(db.knex, contact.id),
  };
};

/** Everything that is known of one person as a ZIP, streamed: memory stays the same for any number of messages. */
export const exportPerson = async (strapi: Core.Strapi, asked: ExportAsk): Promise<Readable> => {
  const { db, clock } = contextOf(strapi);
  const { language, by } = asked;
  const contact = await contactsService(strapi).get(asked.contactId);
  const ask = { ...asked, contactId: contact.id };
  const at = clock.now();
  const pages = pagesOf(strapi, contact.id);

  async function* entries(): AsyncGenerator<ZipEntry> {
    const made = new Date(at).toISOString().replace('T', ' ').slice(0, 16);
    const readme = paperWords[language].readme({ id: contact.id, at: made, by: by.name });
    yield text('README.txt', [readme]);
    yield json('person.json', await personOf(strapi, contact, language));
    yield json('consent.json', await proofOf(strapi, { contactId: contact.id, by: by.name }));
    yield text('messages.ndjson', messageLines(pages));
    yield json('campaigns.json', await campaignsOfPerson(db.knex, contact.id));
    yield json('bots.json', await runsOfPerson(db.knex, contact.id));
    yield json('automations.json', await automationsOfPerson(db.knex, contact.id));
    yield text('changes.json', listParts(changesOfPerson(strapi, db.knex, contact.id)));
    yield json('clicks.json', await clicksOfPerson(db.knex, contact.id));
    yield json('conversions.json', await conversionsOfPerson(db.knex, contact.id));
    yield json('handed-over.json', await handedOver(strapi, contact.id));
    yield json('notes.json', await notesOf(strapi, contact.id));
    yield json('planned-messages.json', await plannedOf(strapi, contact.id));
    yield json('tasks.json', await tasksOfPerson(db.knex, contact.id));
    yield json('tester.json', await testerOf(strapi, contact));
    yield text('timeline.json', listParts(timelinePages(strapi, ask)));
    yield* mediaEntries(strapi, pages);
  }
  return zipOf(entries(), at);
};
