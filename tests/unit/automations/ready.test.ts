import fc from 'fast-check';
import { triggerProblems } from '../../../server/src/automations/domain/problems';
import { placed, stepProblems } from '../../../server/src/bots/domain/chain';
import { AUTOMATION_WORDS } from '../../../server/src/contracts/ready-automation-words';
import {
  chosenOf,
  fitOf,
  READY_AUTOMATIONS,
  readyAutomation,
  readyMade,
  readyParts,
  type ReadyAutomation,
  type ReadyChosen,
  type ReadyField,
  type ReadyGiven,
  type ReadyMade,
  type ReadyTemplate,
  type ReadyType,
} from '../../../server/src/contracts/ready-automations';
import { READY_WORDS } from '../../../server/src/contracts/ready-flow-words';
import { asksCustomer } from '../../../server/src/flows/domain/press';
import { graphProblems } from '../../../server/src/flows/domain/problems';
import { playFrom } from '../../support/flow-stage';
import { wander } from '../../support/wander';

const NOON = Date.parse('2026-11-27T09:00:00Z');
const UID = 'api::thing.thing';

const field = (path: string, type: string, more: Partial<ReadyField> = {}): ReadyField => ({
  ...{ path, type, label: path, choices: [], usable: true, writable: false },
  ...more,
});
const list = (path: string, ...choices: string[]) => field(path, 'enumeration', { choices });
const typeOf = (...fields: ReadyField[]): ReadyType => ({ uid: UID, label: 'Order', fields });

/** A type for each kind, named as people name them. */
const TYPES: Readonly<Record<ReadyAutomation, ReadyType>> = {
  reminder: typeOf(field('subject', 'string'), field('startsAt', 'datetime'), {
    ...list('state', 'booked', 'confirmed', 'cancelled'),
    writable: true,
  }),
  order: typeOf(
    list('state', 'placed', 'paid', 'packed', 'shipped', 'delivered', 'cancelled', 'returned'),
    field('number', 'string'),
    field('trackingCode', 'string')
  ),
  payment: typeOf(field('number', 'string'), field('dueOn', 'date'), list('state', 'open', 'paid')),
  birthday: typeOf(field('birthday', 'date')),
  survey: typeOf(
    field('deliveredAt', 'datetime'),
    field('rating', 'integer', { writable: true }),
    field('number', 'string')
  ),
  threshold: typeOf(field('points', 'integer')),
  outage: typeOf(list('state', 'planned', 'disrupted', 'resolved'), field('subject', 'string')),
};
/** What names do not tell. */
const GIVEN: Partial<Record<ReadyAutomation, ReadyGiven['values']>> = { threshold: { value: 10 } };

const template = (name: string, more: Partial<ReadyTemplate> = {}): ReadyTemplate => ({
  ...{ id: 7, name, language: 'en_US', category: 'UTILITY', buttons: [] },
  ...more,
});
/** One whose name fits each kind. */
const NAMED = [
  ...['appointment', 'order_status', 'payment_reminder', 'order_rating', 'points_news', 'outage'],
  ...['resolved'],
].map((name) => template(name));
const TEMPLATES = [...NAMED, template('birthday_wishes', { category: 'MARKETING' })];

const chosen = (kind: ReadyAutomation, given: Partial<ReadyGiven> = {}): ReadyChosen => {
  const values = { ...GIVEN[kind], ...given.values };
  const found = chosenOf(kind, TYPES[kind], { fields: given.fields ?? {}, values });
  if ('wrong' in found) throw new Error(found.wrong);
  return found;
};
const made = (
  kind: ReadyAutomation,
  language: 'en' | 'tr' = 'en',
  { templates = [], ...given }: Partial<ReadyGiven> & { templates?: ReadyTemplate[] } = {}
): ReadyMade[] =>
  readyAutomation(kind, language, {
    ...chosen(kind, given),
    ...{ uid: UID, label: 'Order', templates },
  });
const steps = (kind: ReadyAutomation, more: Parameters<typeof made>[2] = {}) =>
  made(kind, 'en', more).flatMap(({ graph }) => graph.nodes.map(({ step }) => step));

