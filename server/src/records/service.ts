import { AsyncResource } from 'node:async_hooks';
import type { Core } from '@strapi/strapi';
import { countriesOfNumbers, countryOfNumbers } from '../accounts/public';
import { notFound } from '../kernel/errors';
import { operationsService } from '../operations/public';
import { runtimeService } from '../runtime/public';
import { nameOf, sensitiveService } from '../sensitive/public';
import { contextOf } from '../strapi/context';
import { createCarried } from './carried';
import { checkMapping } from './check';
import { loadLocale } from './entries';
import { createEntryDrafts } from './entry-drafts';
import { createEntryHistory } from './entry-history';
import { createEntryPeople } from './entry-people';
import { createEntryWalk } from './entry-walk';
import { createEntryWrites } from './entry-writes';
import type { ConsentEffect } from './moves';
import type { ConversionEffect } from './tell-conversions';
import { hostColumn, hostTypes } from './host-types';
import { addJobs } from './job-store';
import { linksOfContacts } from './link-store';
import { createLinks, createMergeEffect } from './links';
import { createMappings } from './mappings';
import { guardPhoneFields, phoneFacts } from './phone-field';
import { createNewEntry } from './new-entry';
import type { RecordsService } from './public';
import { createSaving } from './save';
import { createSyncKind, SYNC_KIND } from './sync';
import { createValues } from './values';
import { watchEntries } from './watch';
import { createWatching } from './watching';
import { createWorker } from './worker';

/** `kick`: what follows from a write is looked at soon after it. */
const writingOf = (
  writes: ReturnType<typeof createEntryWrites>,
  kick: () => void
): Pick<RecordsService, 'findEntry' | 'entryExit' | 'entryWritten' | 'writeEntry'> => ({
  findEntry: writes.found,
  entryExit: writes.exitOf,
  entryWritten: writes.written,
  writeEntry: async (order) => {
    const done = await writes.write(order);
    kick();
    return done;
  },
});

export const createRecordsService = ({ strapi }: { strapi: Core.Strapi }): RecordsService => {
  const { db, clock, log } = contextOf(strapi);
  const mappings = createMappings(strapi);
  runtimeService(strapi).forgetting.push(async () => {
    mappings.forget();
    await mappings.all();
  });
  const consentEffects: ConsentEffect[] = [];
  const conversionEffects: ConversionEffect[] = [];
  const deps = { strapi, mappings, consentEffects, conversionEffects };
  const links = createLinks(strapi, mappings, consentEffects);
  const saving = createSaving(strapi, mappings);
  const watching = createWatching(strapi, mappings);
  const writes = createEntryWrites(strapi, mappings);
  let worker: ReturnType<typeof createWorker> | null = null;

  const work = async (): Promise<void> => {
    await mappings.all();
    // Another process may have connected a number: the field reads by what is known here.
    await countriesOfNumbers(strapi);
    worker ??= createWorker(deps);
    await worker.run();
  };
  // Outside of the transaction that told of it: what runs in its async context would join it after its end.
  const outside = new AsyncResource('whatsapp-records');
  const kick = () => {
    // A process without workers leaves the rows to those that have some.
    const { works, background } = runtimeService(strapi);
    const start = () => void background.run(log('records'), 'after a change', work);
    if (works()) setImmediate(() => outside.runInAsyncScope(start));
  };

  const typeOf = (uid: string) => {
    const type = hostTypes(strapi).get(uid);
    if (!type) throw notFound('the content type');
    return type;
  };

  const sources: RecordsService['sources'] = async () => {
    const locked = await sensitiveService(strapi).locked(db.knex, 'messages');
    return [...(await mappings.all()).values()].map(({ uid, type, config }) => ({
      type: uid,
      label: config.role,
      fields: config.usable.flatMap((path) => {
        const column = hostColumn(type, path);
        const isLocked = locked.has(nameOf({ on: 'record', type: uid, key: path }));
        if (!column || isLocked) return [];
        const isSensitive = config.marks[path] !== undefined;
        return [{ field: path, label: column.label, kind: column.type, isSensitive }];
      }),
    }));
  };

  const reached: RecordsService['reached'] = async () =>
    new Map([...(await mappings.all()).values()].map(({ uid, reach }) => [uid, reach]));

  const startSync: RecordsService['startSync'] = async (uid, by) => {
    const mapping = (await mappings.all()).get(uid);
    if (!mapping) throw notFound('the linked content type');
    return operationsService(strapi).start({
      kind: SYNC_KIND,
      title: mapping.type.label,
      params: { uid },
      by,
    });
  };

  const wroteFirst: RecordsService['wroteFirst'] = async (trx, contact) => {
    const lead = [...(await mappings.all(trx)).values()].find(({ config }) => config.makesEntries);
    if (!lead || (await linksOfContacts(trx, [contact.id])).length > 0) return;
    const jobs = [{ kind: 'lead' as const, uid: lead.uid, contactId: contact.id }];
    await addJobs(db, trx, { jobs, at: clock.now() });
  };

  const consentChanged: RecordsService['consentChanged'] = async (trx, contactIds) => {
    const told = [...(await mappings.all(trx)).values()].flatMap(({ uid, config }) =>
      config.writesConsent ? [uid] : []
    );
    if (told.length === 0) return;
    const links = await linksOfContacts(trx, contactIds);
    const jobs = links.flatMap(({ uid, contactId }) =>
      told.includes(uid) ? [{ kind: 'consent' as const, uid, contactId }] : []
    );
    await addJobs(db, trx, { jobs, at: clock.now() });
  };

  return {
    ...saving,
    ...watching,
    ...createEntryPeople(mappings, deps),
    ...createEntryWalk(mappings, deps),
    ...createCarried(strapi, mappings),
    ...createEntryHistory(strapi, mappings),
    ...createEntryDrafts(strapi, { mappings, writes }),
    ...writingOf(writes, kick),
    check: async (body) =>
      checkMapping(strapi, typeOf(body.uid), { body, home: await countryOfNumbers(strapi) }),
    startSync,
    ...{ linksOf: links.linksOf, links: links.links, unlink: links.unlink },
    ...{ entries: links.entries, linkPeople: links.linkPeople },
    link: async (body, reader) => {
      await links.link(body, reader);
      kick();
    },
    newEntry: createNewEntry(strapi, mappings),
    phoneFacts: (value, country) => phoneFacts(strapi, value, country),
    valuesFor: createValues(strapi, mappings),
    linked: mappings.linked,
    sources,
    reached,
    wroteFirst,
    consentChanged,
    mergeEffect: createMergeEffect(strapi),
    ...{ consentEffects, conversionEffects },
    operationKinds: [createSyncKind(deps)],
    start: async () => {
      await loadLocale(strapi);
      await countriesOfNumbers(strapi);
      await mappings.all();
      watchEntries({ strapi, mappings, watchers: watching.watchers, kick });
      guardPhoneFields(strapi);
    },
    work,
  };
};
