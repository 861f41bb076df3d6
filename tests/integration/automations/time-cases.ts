import { audienceService } from '../../../server/src/audience/public';
import { changeTable, startTable, type ChangeRow } from '../../../server/src/automations/tables';
import type { AutomationAhead } from '../../../server/src/contracts/automation-watch';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../server/src/kernel/time';
import { instantOf, wallAt, wallOf, wallText } from '../../../server/src/kernel/wall';
import { recordsService } from '../../../server/src/records/public';
import { insertRow } from '../../../server/src/strapi/db';
import { writeRow } from '../../../server/src/strapi/table';
import { eventually } from '../../support/world';
import { says } from '../flows/flows-world';
import { LEAD, ORDER } from '../records/records-world';
import { becomes, notes, type AutomationsWorld } from './automations-world';

/** Here every day begins first. */
const FIRST_ZONE = 'Pacific/Kiritimati';

/** Dates of entries, silence and the clock, in a world that the caller has. */
export const timeCases = (world: () => AutomationsWorld): void => {
  const knex = () => world().strapi.db.connection;
  const placed = (at: number) => ({ placedAt: new Date(at).toISOString() });
  /** The moments of an automation, once they are as they should be. */
  const dues = (id: number, wanted: { entryDocument: string | null; dueAt?: number }[]) =>
    eventually('the moments that lie ahead', async () => {
      const rows = await world().dues(id);
      const isSame = wanted.every(({ entryDocument, dueAt }, i) => {
        const row = rows[i];
        return row?.entryDocument === entryDocument && (dueAt ?? row.dueAt) === row.dueAt;
      });
      return rows.length === wanted.length && isSame && rows;
    });
  /** A change that was kept of an entry. */
  const changed = (entryDocument: string, more: Partial<ChangeRow>) =>
    insertRow(
      knex(),
      changeTable.table,
      writeRow(changeTable, {
        ...{ uid: ORDER, entryDocument, locale: '', version: 'published', kind: 'updated' },
        ...{ valuesBefore: { state: 'new' }, valuesAfter: { state: 'paid' }, origin: 'save' },
        ...{ depth: 0, state: 'due', contactId: null, tries: 0, nextAt: 0, doneAt: null },
        ...more,
      })
    );
  /** A segment of who has this tag, which the person gets. */
  const segmentOf = async (tag: string, contactId: number): Promise<number> => {
    await world().api.put(`/whatsapp/contacts/${contactId}`, { tags: [tag] });
    const filter = { tags: { include: [tag], exclude: [] } };
    const nodes = [{ kind: 'people', not: false, filter }];
    const { body } = await world().api.post<{ id: number }>('/whatsapp/segments', {
      ...{ name: tag, tree: { kind: 'group', not: false, match: 'all', nodes } },
    });
    return body.id;
  };

  describe('lie ahead', () => {
    it('[E-06] before a date of the entry: moved with it, cancelled with it, and never for what is past', async () => {
      const { phone } = await world().somebody();
      const now = Date.now();
      await world().order(phone, placed(now - DAY_MS));
      const there = await world().order(phone, placed(now + 3 * HOUR_MS));
      const { id } = await world().automate({
        trigger: {
          ...{ kind: 'date', uid: ORDER, field: 'placedAt' },
          ...{ side: 'before', amount: 1, unit: 'hours' },
        },
      });
      await dues(id, [{ entryDocument: there, dueAt: now + 2 * HOUR_MS }]);
      await world().change(there, { placedAt: null });
      await dues(id, []);
      const entryDocument = await world().order(phone, {
        ...{ number: 'RANDEVU', ...placed(now + 5 * HOUR_MS) },
      });
      await dues(id, [{ entryDocument, dueAt: now + 4 * HOUR_MS }]);
      // Soon, and late enough for a busy machine to hear of it before.
      const soon = Date.now() + 6_000;
      await world().change(entryDocument, placed(soon + HOUR_MS));
      expect(await world().answers(phone, 1)).toEqual(['Sipariş RANDEVU']);
      expect(Date.now()).toBeGreaterThanOrEqual(soon);
      expect(await world().settled(id)).toMatchObject([{ result: 'started', entryDocument }]);
      await dues(id, []);
    });

    describe('late', () => {
      const looked = (id: number) =>
        eventually('all entries are looked at', async () => {
          await world().automations().work();
          const row: unknown = await knex()('whatsapp_automations').where({ id }).first();
          return (row as { scan_cursor: unknown }).scan_cursor === null;
        });
      /** An automation of some time ago, and two entries whose moment was over when they were made. */
      const withOver = async () => {
        const { phone } = await world().somebody();
        const { id } = await world().automate(
          {
            trigger: {
              ...{ kind: 'date', uid: ORDER, field: 'placedAt' },
              ...{ side: 'before', amount: 1, unit: 'hours' },
            },
          },
          notes
        );
        await looked(id);
        const activeSince = Date.now() - 10 * MINUTE_MS;
        await knex()('whatsapp_automations').where({ id }).update({ active_since: activeSince });
        const over = placed(Date.now() + HOUR_MS - 2 * MINUTE_MS);
        const [one, other] = [await world().order(phone, over), await world().order(phone, over)];
        expect(await world().settled(id)).toEqual([]);
        return { id, one, other };
      };
      /** What became of an entry, as it was looked at so long after. */
      const changedBefore = (entryDocument: string, ago: number, change: object = {}) =>
        knex()(changeTable.table)
          .where({ entry_document: entryDocument })
          .update({ at: Date.now() - ago, ...change });

      it('[E-06] where they came before anybody looked at the change, and never where it was made after them', async () => {
        const { id, one, other } = await withOver();
        // As a process leaves it that died between the save and what follows.
        await changedBefore(other, 0, { state: 'due' });
        await changedBefore(one, 5 * MINUTE_MS, { state: 'due' });
        await world().results(id, 1);
        expect(await world().settled(id)).toMatchObject([
          { result: 'started', entryDocument: one },
        ]);
        await dues(id, []);
      });

      it('[E-06] where they came before the look at their entry, and never in a look at night', async () => {
        const { id, one } = await withOver();
        await changedBefore(one, HOUR_MS);
        await world().automations().sweep();
        await looked(id);
        expect(await world().settled(id)).toEqual([]);
        // As if the look had been under way since the activation.
        await knex()('whatsapp_automations').where({ id }).update({ scan_cursor: '' });
        await looked(id);
        await world().results(id, 1);
        expect(await world().settled(id)).toMatchObject([
          { result: 'started', entryDocument: one },
        ]);
      });
    });

    it('[E-06] as they were written, while all entries are looked at each night and none has moved', async () => {
      const { phone } = await world().somebody();
      const now = Date.now();
      const [kept, moved] = [
        await world().order(phone, placed(now + 5 * HOUR_MS)),
        await world().order(phone, placed(now + 6 * HOUR_MS)),
      ];
      const { id } = await world().automate({
        trigger: {
          ...{ kind: 'date', uid: ORDER, field: 'placedAt' },
          ...{ side: 'before', amount: 1, unit: 'hours' },
        },
      });
      const dueOf = async (documentId: string) =>
        (await world().dues(id)).find(({ entryDocument }) => entryDocument === documentId);
      await eventually('both lie ahead', async () => (await world().dues(id)).length === 2);
      const before = await dueOf(kept);
      await knex()('orders')
        .where({ document_id: moved })
        .update({ placed_at: new Date(now + 9 * HOUR_MS) });
      await world().automations().sweep();
      await world().automations().work();
      await eventually('the moved one', async () => {
        return (await dueOf(moved))?.dueAt === now + 8 * HOUR_MS;
      });
      expect(await dueOf(kept)).toEqual(before);
    });

    it('[E-06] as their maker reads them before anything is saved, by titles only for who may read the entries', async () => {
      const { phone } = await world().somebody();
      const now = Date.now();
      const [past, later, next] = [-2, 9, 5].map((hours) => now + hours * HOUR_MS);
      for (const [number, at] of Object.entries({ DÜN: past, SON: later, İLK: next }))
        await world().order(phone, { number, ...placed(at ?? 0) });
      const trigger = {
        ...{ kind: 'date', uid: ORDER, field: 'placedAt' },
        ...{ side: 'before', amount: 1, unit: 'hours' },
      };
      const at = '/whatsapp/automations/ahead';
      const { body } = await world().api.post<AutomationAhead>(at, { trigger });
      expect(body.moments.map((one) => [one.at, one.entry?.title])).toEqual([
        [now + 4 * HOUR_MS, 'İLK'],
        [now + 8 * HOUR_MS, 'SON'],
      ]);
      const token = await world().adminToken({ actions: ['automation.build', 'contact.browse'] });
      const masked = await world()
        .http.post(at)
        .set('Authorization', `Bearer ${token}`)
        .send({ trigger });
      const { moments } = masked.body as AutomationAhead;
      expect(moments.map(({ entry }) => [entry?.title, entry?.url])).toEqual([
        [null, null],
        [null, null],
      ]);
    });

    it('[E-05] [E-17] for each contact by their own clock, and at the hour at which they read most', async () => {
      const [turkish, indian] = [await world().somebody(), await world().somebody()];
      await knex()('whatsapp_contacts')
        .where({ id: indian.contactId })
        .update({ timezone: 'Asia/Kolkata', best_hour: 23 });
      const [dueOn = '', at = ''] = wallText(wallAt(FIRST_ZONE, Date.now())).split('T');
      const trigger = {
        ...{ kind: 'date', uid: ORDER, field: 'dueOn', side: 'before', amount: 0, unit: 'days' },
        ...{ at, zone: 'person' },
      };
      const { id } = await world().automate({ trigger }, notes);
      const usual = await world().automate({ trigger: { ...trigger, usualHour: true } }, notes);
      for (const { phone } of [turkish, indian]) await world().order(phone, { dueOn });
      const instants = async (automationId: number) => {
        const rows = await eventually('a moment for each of them', async () => {
          const found = await world().dues(automationId);
          return found.length === 2 && found.every(({ contactId }) => contactId !== null) && found;
        });
        return Object.fromEntries(rows.map(({ contactId, dueAt }) => [contactId, dueAt]));
      };
      const on = (time: string, zone: string) => instantOf(wallOf(`${dueOn}T${time}`), zone);
      expect(await instants(id)).toEqual({
        [turkish.contactId]: on(at, 'Europe/Istanbul'),
        [indian.contactId]: on(at, 'Asia/Kolkata'),
      });
      expect(await instants(usual.id)).toEqual({
        [turkish.contactId]: on(at, 'Europe/Istanbul'),
        [indian.contactId]: on('23:00', 'Asia/Kolkata'),
      });
    });

    it('[E-06] once for an entry that falls silent again and again, and at most five times a day', async () => {
      const { phone } = await world().somebody();
      const trigger = { kind: 'absence', uid: ORDER, fields: ['state'], minutes: 120 };
      const once = await world().automate({ trigger }, notes);
      const each = await world().automate({ trigger, once: { per: 'event' } }, notes);
      const entryDocument = await world().order(phone);
      for (const count of [1, 2, 3, 4, 5, 6]) {
        for (const { id } of [once, each]) {
          await dues(id, [{ entryDocument }]);
          await world().comeDue(id);
          await world().results(id, count);
        }
        // As a flow would that notes in the entry what it said.
        await world().change(entryDocument, { state: count % 2 === 0 ? 'sent' : 'paid' });
      }
      const five = <T>(one: T): T[] => Array.from({ length: 5 }, () => one);
      expect(await world().results(once.id, 6)).toEqual(['started', ...five('once')]);
      expect(await world().results(each.id, 6)).toEqual([...five('started'), 'too-often']);
    });

    it('[E-06] on another day where the date moves while somebody’s own moment waits for its turn', async () => {
      const { phone, contactId } = await world().somebody();
      const on = (days: number): string =>
        wallText(wallAt(FIRST_ZONE, Date.now() + days * DAY_MS)).slice(0, 10);
      const { id } = await world().automate(
        {
          trigger: {
            ...{ kind: 'date', uid: ORDER, field: 'dueOn', side: 'before', amount: 0 },
            ...{ unit: 'days', at: '09:00', zone: 'person' },
          },
        },
        notes
      );
      const entryDocument = await world().order(phone, { dueOn: on(5) });
      const [row] = await dues(id, [{ entryDocument }]);
      // The moment of the entry is over; that of its person has come, and failed a minute ago.
      await knex()('whatsapp_automation_dues')
        .where({ automation_id: id })
        .update({
          ...{ contact_id: contactId, due_key: `person ${row?.dueKey ?? ''}`.slice(0, 64) },
          ...{ due_at: Date.now() - 1, next_at: Date.now() + HOUR_MS },
        });
      await world().change(entryDocument, { dueOn: on(9) });
      await world().settled(id);
      const waits = (await world().dues(id)).filter((one) => one.contactId === null);
      expect(waits).toMatchObject([{ entryDocument, basis: on(9) }]);
    });

    it('[E-06] and not after they waited for an answer, where the date moved meanwhile', async () => {
      const { phone } = await world().somebody();
      const day = (plus: number) => new Date(Date.now() + plus * DAY_MS).toISOString().slice(0, 10);
      const { id } = await world().automate(
        {
          trigger: {
            ...{ kind: 'date', uid: ORDER, field: 'dueOn', side: 'before', amount: 1 },
            ...{ unit: 'days', at: '09:00' },
          },
        },
        notes
      );
      const entryDocument = await world().order(phone, { dueOn: day(5) });
      const held = (basis: string) =>
        insertRow(
          knex(),
          startTable.table,
          writeRow(startTable, {
            ...{ automationId: id, startKey: `held ${id} ${basis}`, result: 'held', asked: false },
            ...{ uid: ORDER, entryDocument, basis, at: Date.now() },
          })
        );
      await held(day(3));
      const upTo = await held(day(5));
      await knex()('whatsapp_automations')
        .where({ id })
        .update({ flood_answer: 'start', flood_up_to: upTo });
      const done = await eventually('both are done', async () => {
        const rows = await world().settled(id);
        return rows.every(({ result }) => result !== 'held') && rows;
      });
      expect(done.map(({ reason, result }) => reason ?? result)).toEqual(['stale', 'started']);
    });

    it('after nothing has happened for a time, and nothing else came for the contact', async () => {
      const [silent, came] = [await world().somebody(), await world().somebody()];
      const minutes = 120;
      const { id } = await world().automate({
        trigger: { kind: 'absence', uid: ORDER, fields: ['state'], minutes, without: LEAD },
      });
      const first = await world().order(silent.phone, { number: 'SEPET' });
      const [before] = await dues(id, [{ entryDocument: first }]);
      await world().change(first, { state: 'paid' });
      await eventually('it is silent again from now on', async () => {
        const [row] = await world().dues(id);
        return (row?.dueAt ?? 0) > (before?.dueAt ?? 0);
      });
      const second = await world().order(came.phone);
      await dues(id, [{ entryDocument: first }, { entryDocument: second }]);
      const lead = await world()
        .records.documents(LEAD)
        .create({ data: { title: 'Aday', phone: `+${came.phone}` } });
      await eventually('the link', async () =>
        (await world().records.linksOf(came.contactId)).some(
          ({ documentId }) => documentId === lead.documentId
        )
      );
      await world().comeDue(id);
      expect(await world().results(id, 2)).toEqual(['started', 'conditions']);
      expect(await world().answers(silent.phone, 1)).toEqual(['Sipariş SEPET']);
      expect([world().phone(came.phone), await world().dues(id)]).toEqual([[], []]);
    });

    it('after nothing has happened since what waits for its turn, and never earlier by what came before', async () => {
      const { phone } = await world().somebody();
      const { id } = await world().automate(
        { trigger: { kind: 'absence', uid: ORDER, fields: ['state'], minutes: 60 } },
        notes
      );
      const entryDocument = await world().order(phone);
      const [row] = await dues(id, [{ entryDocument }]);
      const [since, later] = [Number(row?.basis), Number(row?.basis) + MINUTE_MS];
      const wait = [{ entryDocument, dueAt: later + HOUR_MS }];
      // A try that failed: it comes again in an hour.
      const changeId = await changed(entryDocument, {
        ...{ at: later, tries: 1, nextAt: Date.now() + HOUR_MS },
      });
      await knex()('whatsapp_automation_dues')
        .where({ automation_id: id })
        .update({ due_at: Date.now() - 1 });
      await world().automations().work();
      await dues(id, wait);
      await knex()(changeTable.table)
        .where({ id: changeId })
        .update({ at: since - 1, next_at: 0 });
      expect(await world().settled(id)).toEqual([]);
      await dues(id, wait);
    });

    it('after nothing has happened in bulk either', async () => {
      const { phone } = await world().somebody();
      const { id } = await world().automate(
        { trigger: { kind: 'absence', uid: ORDER, fields: ['state'], minutes: 60 } },
        notes
      );
      const entryDocument = await world().order(phone);
      const [row] = await dues(id, [{ entryDocument }]);
      const at = Number(row?.basis) + MINUTE_MS;
      await changed(entryDocument, { at, origin: 'bulk', state: 'held' });
      await world().comeDue(id);
      await dues(id, [{ entryDocument, dueAt: at + HOUR_MS }]);
      expect(await world().settled(id)).toEqual([]);
      await world().comeDue(id);
      expect(await world().results(id, 1)).toEqual(['started']);
    });

    it('[E-02] five times a day for one entry, where what begins breaks the silence again', async () => {
      const { phone } = await world().somebody();
      const { id } = await world().automate(
        {
          trigger: { kind: 'absence', uid: ORDER, fields: ['state'], minutes: 60 },
          once: { per: 'event' },
        },
        notes
      );
      const entryDocument = await world().order(phone);
      for (let i = 0; i < 6; i += 1) {
        await dues(id, [{ entryDocument }]);
        await world().comeDue(id);
        await world().results(id, i + 1);
        await world().change(entryDocument, { state: i % 2 === 0 ? 'paid' : 'new' });
      }
      const results = await world().results(id, 6);
      expect([results.slice(0, 5), results[5]]).toEqual([Array(5).fill('started'), 'too-often']);
    });

    it('[E-16] by the clock, for the contacts of a segment, once for each time', async () => {
      const [wanted, other] = [await world().somebody(), await world().somebody()];
      const segmentId = await segmentOf('haber', wanted.contactId);
      const { id } = await world().automate(
        {
          trigger: { kind: 'clock', segmentId, at: ['09:00'] },
          once: { per: 'event' },
        },
        { start: 'a', nodes: [says('a', 'Günaydın')] }
      );
      await dues(id, [{ entryDocument: null }]);
      await world().comeDue(id);
      expect(await world().answers(wanted.phone, 1)).toEqual(['Günaydın']);
      const [next] = await dues(id, [{ entryDocument: null }]);
      expect(next?.dueAt).toBeGreaterThan(Date.now());
      expect(next?.dueAt).toBeLessThanOrEqual(Date.now() + DAY_MS);
      // The same time of the same day once more, as after a crash.
      await world().comeDue(id);
      expect(await world().settled(id)).toMatchObject([{ contactId: wanted.contactId }]);
      expect(world().phone(other.phone)).toEqual([]);
      // What was meant for days before is of no use to anybody.
      await world().comeDue(id, 3 * DAY_MS);
      expect((await world().results(id, 2)).at(1)).toBe('stale');
      const used = await world().api.del<{ error: { details: { kind: string } } }>(
        `/whatsapp/segments/${segmentId}`
      );
      expect([used.status, used.body.error.details.kind]).toEqual([409, 'in-use']);
    });

    /** The next time of a clock is written down. */
    const arranged = (id: number) =>
      eventually('the next time of the clock', async () =>
        (await world().dues(id)).some(
          ({ contactId, dueAt }) => contactId === null && dueAt > Date.now()
        )
      );
    /** A clock of each day, for a segment with one person. */
    const clockFor = async (tag: string, more: object = {}): Promise<number> => {
      const segmentId = await segmentOf(tag, (await world().somebody()).contactId);
      const trigger = { kind: 'clock', segmentId, at: ['09:00'], ...more };
      const { id } = await world().automate({ trigger, once: { per: 'event' } }, notes);
      await arranged(id);
      return id;
    };
    const audience = () => audienceService(world().strapi);

    it('[E-16] by the clock again, after a time that could not be', async () => {
      const id = await clockFor('bozuk');
      await knex()('whatsapp_automation_dues').where({ automation_id: id }).update({ tries: 7 });
      const away = jest.spyOn(audience(), 'pieceOf').mockRejectedValueOnce(new Error('away'));
      await world().comeDue(id);
      expect(await world().results(id, 1)).toEqual(['failed']);
      away.mockRestore();
      const next = await eventually('the next time', async () =>
        (await world().dues(id)).find(({ dueAt }) => dueAt > Date.now())
      );
      expect(next.tries).toBe(0);
    });

    it('[E-02] and come while a start that waited for an answer cannot begin', async () => {
      const { phone } = await world().somebody();
      const held = await world().automate({ trigger: becomes('paid') }, notes);
      const waits = await insertRow(
        knex(),
        startTable.table,
        writeRow(startTable, {
          ...{ automationId: held.id, startKey: `held ${held.id}`, result: 'held', asked: false },
          ...{ uid: ORDER, entryDocument: await world().order(phone), basis: '-', at: Date.now() },
        })
      );
      const id = await clockFor('sırada');
      const records = recordsService(world().strapi);
      jest.spyOn(records, 'walkEntry').mockRejectedValue(new Error('away'));
      await knex()('whatsapp_automations')
        .where({ id: held.id })
        .update({ flood_answer: 'start', flood_up_to: waits });
      await world().comeDue(id);
      expect(await world().results(id, 1)).toEqual(['started']);
      const trouble = await eventually(
        'the trouble',
        async () => (await world().view(held.id)).lastError
      );
      expect(trouble.reason).toContain('away');
      expect(await world().results(held.id, 1)).toEqual(['held']);
    });

    it('[E-16] by the clock in pieces, between which entries have their turn', async () => {
      const { phone } = await world().somebody();
      const paid = await world().automate({ trigger: becomes('paid') }, notes);
      const id = await clockFor('parça');
      const documentId = await world().order(phone);
      const began: number[] = [];
      jest.spyOn(audience(), 'pieceOf').mockImplementation(async (_, { after }) => {
        began.push((await world().startsOf(paid.id)).length);
        if (after > 0) return [];
        await world().change(documentId, { state: 'paid' });
        return Array.from({ length: 200 }, (_one, i) => 1_000_000_000 + i);
      });
      await world().comeDue(id);
      await eventually('both pieces', () => Promise.resolve(began.length === 2));
      expect(began).toEqual([0, 1]);
    });

    it('[E-16] after days of standstill not at all, with one log entry about all of them', async () => {
      const id = await clockFor('durdu', { zone: 'person' });
      await world().comeDue(id, 10 * DAY_MS);
      await world().results(id, 1);
      const [first] = await world().startsOf(id);
      expect(first).toMatchObject({ contactId: null, result: 'skipped', reason: 'stale' });
    });

    /** A clock of each person's own, for one who lives where each day ends last. */
    const farAway = async (tag: string, at: string[]) => {
      const { contactId } = await world().somebody();
      const zone = 'Pacific/Pago_Pago';
      await knex()('whatsapp_contacts').where({ id: contactId }).update({ timezone: zone });
      const segmentId = await segmentOf(tag, contactId);
      const trigger = { kind: 'clock', segmentId, at, zone: 'person' };
      const { id } = await world().automate({ trigger, once: { per: 'event' } }, notes);
      await arranged(id);
      /** When they come for the person, of these times. */
      const waits = async (times: string[]) => {
        const rows = (await world().dues(id)).filter((row) => row.contactId === contactId);
        return rows.flatMap(({ basis, dueAt }) => (times.includes(basis ?? '') ? [dueAt] : []));
      };
      const instants = (times: string[]) => times.map((time) => instantOf(wallOf(time), zone));
      return { id, waits, instants };
    };

    it('[E-16] by each contact’s own clock, several times that are still to come where they live', async () => {
      const at = ['09:00', '10:00'];
      const { id, waits, instants } = await farAway('uzak', at);
      const [day = ''] = wallText(wallAt(FIRST_ZONE, Date.now() + DAY_MS)).split('T');
      const times = at.map((time) => `${day}T${time}`);
      // The first clock on earth shows one after the other, before the first of them comes for the person.
      for (const basis of times) {
        await knex()('whatsapp_automation_dues')
          .where({ automation_id: id })
          .whereNull('contact_id')
          .update({ due_at: Date.now() - 1, basis });
        await world().settled(id);
        // A round that was under way already has not seen it: only its next time says that it came.
        await arranged(id);
      }
      expect(await waits(times)).toEqual(instants(times));
    });

    it('[E-16] by each contact’s own clock from today on, and never for what is past', async () => {
      const wall = wallText(wallAt('Pacific/Pago_Pago', Date.now() + 2 * HOUR_MS));
      const { id, waits, instants } = await farAway('bugün', [wall.slice(-5)]);
      await eventually('their time of today', async () => (await waits([wall])).length === 1);
      expect(await waits([wall])).toEqual(instants([wall]));
      expect(await world().settled(id)).toEqual([]);
    });
  });
};