describe.each(['en', 'tr'] as const)('the ready automations, in %s', (language) => {
  it.each(READY_AUTOMATIONS)(
    '%s is made of its fields, and the checks find nothing wrong with it',
    (kind) => {
      for (const templates of [[], TEMPLATES])
        for (const { body, graph } of made(kind, language, { templates })) {
          expect(triggerProblems(body.trigger, { hasDrafts: false, ...TYPES[kind] })).toEqual([]);
          expect([body.botId, graphProblems(graph)]).toEqual([null, []]);
          expect(placed({ steps: null, graph }).flatMap(stepProblems)).toEqual([]);
          expect(body.name).toMatch(/^.+: .+$/);
        }
    }
  );

  it.each(READY_AUTOMATIONS)('%s runs to an end whatever is answered', async (kind) => {
    const graphs = [[], TEMPLATES].flatMap((templates) =>
      made(kind, language, { templates }).map(({ graph }) => graph)
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...graphs),
        fc.array(fc.nat(60), { maxLength: 6 }),
        async (graph, numbers) => {
          const { end, lines } = await wander(graph, numbers, NOON);
          expect(end?.state).toBe('done');
          expect(lines.filter((line) => line.kind === 'left' && !line.ok)).toEqual([]);
        }
      ),
      { numRuns: 30 }
    );
  });

  it('[E-33] of use to the customer ends in something to press, where no template speaks', () => {
    for (const kind of READY_AUTOMATIONS.filter((one) => one !== 'birthday'))
      for (const { graph } of made(kind, language))
        expect([kind, asksCustomer({ graph, steps: null })]).toEqual([kind, true]);
  });
});

