import type { ConsentSettings } from '../../../server/src/contracts/consent';
import type { Knex } from 'knex';
import { consentService, type ConsentRecord } from '../../../server/src/consent/public';
import { contactsService } from '../../../server/src/contacts/public';
import { contextOf } from '../../../server/src/strapi/context';
import { databases } from '../../support/boot-strapi';
import { eventually, nextSecond } from '../../support/world';
import { membersOf, newPeople, startArena, templateOf, type Arena } from '../engine/arena';

describe.each(databases())('consent from elsewhere, confirmed on WhatsApp, on %s', (database) => {
  let arena: Arena;
  let templateId: number;

  const settings = (change: object) =>
    arena.api.put<ConsentSettings>('/whatsapp/settings/consent', change);
  const staff = (contactId: number, action: string, category = 'marketing') =>
    arena.api.post(`/whatsapp/contacts/${contactId}/consent`, {
      category,
      action,
      source: 'Phone call',
      evidence: 'asked on the phone',
    });

  beforeAll(async () => {
    arena = await startArena({ database });
    arena.sim.control.templates.seed({
      name: 'you_agreed',
      language: 'en',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'You agreed to our messages. Reply STOP to leave.' }],
    });
    await arena.api.post('/whatsapp/templates/sync', { accountId: arena.accountId });
    const { body } = await arena.api.get<{ templates: { id: number; name: string }[] }>(
      '/whatsapp/templates'
    );
    templateId = body.templates.find(({ name }) => name === 'you_agreed')?.id ?? 0;
  });
  afterAll(() => arena.close());

  /** People of whom nothing is known. */
  const strangers = async (count: number): Promise<number[]> => {
    const ids = await membersOf(arena.knex, await newPeople(arena, count));
    await arena
      .knex('whatsapp_contacts')
      .whereIn('id', ids)
      .update({ marketing: 'none', utility: 'none' });
    await arena.knex('whatsapp_consent_events').whereIn('contact_id', ids).delete();
    return ids;
  };
  const sent = async (contactId: number): Promise<number> => {
    const rows = (await arena
      .knex('whatsapp_messages')
      .where({ contact_id: contactId, template_id: templateId, direction: 'out' })) as unknown[];
    return rows.length;
  };
  const quiet = () =>
    eventually('nothing is owed', async () => {
      const owed = await arena
        .knex('whatsapp_consent_replies')
        .whereIn('state', ['due', 'elsewhere']);
      return owed.length === 0;
    });

  it('[O-06] refuses a template that is no approved utility template, by field', async () => {
    const marketing = await templateOf(arena, 'MARKETING');
    const answer = await settings({ optInTemplateId: marketing.id });
    expect(answer.status).toBe(422);
    expect(JSON.stringify(answer.body)).toContain('optInTemplateId');
    expect((await settings({ optOutTemplateId: 99_999 })).status).toBe(422);
  });

  it('[O-06] sends nothing while it is off', async () => {
    const [id = 0] = await strangers(1);
    expect((await staff(id, 'opt-in')).status).toBe(200);
    await quiet();
    expect(await sent(id)).toBe(0);
  });

  it('[O-06] confirms what staff recorded once for each decision, also of marketing alone', async () => {
    expect((await settings({ optInTemplateId: templateId })).status).toBe(200);
    const [id = 0] = await strangers(1);
    await staff(id, 'opt-in');
    await eventually('the confirmation', async () => (await sent(id)) === 1);
    await staff(id, 'opt-in', 'utility');
    await staff(id, 'opt-in');
    await quiet();
    expect(await sent(id)).toBe(1);
    const phone = (await arena.knex('whatsapp_contacts').where({ id }).first()) as {
      wa_id: string;
    };
    await eventually('it leaves', () =>
      Promise.resolve(JSON.stringify(arena.sim.control.thread(phone.wa_id)).includes('You agreed'))
    );
    // Anyone who comes back has decided again.
    await staff(id, 'opt-out');
    await staff(id, 'opt-out', 'utility');
    await quiet();
    expect(await sent(id)).toBe(1);
    await nextSecond();
    await staff(id, 'opt-in', 'utility');
    await staff(id, 'opt-in');
    await eventually('the second confirmation', async () => (await sent(id)) === 2);
    const log = await eventually('the log', () =>
      arena.knex('whatsapp_logs').where({ event: 'consent-confirmed', contact_id: id })
    );
    expect(log.length).toBeGreaterThan(0);
  });

  const says = (trx: Knex.Transaction, contactId: number, over: Partial<ConsentRecord>) =>
    consentService(arena.strapi).record(trx, {
      ...{ contactId, category: 'marketing', action: 'opt-in', source: 'Phone call' },
      at: contextOf(arena.strapi).clock.now(),
      ...over,
    });

  it('[O-06] two who become one get the confirmation once, whichever of them had it', async () => {
    const { db, clock } = contextOf(arena.strapi);
    const people = contactsService(arena.strapi);
    const [keep = 0, gone = 0, third = 0, fourth = 0] = await strangers(4);
    await staff(gone, 'opt-in');
    await eventually('the confirmation', async () => (await sent(gone)) === 1);
    await db.tx((trx) => people.merge(trx, [keep, gone], clock.now()));
    await staff(keep, 'opt-in', 'utility');
    await quiet();
    expect(await sent(keep)).toBe(1);
    // Both still wait.
    await db.tx(async (trx) => {
      for (const id of [third, fourth]) await says(trx, id, {});
      await people.merge(trx, [third, fourth], clock.now());
    });
    await eventually('the confirmation', async () => (await sent(third)) === 1);
    await quiet();
    expect(await sent(third)).toBe(1);
  });

  it('[O-06] who leaves and comes back while the confirmation waits gets one, and a STOP that comes late brings none', async () => {
    const { db, clock } = contextOf(arena.strapi);
    const [id = 0, gone = 0] = await strangers(2);
    await db.tx(async (trx) => {
      const now = clock.now();
      await says(trx, id, { at: now - 3_000 });
      await says(trx, id, { at: now - 2_000, action: 'opt-out' });
      await says(trx, id, { at: now - 1_000 });
      await says(trx, gone, { at: now - 3_000 });
      await says(trx, gone, { at: now - 2_000, action: 'opt-out' });
    });
    await eventually('the confirmation', async () => (await sent(id)) === 1);
    await db.tx((trx) => says(trx, id, { at: clock.now() - 60_000, action: 'opt-out' }));
    await staff(id, 'opt-in', 'utility');
    await quiet();
    expect(await sent(id)).toBe(1);
    expect(await sent(gone)).toBe(0);
  });

  it('[O-06] a message of the contact proves itself and is not confirmed by template', async () => {
    const [id = 0] = await strangers(1);
    await consentService(arena.strapi).record(null, {
      contactId: id,
      category: 'marketing',
      action: 'opt-in',
      source: 'form:till',
      wamid: 'wamid.own',
      at: Date.now(),
    });
    await quiet();
    expect(await sent(id)).toBe(0);
  });

  it('[O-06] an import owes many, hands on this many at once, and repeating it duplicates none', async () => {
    const ids = await strangers(230);
    const { db, clock } = contextOf(arena.strapi);
    const grant = () =>
      db.tx((trx) =>
        consentService(arena.strapi).grantMany(trx, {
          evidence: new Map(ids.map((id) => [id, `list.csv:${id}`])),
          categories: ['marketing', 'utility'],
          source: 'Form on the site',
          wording: 'Yes, send me offers on WhatsApp.',
          actor: null,
          at: clock.now(),
          heardAt: clock.now(),
        })
      );
    const giveBack = await arena.restWorkers();
    await grant();
    await grant();
    const queued = async () =>
      (
        (await arena
          .knex('whatsapp_messages')
          .where({ key_owner: 'consent', state: 'queued' })
          .select('id')) as unknown[]
      ).length;
    const owed = await eventually('the queue is as full as it may be', async () => {
      const rows = (await arena
        .knex('whatsapp_consent_replies')
        .where({ state: 'elsewhere' })) as unknown[];
      return rows.length === 30 && (await queued()) === 200 && rows;
    });
    // Who leaves while it waits gets none.
    const last = Number((owed.at(-1) as { contact_id: number }).contact_id);
    await staff(last, 'opt-out');
    await staff(last, 'opt-out', 'utility');
    giveBack();
    await quiet();
    await eventually('all have left', async () => (await queued()) === 0);
    expect(await sent(last)).toBe(0);
    const rows = (await arena
      .knex('whatsapp_messages')
      .whereIn('contact_id', ids)
      .where({ template_id: templateId })
      .select('contact_id')) as { contact_id: number }[];
    expect(rows).toHaveLength(229);
    expect(new Set(rows.map((row) => Number(row.contact_id))).size).toBe(229);
  }, 120_000);

  it('[O-06] an opt-out outside the 24 hours is confirmed by its template, where the gate lets it', async () => {
    await settings({ optInTemplateId: null, optOutTemplateId: templateId });
    const [one = 0, two = 0] = await membersOf(arena.knex, await newPeople(arena, 2));
    await staff(one, 'opt-out');
    await eventually('the confirmation', async () => (await sent(one)) === 1);
    await staff(one, 'opt-out');
    // Out of everything: not even that one message.
    await staff(two, 'opt-out', 'utility');
    await quiet();
    expect(await sent(one)).toBe(1);
    expect(await sent(two)).toBe(0);
  });
});
