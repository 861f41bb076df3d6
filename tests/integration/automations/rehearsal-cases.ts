import { isDeepStrictEqual } from 'node:util';
import { changeTable, type ChangeRow } from '../../../server/src/automations/tables';
import type {
  AutomationRehearsal,
  ListStartsResult,
  RehearsedStart,
} from '../../../server/src/contracts/automation-watch';
import type { AutomationView } from '../../../server/src/contracts/automation-desk';
import { rateCardBody } from '../../../server/src/contracts/prices';
import type { TimelineResult } from '../../../server/src/contracts/timeline';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../server/src/kernel/time';
import type { PricesService } from '../../../server/src/prices/public';
import { writeRow } from '../../../server/src/strapi/table';
import { countOf } from '../../../server/src/strapi/keeping';
import { eventually } from '../../support/world';
import { says } from '../flows/flows-world';
import { ORDER } from '../records/records-world';
import {
  all,
  becomes,
  isState,
  notes,
  tellsOrder,
  type AutomationsWorld,
} from './automations-world';

const AT = '/whatsapp/automations';
const CARD = 'Market,Currency,Marketing,Utility,Service\nTurkey,EUR,0.01,0.002,0.003\n';

type Judged = [entry: string | null, contactId: number | null, reason: string | null];

/** What an automation would have done, and what it did, in a world that the caller has. */
export const rehearsalCases = (world: () => AutomationsWorld): void => {
  const knex = () => world().strapi.db.connection;

  /** The automation as its form has it. */
  const bodyOf = ({ name, trigger, flow, ...view }: AutomationView) => {
    const { who, conditions, stopWhen, once, goal, ceiling, staleMinutes } = view;
    const rest = { who, conditions, stopWhen, once, goal, ceiling, staleMinutes };
    return { name, trigger, botId: flow.id, ...rest };
  };
  const rehearse = async (view: AutomationView, more: object = {}) => {
    const asked = { automation: bodyOf(view), automationId: view.id, days: 2, ...more };
    const { status, body } = await world().api.post<AutomationRehearsal>(`${AT}/rehearse`, asked);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body;
  };
  /** Nothing has happened before. */
  const forgetChanges = async () => {
    await world().automations().work();
    await world().quiet();
    await knex()(changeTable.table).delete();
  };
  /** A change as it was kept so long ago. */
  const changed = (entryDocument: string, ago: number, more: Partial<ChangeRow> = {}) =>
    knex()(changeTable.table).insert(
      writeRow(changeTable, {
        ...{ uid: ORDER, entryDocument, locale: '', version: 'published', kind: 'updated' },
        ...{ valuesBefore: { state: 'new' }, valuesAfter: { state: 'paid' }, origin: 'save' },
        ...{ at: Date.now() - ago, depth: 0, state: 'done', contactId: null, doneAt: null },
        ...{ tries: 0, nextAt: 0, ...more },
      })
    );
  const judged = (rows: readonly RehearsedStart[]): Judged[] =>
    rows
      .map(({ entry, contact, reason }): Judged => [
        entry?.documentId ?? null,
        contact?.id ?? null,
        reason,
      ])
      .sort();
  const done = async (id: number): Promise<Judged[]> => {
    const rows = await world().startsOf(id);
    return rows
      .map(({ entryDocument, contactId, reason }): Judged => [entryDocument, contactId, reason])
      .sort();
  };
  /** How many rows each table of ours and the entries have. */
  const counts = async () => {
    const tables = [...world().strapi.db.metadata.values()].map(({ tableName }) => tableName);
    const wanted = tables.filter((name) => /^(whatsapp_|orders$|customers$)/.test(name));
    const found: Record<string, number> = {};
    for (const name of wanted) found[name] = await countOf(knex()(name));
    return found;
  };

  describe('tell who would have got it', () => {
    it('[E-32] as it then really happens, sending and writing nothing', async () => {
      const [first, second] = [await world().somebody(), await world().somebody()];
      const more = { kind: 'entry', field: 'total', operator: 'more', values: [100] };
      const view = await world().make({ trigger: becomes('paid'), conditions: all(more) });
      await forgetChanges();
      const heard = await world().order(first.phone, { number: 'R-1', total: 150 });
      for (const state of ['paid', 'new', 'paid']) await world().change(heard, { state });
      const cheap = await world().order(second.phone, { total: 50 });
      const nobodys = await world().order(world().customer(), { total: 150 });
      for (const one of [cheap, nobodys]) await world().change(one, { state: 'paid' });
      await world().settled(view.id);
      const rehearsed = await eventually('a rehearsal that writes nothing', async () => {
        const before = await counts();
        const answer = await rehearse(view);
        return isDeepStrictEqual(before, await counts()) && answer;
      });
      expect(rehearsed).toMatchObject({
        ...{ source: 'changes', occasions: 4, started: 1, people: 1, skipped: 3, unsent: [] },
        ...{ isCut: false, isUnwatched: false, outside: 0, floods: 0, says: 'published' },
        reasons: expect.arrayContaining([{ reason: 'once', count: 1 }]),
      });
      expect(rehearsed.knownSince).toBeLessThan(Date.now());
      const [row] = rehearsed.rows.filter(({ reason }) => reason === null);
      expect(row).toMatchObject({
        entry: { documentId: heard, title: 'R-1' },
        contact: { id: first.contactId, address: `+${first.phone}` },
        ...{ message: 'Sipariş R-1', unsent: null, goesAt: row?.at },
      });
      expect([world().phone(first.phone), await world().startsOf(view.id)]).toEqual([[], []]);
      // The same changes, now in earnest.
      expect((await world().switchTo(view.id, { active: true })).status).toBe(200);
      await knex()('whatsapp_automations')
        .where({ id: view.id })
        .update({ active_since: Date.now() - DAY_MS });
      await knex()(changeTable.table).where({ uid: ORDER }).update({ state: 'due' });
      await world().results(view.id, 4);
      expect(await done(view.id)).toEqual(judged(rehearsed.rows));
      expect(await world().answers(first.phone, 1)).toEqual([row?.message]);
      // What it has done since does not count against what it would have done.
      expect(judged((await rehearse(view)).rows)).toEqual(judged(rehearsed.rows));
    });

    describe('as it then really comes,', () => {
      const large = all({ kind: 'entry', field: 'total', operator: 'more', values: [100] });
      /** Orders of somebody, of somebody for whom the conditions do not hold, and of nobody. */
      const orders = async (data: object = {}): Promise<string[]> => {
        const [one, other] = [await world().somebody(), await world().somebody()];
        return [
          await world().order(one.phone, { total: 150, ...data }),
          await world().order(other.phone, { total: 50, ...data }),
          await world().order(world().customer(), { total: 150, ...data }),
        ];
      };
      const lieAhead = async (id: number): Promise<void> => {
        await eventually('all of them', async () => (await world().dues(id)).length === 3);
        // A change of theirs that is looked at later would move them.
        await world().settled(id);
      };
      /** The moments of its orders have come in the past that is rehearsed: now they come in earnest. */
      const comesAsRehearsed = async (view: AutomationView, ago: number): Promise<void> => {
        const { rows } = await rehearse(view);
        expect(rows.map(({ reason }) => reason).sort()).toEqual(['conditions', 'no-person', null]);
        await world().comeDue(view.id, ago);
        await world().results(view.id, 3);
        expect(await done(view.id)).toEqual(judged(rows));
      };

      it('[E-32] [E-06] before a date', async () => {
        const now = Date.now();
        const at = (ms: number) => new Date(now + ms);
        const documentIds = await orders({ placedAt: at(5 * HOUR_MS).toISOString() });
        const trigger = {
          ...{ kind: 'date', uid: ORDER, field: 'placedAt' },
          ...{ side: 'before', amount: 1, unit: 'hours' },
        };
        const view = await world().automate({ trigger, conditions: large }, notes);
        await lieAhead(view.id);
        await forgetChanges();
        // As if the orders had been made yesterday, with a moment of half an hour ago.
        await knex()('orders')
          .whereIn('document_id', documentIds)
          .update({ placed_at: at(HOUR_MS / 2), created_at: at(-DAY_MS) });
        await comesAsRehearsed(view, 3 * HOUR_MS);
      });

      it('[E-32] after silence', async () => {
        await forgetChanges();
        const trigger = { kind: 'absence', uid: ORDER, fields: ['state'], minutes: 120 };
        const view = await world().automate({ trigger, conditions: large }, notes);
        await orders();
        await lieAhead(view.id);
        await knex()(changeTable.table)
          .where({ uid: ORDER })
          .update({ at: Date.now() - 3 * HOUR_MS });
        await comesAsRehearsed(view, 1);
      });
    });

    it('[E-32] with ceilings, keys and the five times a day as they would have been', async () => {
      const { phone, contactId } = await world().somebody();
      await knex()('whatsapp_messages')
        .where({ contact_id: contactId, direction: 'in' })
        .update({ at: Date.now() - HOUR_MS });
      await forgetChanges();
      const documentId = await world().order(phone);
      for (let i = 0; i < 7; i += 1) await changed(documentId, (i + 1) * MINUTE_MS);
      const view = await world().make({ trigger: becomes('paid'), once: { per: 'event' } });
      const reasons = async (change: object) => {
        const automation = { ...bodyOf(view), ...change };
        return (await rehearse(view, { automation })).reasons;
      };
      expect(await reasons({})).toEqual([{ reason: 'too-often', count: 2 }]);
      const ceiling = { messages: 3, days: 2 };
      expect(await reasons({ ceiling })).toEqual([{ reason: 'ceiling', count: 4 }]);
      expect(await reasons({ once: { per: 'person', days: 2 } })).toEqual([
        { reason: 'once', count: 6 },
      ]);
      expect(await reasons({ conditions: all(isState('sent')) })).toEqual([
        { reason: 'conditions', count: 7 },
      ]);
    });

    it('[E-32] after the quiet hours, within the window, with what it costs', async () => {
      await (world().strapi.plugin('whatsapp').service('prices') as PricesService).importCard(
        rateCardBody.parse({ text: CARD, validFrom: '2026-01-01' })
      );
      world().sim.control.templates.seed({
        ...{ name: 'prova_haberi', language: 'tr', category: 'UTILITY' },
        components: [{ type: 'BODY', text: 'Siparişiniz hazır.' }],
      });
      await world().api.post('/whatsapp/templates/sync', { accountId: world().accountId });
      const { body: listed } = await world().api.get<{
        templates: { id: number; name: string }[];
      }>('/whatsapp/templates');
      const templateId = listed.templates.find(({ name }) => name === 'prova_haberi')?.id ?? 0;
      const { phone, contactId } = await world().somebody();
      await forgetChanges();
      const order = await world().order(phone);
      await changed(order, MINUTE_MS);
      const template = { id: 'a', step: { kind: 'template' as const, templateId }, to: {} };
      const byTemplate = await world().make(
        { trigger: becomes('paid') },
        { start: 'a', nodes: [template] }
      );
      expect((await rehearse(byTemplate)).reasons).toEqual([{ reason: 'no-consent', count: 1 }]);
      const agrees = { category: 'utility', action: 'opt-in', source: 'phone', evidence: 'said' };
      await world().api.post(`/whatsapp/contacts/${contactId}/consent`, agrees);
      const costs = { currency: 'EUR', least: 2_000, most: 2_000 };
      expect(await rehearse(byTemplate)).toMatchObject({
        cost: { hasPrices: true, totals: [costs], unpriced: 0 },
        rows: [{ reason: null, message: 'Siparişiniz hazır.', cost: costs }],
      });
      const hour = (plus: number) =>
        new Date(Date.now() + plus * HOUR_MS).toISOString().slice(11, 16);
      const quietHours = (hours: object | null) =>
        world().api.put('/whatsapp/settings/consent', { quietHours: hours });
      const byText = await world().make({ trigger: becomes('paid') }, tellsOrder);
      // The night of a person in Türkiye, three hours ahead of UTC.
      await quietHours({ from: hour(2), to: hour(5), zone: 'UTC' });
      const [resting] = (await rehearse(byText)).rows;
      await quietHours(null);
      expect([resting?.reason, (resting?.goesAt ?? 0) > Date.now()]).toEqual([null, true]);
      // Three days ago nobody had written.
      await knex()(changeTable.table).update({ at: Date.now() - 3 * DAY_MS });
      expect(await rehearse(byText, { days: 5 })).toMatchObject({
        ...{ started: 1, people: 0, unsent: [{ reason: 'window-closed', count: 1 }] },
        rows: [{ reason: null, message: null, unsent: 'window-closed', cost: null }],
      });
    });

    it('[E-32] and count nobody to whom nothing would have gone: who opted out, and all where the flow says nothing', async () => {
      const { phone, contactId } = await world().somebody();
      const view = await world().make({ trigger: becomes('paid') }, tellsOrder);
      await forgetChanges();
      await changed(await world().order(phone, { number: 'R-7' }), MINUTE_MS);
      // The new entry is linked with its person by a job.
      const first = await eventually('the entry is linked', async () => {
        const found = await rehearse(view);
        return found.started === 1 && found;
      });
      expect(first).toMatchObject({ people: 1, unsent: [] });
      const silent = await world().make({ trigger: becomes('paid') }, notes);
      expect(await rehearse(silent)).toMatchObject({ ...{ started: 1, people: 0, says: null } });
      const out = { category: 'marketing', action: 'opt-out', source: 'phone', evidence: 'said' };
      await world().api.post(`/whatsapp/contacts/${contactId}/consent`, out);
      expect(await rehearse(view)).toMatchObject({
        ...{ started: 1, people: 0, unsent: [{ reason: 'opted-out', count: 1 }] },
        rows: [{ reason: null, message: null, unsent: 'opted-out', goesAt: null, cost: null }],
      });
    });

    it('[E-32] [E-06] of dates that came before they were moved, of silence and of the clock', async () => {
      const { phone, contactId } = await world().somebody();
      const placedAt = Date.now() - 3 * HOUR_MS;
      const order = await world().order(phone, { placedAt: new Date(placedAt).toISOString() });
      await forgetChanges();
      const date = await world().make(
        {
          trigger: {
            ...{ kind: 'date', uid: ORDER, field: 'placedAt' },
            ...{ side: 'before', amount: 1, unit: 'hours' },
          },
        },
        notes
      );
      const moved = placedAt - DAY_MS;
      await changed(order, 20 * HOUR_MS, {
        ...{ valuesBefore: { placedAt: moved }, valuesAfter: { placedAt } },
      });
      const early = (await rehearse(date)).rows.filter(({ entry }) => entry?.documentId === order);
      // It was not there yet when its moments would have come.
      expect(early).toEqual([]);
      await knex()('orders')
        .where({ document_id: order })
        .update({ created_at: new Date(Date.now() - 2 * DAY_MS) });
      const ofDates = await rehearse(date);
      const own = ofDates.rows.filter(({ entry }) => entry?.documentId === order);
      expect([ofDates.source, own.map(({ at, reason }) => [at, reason])]).toEqual([
        'dates',
        [
          [placedAt - HOUR_MS, null],
          [moved - HOUR_MS, null],
        ],
      ]);
      await changed(order, 5 * HOUR_MS);
      await changed(order, 4 * HOUR_MS, {
        ...{ valuesBefore: { state: 'paid' }, valuesAfter: { state: 'sent' } },
      });
      const silence = await world().make({
        trigger: { kind: 'absence', uid: ORDER, fields: ['state'], minutes: 120 },
      });
      const ofSilence = await rehearse(silence);
      expect(ofSilence).toMatchObject({ source: 'silence', started: 1 });
      expect(Date.now() - (ofSilence.rows[0]?.at ?? 0)).toBeGreaterThan(2 * HOUR_MS);
      await world().api.put(`/whatsapp/contacts/${contactId}`, { tags: ['prova'] });
      const filter = { tags: { include: ['prova'], exclude: [] } };
      const nodes = [{ kind: 'people', not: false, filter }];
      const segment = await world().api.post<{ id: number }>('/whatsapp/segments', {
        ...{ name: 'Prova', tree: { kind: 'group', not: false, match: 'all', nodes } },
      });
      const clock = await world().make(
        {
          trigger: { kind: 'clock', segmentId: segment.body.id, at: ['00:00', '12:00'] },
          once: { per: 'event' },
        },
        { start: 'a', nodes: [says('a', 'Günaydın')] }
      );
      const ofClock = await rehearse(clock);
      expect(ofClock).toMatchObject({ source: 'clock', occasions: 4, started: 4 });
      // It begins with a text, and at those times nobody had written.
      expect(ofClock).toMatchObject({
        ...{ people: 0, unsent: [{ reason: 'window-closed', count: 4 }] },
      });
    });

    it('[E-32] and what is not known: changes that nobody watched, in bulk, and contacts that the asker may not see', async () => {
      const { phone } = await world().somebody();
      const view = await world().make({ trigger: becomes('paid') });
      await forgetChanges();
      const documentId = await world().order(phone, { number: 'GİZLİ-1' });
      await changed(documentId, MINUTE_MS);
      await changed(documentId, 2 * MINUTE_MS, { origin: 'bulk', state: 'held' });
      const unwatched = { ...bodyOf(view), trigger: { ...becomes('x'), field: 'number' } };
      expect(await rehearse(view, { automation: unwatched, automationId: null })).toMatchObject({
        ...{ isUnwatched: true, knownSince: null, occasions: 0, rows: [] },
      });
      expect(await rehearse(view)).toMatchObject({ outside: 1, occasions: 1, isMasked: false });
      const token = await world().adminToken({ actions: ['automation.build'] });
      const masked = await world()
        .http.post(`${AT}/rehearse`)
        .set('Authorization', `Bearer ${token}`)
        .send({ automation: bodyOf(view), automationId: view.id, days: 1 });
      expect([masked.status, JSON.stringify(masked.body)]).toEqual([
        200,
        expect.not.stringMatching(new RegExp(`GİZLİ-1|${phone}`)),
      ]);
      expect((masked.body as AutomationRehearsal).rows[0]).toMatchObject({
        ...{ reason: null, message: null, contact: { address: null }, entry: { title: null } },
      });
      const reader = await world().adminToken({ actions: ['automation.observe'] });
      const refused = await world()
        .http.post(`${AT}/rehearse`)
        .set('Authorization', `Bearer ${reader}`)
        .send({ automation: bodyOf(view) });
      expect(refused.status).toBe(403);
    });
  });

  it('[C-24] name an entry of nobody only to who may read it in the Content Manager', async () => {
    const { phone, contactId } = await world().somebody();
    const view = await world().make({ trigger: becomes('paid') });
    await forgetChanges();
    const known = await world().order(phone, { number: 'AÇIK-1' });
    await eventually('the link', async () =>
      (await world().records.linksOf(contactId)).some((link) => link.documentId === known)
    );
    await changed(known, MINUTE_MS);
    const nobodys = await world().order(world().customer(), { number: 'KAPALI-1' });
    await changed(nobodys, 2 * MINUTE_MS);
    const titles = ({ rows }: AutomationRehearsal) => rows.map(({ entry }) => entry?.title);
    expect(titles(await rehearse(view))).toEqual(['AÇIK-1', 'KAPALI-1']);
    const token = await world().adminToken({ actions: ['automation.build', 'contact.browse'] });
    const { body } = await world()
      .http.post(`${AT}/rehearse`)
      .set('Authorization', `Bearer ${token}`)
      .send({ automation: bodyOf(view), automationId: view.id, days: 1 });
    expect(titles(body as AutomationRehearsal)).toEqual(['AÇIK-1', null]);
  });

  it('[E-32] list what they did with its run, and tell of it with the contact', async () => {
    const [first, second] = [await world().somebody(), await world().somebody()];
    const view = await world().automate({
      ...{ name: 'Listeli', trigger: becomes('paid'), conditions: all(isState('paid')) },
      once: { per: 'person' },
    });
    for (const [i, { phone }] of [first, first, second].entries()) {
      await world().change(await world().order(phone, { number: `L-${i}` }), { state: 'paid' });
      await world().results(view.id, i + 1);
    }
    const list = async (query = '') =>
      (await world().api.get<ListStartsResult>(`${AT}/${view.id}/starts${query}`)).body;
    const everything = await list();
    expect(everything.nextCursor).toBeNull();
    expect(everything.starts.map(({ reason, entry }) => [reason, entry?.title])).toEqual([
      [null, 'L-2'],
      ['once', 'L-1'],
      [null, 'L-0'],
    ]);
    expect(everything.starts[0]).toMatchObject({
      ...{ result: 'started', contact: { id: second.contactId }, run: { botId: view.flow.id } },
    });
    expect((await list('?result=skipped&reason=once')).starts).toHaveLength(1);
    expect((await list('?result=held')).starts).toEqual([]);
    const { body } = await world().api.get<TimelineResult>(
      `/whatsapp/contacts/${first.contactId}/timeline`
    );
    const heard = body.entries.filter(({ subject }) => subject === 'Listeli');
    expect(heard.map(({ kind, detail, target }) => [kind, detail, target?.page])).toEqual([
      ['automation-skipped', 'once', 'automation'],
      ['automation-began', null, 'run'],
    ]);
  });
};