describe('a ready automation', () => {
  it('[E-07] of an order is one for each state that it has, each once for an order', () => {
    const all = made('order');
    expect(all.map(({ body }) => body.name)).toEqual([
      ...['Order: confirmed', 'Order: being packed', 'Order: shipped', 'Order: delivered'],
      'Order: returned',
    ]);
    expect(all.map(({ body: { trigger } }) => 'to' in trigger && trigger.to)).toEqual([
      ...[['paid'], ['packed'], ['shipped'], ['delivered'], ['returned']],
    ]);
    expect(all.every(({ body }) => body.once.per === 'entry')).toBe(true);
    const some = { values: { confirmed: null, packed: null, returned: null } };
    expect(made('order', 'tr', some).map(({ body }) => body.name)).toEqual([
      ...['Order: kargoda', 'Order: teslim edildi'],
    ]);
    const [, , shipped] = all;
    const [tell] = shipped?.graph.nodes ?? [];
    expect(tell?.step).toMatchObject({ kind: 'choice' });
    for (const path of ['number', 'trackingCode'])
      expect(JSON.stringify(tell)).toContain(`{{record.${UID}.${path}|–}}`);
  });

  it('[E-05] [E-06] [E-10] of a date comes when it should', () => {
    const trigger = (kind: ReadyAutomation) => made(kind)[0]?.body.trigger;
    expect(trigger('birthday')).toMatchObject({
      ...{ field: 'birthday', amount: 0, at: '10:00', yearly: true, zone: 'person' },
    });
    expect(trigger('reminder')).toMatchObject({
      ...{ field: 'startsAt', side: 'before', amount: 1, unit: 'days', at: null },
    });
    expect(trigger('survey')).toMatchObject({
      ...{ field: 'deliveredAt', side: 'after', amount: 2, unit: 'days', at: '11:00' },
    });
  });

  it('[E-08] of a payment comes before and after the due date, and ends as soon as it is paid', () => {
    const all = made('payment');
    expect(all.map(({ body: { trigger } }) => trigger)).toMatchObject([
      ...[
        { side: 'before', amount: 3 },
        { side: 'after', amount: 1 },
      ],
    ]);
    for (const { body } of all) {
      const paid = { kind: 'entry', field: 'state', operator: 'is', values: ['paid'] };
      expect(body.conditions?.nodes).toMatchObject([{ ...paid, not: true }]);
      expect(body.stopWhen?.nodes).toMatchObject([{ ...paid, not: false }]);
    }
  });

  it('[E-09] of a threshold and of an outage hears of each time', () => {
    expect(made('threshold', 'en', { values: { way: 'up', value: 1_000 } })).toMatchObject([
      {
        body: {
          trigger: { kind: 'threshold', way: 'up', by: { kind: 'value', value: 1_000 } },
          once: { per: 'event' },
        },
      },
    ]);
    const [down, over] = made('outage').map(({ body }) => body);
    expect(down).toMatchObject({ who: { people: 'all' }, trigger: { to: ['disrupted'] } });
    expect(over).toMatchObject({ trigger: { from: ['disrupted'], to: ['resolved'] } });
    expect(made('outage', 'en', { values: { over: null } })).toHaveLength(1);
  });

  it('[B-25] changes the entry of its automation, only while its day lies ahead and nobody has cancelled', () => {
    const written = steps('reminder').filter(({ kind }) => kind === 'entry');
    const ahead = { field: 'startsAt', operator: 'after', value: 'now' };
    expect(written).toMatchObject([
      {
        ...{ action: 'change', which: { by: 'automation' }, already: true },
        values: [{ field: 'state', text: 'confirmed' }],
        only: [ahead, { field: 'state', operator: 'is-not', value: 'cancelled' }],
      },
      { values: [{ field: 'state', text: 'cancelled' }], only: [ahead] },
    ]);
    const stars = steps('survey').flatMap((step) => (step.kind === 'entry' ? step.values : []));
    expect(stars.map(({ text }) => text)).toEqual(['5', '4', '3', '2', '1']);
    // What flows may not write leads to the team.
    const asked = steps('reminder', { fields: { state: null } }).map(({ kind }) => kind);
    expect(asked).toEqual(expect.arrayContaining(['tag', 'task']));
    expect(asked).not.toContain('entry');
  });

  it('[B-25] takes the press on a button of its template for the answer', async () => {
    const buttons = ['Geliyorum', 'Bizi arayın'];
    const templates = [template('randevu_hatirlatma', { language: 'tr', buttons })];
    const [reminder] = made('reminder', 'tr', { templates });
    if (!reminder) throw new Error('there is none');
    const said = async (text: string) => {
      const opening = { at: NOON, said: null };
      const trial = await playFrom(reminder.graph, opening, { moves: [{ kind: 'text', text }] });
      return trial.lines.flatMap((one) => (one.kind === 'bubble' ? [one.body.text] : [])).at(-1);
    };
    expect(await said('geliyorum')).toBe(READY_WORDS.tr.appointment.confirmed);
    expect(await said('bir sorum var')).toBe(AUTOMATION_WORDS.tr.reminder.ask);
  });

  it('begins with a template of its category that its name fits, in the language where there is one', () => {
    const named = (kind: ReadyAutomation, ...templates: ReadyTemplate[]) =>
      readyMade(readyParts(kind, { templates, language: 'tr' }), chosen(kind).values).templates;
    expect(named('birthday', template('birthday_wishes'))).toEqual([]);
    const spoken = template('odeme_hatirlatma', { language: 'tr' });
    expect(named('payment', template('payment_reminder'), spoken)).toEqual(['odeme_hatirlatma']);
    expect(named('order', template('order_status'), template('kargo_yolda'))).toEqual([
      ...['order_status', 'kargo_yolda'],
    ]);
    expect(named('reminder', template('autumn_offer'))).toEqual([]);
    // Of an order each state looks for its own: those that find none begin with a text.
    const shipped = { templates: [template('order_shipped')], language: 'tr' } as const;
    const { values } = chosen('order');
    const parts = readyParts('order', shipped);
    const count = Object.keys(values).length;
    expect(readyMade(parts, values)).toEqual({
      ...{ count, templates: ['order_shipped'], texts: count - 1 },
    });
    // And a state that is not used makes none.
    const { shipped: _state, ...others } = values;
    expect(readyMade(parts, others)).toEqual({
      ...{ count: count - 1, templates: [], texts: count - 1 },
    });
  });

  it('names what the form lacks, and takes nothing that does not fit', () => {
    const wrong = (kind: ReadyAutomation, given: Partial<ReadyGiven>) => {
      const found = chosenOf(kind, TYPES[kind], { fields: {}, values: {}, ...given });
      return 'wrong' in found ? found.wrong : null;
    };
    expect(wrong('reminder', { fields: { date: 'subject' } })).toBe('fields.date');
    expect(wrong('birthday', { fields: { date: null } })).toBe('fields.date');
    expect(wrong('threshold', {})).toBe('values.value');
    expect(wrong('payment', { values: { paid: 'lost' } })).toBe('values.paid');
    expect(wrong('order', { values: { packed: 'paid' } })).toBe('values.packed');
    const none = { confirmed: null, packed: null, shipped: null, delivered: null, returned: null };
    expect(wrong('order', { values: none })).toBe('values.confirmed');
    expect(wrong('order', {})).toBeNull();
  });

  it('finds its fields by their names, also in Turkish', () => {
    const orders = typeOf(
      field('olusturma', 'datetime'),
      field('teslimTarihi', 'date'),
      list('durum', 'Hazırlanıyor', 'Kargoda', 'Teslim edildi')
    );
    expect(fitOf('order', orders)).toMatchObject({
      ...{ isLikely: true, fields: { state: 'durum' } },
      values: { packed: 'Hazırlanıyor', shipped: 'Kargoda', delivered: 'Teslim edildi' },
    });
    expect(fitOf('survey', orders)).toMatchObject({ fields: { date: 'teslimTarihi' } });
    expect(fitOf('birthday', orders)).toMatchObject({
      ...{ isLikely: false, fields: { date: 'olusturma' } },
    });
    expect(fitOf('threshold', orders)).toBeNull();
    // Not paid is no payment.
    const bills = typeOf(field('dueOn', 'date'), list('status', 'unpaid', 'paid'));
    expect(fitOf('payment', bills)?.values).toEqual({ paid: 'paid' });
  });
});
