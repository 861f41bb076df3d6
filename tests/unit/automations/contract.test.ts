import { triggerProblems, type TypeFacts } from '../../../server/src/automations/domain/problems';
import { automationBody, automationTrigger } from '../../../server/src/contracts/automations';
import { DomainError } from '../../../server/src/kernel/errors';
import type { InputWords } from '../../../server/src/kernel/input-words';
import { checkedInput } from '../../../server/src/kernel/refused-input';

const ORDER = 'api::order.order';
const refused = (body: object): { field: unknown; en: string; tr: string } => {
  try {
    checkedInput(automationBody, { name: 'Shipped', ...body });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { en, tr } = error.details.words as InputWords;
    return { field: error.details.field, en: en.advice, tr: tr.advice };
  }
  throw new Error('it was taken');
};
const reminder = (given: object) => ({
  trigger: {
    kind: 'date',
    uid: ORDER,
    field: 'dueOn',
    side: 'before',
    amount: 1,
    unit: 'days',
    ...given,
  },
});

describe('an automation', () => {
  it('[E-01] is by itself for published entries, once for each, to one contact, and stale after a day', () => {
    const body = automationBody.parse({ name: 'New', trigger: { kind: 'created', uid: ORDER } });
    expect(body).toMatchObject({
      trigger: { version: 'published' },
      once: { per: 'entry' },
      who: { people: 'none-if-several' },
      staleMinutes: 1_440,
      botId: null,
    });
  });

  it('[E-02] is refused with the field that is wrong and what to write, in both languages', () => {
    const updated = (given: object) => ({
      trigger: { kind: 'updated', uid: ORDER, field: 'state', ...given },
    });
    expect(refused({ trigger: { kind: 'created', uid: 'orders' } }).field).toBe('trigger.uid');
    expect(refused(updated({ field: 'a.b' }))).toEqual({
      field: 'trigger.field',
      en: 'A field of the content type, for example state.',
      tr: 'İçerik türünün bir alanı, örneğin state.',
    });
    expect(refused(updated({ to: [] }))).toMatchObject({
      field: 'trigger.to',
      tr: 'En az bir değer seçin.',
    });
    expect(refused(reminder({ at: '9:00' })).field).toBe('trigger.at');
    expect(refused(reminder({ yearly: true, unit: 'hours' }))).toMatchObject({
      field: 'trigger.unit',
      en: 'A yearly trigger needs a time in days.',
      tr: 'Yıllık tetikleyici için süreyi gün olarak verin.',
    });
    expect(refused(reminder({ amount: 1_001 })).field).toBe('trigger.amount');
    const clock = { kind: 'clock', segmentId: 1, at: ['12:00'] };
    expect(refused({ trigger: clock })).toMatchObject({ field: 'once.per' });
    expect(refused({ trigger: { ...clock, dates: ['2026-02-30'] } }).field).toBe('trigger.dates.0');
  });
});

describe('what a content type says against a trigger', () => {
  const type: TypeFacts = {
    hasDrafts: false,
    fields: [
      { path: 'state', label: 'State', type: 'enumeration', choices: ['new', 'sent'] },
      { path: 'total', label: 'Total', type: 'decimal', choices: [] },
      { path: 'dueOn', label: 'Due on', type: 'date', choices: [] },
      { path: 'placedAt', label: 'Placed at', type: 'datetime', choices: [] },
    ],
  };
  const problems = (given: object, facts: TypeFacts | null = type) =>
    triggerProblems(automationTrigger.parse({ uid: ORDER, ...given }), facts).map(
      ({ field, words }) => `${field}: ${words.en.text}`
    );

  it('[E-02] is nothing against one that it can tell', () => {
    expect(problems({ kind: 'updated', field: 'state', to: ['sent', null] })).toEqual([]);
    expect(problems(reminder({ at: '10:00' }).trigger)).toEqual([]);
    expect(problems(reminder({ field: 'placedAt' }).trigger)).toEqual([]);
    const over = { way: 'up', by: { kind: 'value', value: 10 } };
    expect(problems({ kind: 'threshold', field: 'total', ...over })).toEqual([]);
    expect(problems({ kind: 'segment', segmentId: 1, way: 'enters' }, null)).toEqual([]);
  });

  it('[E-02] names fields and values that it does not have', () => {
    expect(problems({ kind: 'created' }, null)).toEqual([
      'trigger.uid: This content type cannot be watched.',
    ]);
    expect(problems({ kind: 'updated', field: 'colour' })).toEqual([
      'trigger.field: The content type has no field “colour” that can be watched.',
    ]);
    expect(problems({ kind: 'updated', field: 'state', to: ['gone'] })).toEqual([
      'trigger.to: “State” has no value “gone”.',
    ]);
    expect(problems({ kind: 'updated', field: 'state', from: ['new'], to: ['new'] })).toEqual([
      'trigger.to: Both values are the same.',
    ]);
    expect(problems({ kind: 'absence', fields: ['state', 'colour'], minutes: 120 })).toEqual([
      'trigger.fields: The content type has no field “colour” that can be watched.',
    ]);
  });

  it('[E-02] refuses what its fields and versions cannot do', () => {
    const over = { way: 'up', by: { kind: 'value', value: 10 } };
    expect(problems({ kind: 'threshold', field: 'state', ...over })).toEqual([
      'trigger.field: “State” is not a number.',
    ]);
    expect(problems(reminder({ field: 'state' }).trigger)).toEqual([
      'trigger.field: “State” is not a date.',
    ]);
    expect(problems(reminder({}).trigger)).toEqual(['trigger.at: “Due on” has no time of day.']);
    expect(problems({ kind: 'published' })).toEqual([
      'trigger.kind: This content type has no drafts.',
    ]);
    expect(problems({ kind: 'created', version: 'draft' })).toEqual([
      'trigger.version: This content type has no drafts.',
    ]);
    expect(problems({ kind: 'published' }, { ...type, hasDrafts: true })).toEqual([]);
  });
});
