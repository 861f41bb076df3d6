import {
  addressOfUse,
  campaignsIn,
  emptyBranches,
  isAsked,
  isUnused,
  problemsOf,
  rowProblem,
  usesByKind,
  type Existing,
} from '../../../../admin/src/pages/Segments/model-check';
import {
  choiceKey,
  choices,
  MONTH,
  operators,
  SECTIONS,
  withOperator,
} from '../../../../admin/src/pages/Segments/model-fields';
import {
  chipAsk,
  emptyRoot,
  fieldAsk,
  ROOT,
  treeOf,
  type Ask,
  type Row,
} from '../../../../admin/src/pages/Segments/model';
import type { EntryAsk } from '../../../../admin/src/pages/Segments/model-entry';
import { removed, withAsks, withBranch } from '../../../../admin/src/pages/Segments/model-move';
import { sentenceOf } from '../../../../admin/src/pages/Segments/model-words';
import type { WatchedField } from '../../../../admin/src/shared/entry-values/entry-values';
import type { FilterField } from '../../../../admin/src/shared/people/conditions';
import en from '../../../../admin/src/translations/en/segments.json';
import people from '../../../../admin/src/translations/en/people.json';
import {
  automationConditions,
  type AutomationCondition,
  type HeldValue,
} from '../../../../server/src/contracts/automations';
import {
  flowConditions,
  type FlowCondition,
} from '../../../../server/src/contracts/flow-conditions';
import { segmentTree } from '../../../../server/src/contracts/segments';
import { DAY, MADE, segment } from './builders';

const fields: FilterField[] = [
  {
    on: 'custom',
    type: undefined,
    key: 'city',
    label: 'City',
    kind: 'text',
    choices: [],
    locked: false,
  },
  {
    on: 'record',
    type: 'api::order.order',
    key: 'state',
    label: 'Order › State',
    kind: 'choice',
    choices: ['open', 'paid'],
    locked: false,
  },
];
const types = [{ type: 'api::order.order', label: 'Order' }];
const words: Record<string, string> = { ...en, ...people };
const t = (key: string, values: Record<string, unknown> = {}): string =>
  Object.entries(values).reduce(
    (text, [name, value]) => text.replaceAll(`{${name}}`, String(value)),
    words[key] ?? `missing ${key}`
  );
const all = choices({ fields, types, saved: ['order_number'] }, t);
const watched: WatchedField[] = [
  { path: 'state', label: 'State', type: 'enumeration', choices: ['open', 'paid'] },
  { path: 'total', label: 'Total', type: 'decimal', choices: [] },
  { path: 'dueOn', label: 'Due on', type: 'date', choices: [] },
  { path: 'placedAt', label: 'Placed at', type: 'datetime', choices: [] },
  { path: 'gift', label: 'Gift', type: 'boolean', choices: [] },
  { path: 'number', label: 'Number', type: 'string', choices: [] },
  { path: 'customer', label: 'Customer', type: 'relation', choices: [] },
];
const automation = { entry: { label: 'Order', fields: watched } };
/** What conditions of an automation ask beside what segments ask. */
const ofEntry = choices({ fields: [], types: [], saved: null, automation }, t).filter(
  ({ start }) => start.kind === 'entry'
);
const row = (asks: Ask | null): Row => ({ kind: 'row', id: 2, not: false, asks });
const startOf = (key: string): Ask => {
  const choice = all.find((one) => one.key === key);
  if (!choice) throw new Error(`no choice ${key}`);
  return choice.start;
};
const known: Existing = {
  fields,
  types: ['api::order.order'],
  ids: { groups: [1], segments: [4], linked: ['api::order.order'] },
  goneCampaigns: [7],
  saved: ['order_number'],
};

const asksEntry: Existing = { ...known, entry: watched.map(({ path }) => path) };

describe('what a segment can ask', () => {
  it('[P-14] [P-15] [P-16] [P-17] [P-19] covers each section, each with words and one meaning', () => {
    const sections = [...all, ...ofEntry].map(({ section }) => section);
    expect([...new Set(sections)].sort()).toEqual([...SECTIONS].sort());
    expect(all.filter(({ label }) => label.startsWith('missing'))).toEqual([]);
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
    for (const { key, start } of all) expect(choiceKey(start)).toBe(key);
    for (const section of SECTIONS) expect(words).toHaveProperty([`segments.section.${section}`]);
  });

  it('compares in ways that have words, and each way makes a condition that the server takes', () => {
    for (const { key, start } of all) {
      const { all: ways, chosen } = operators(start, fields);
      expect(ways.map(({ value }) => value)).toContain(chosen);
      for (const { value: way, word } of ways) {
        expect(words).toHaveProperty([word]);
        const asks = withOperator(start, way, fields);
        expect([key, operators(asks, fields).chosen]).toEqual([key, way]);
        // Words that a flow waits for are never empty.
        const filled = asks.kind === 'said' ? { ...asks, value: 'image' } : asks;
        const tree = treeOf<FlowCondition>(withAsks(emptyRoot(), 2, filled));
        expect([key, way, flowConditions.safeParse(tree).success]).toEqual([key, way, true]);
        // Only a flow has a run to ask about.
        const isOfRun = ['value', 'said', 'clock', 'open'].includes(asks.kind);
        expect([key, segmentTree.safeParse(tree).success]).toEqual([key, !isOfRun]);
      }
    }
  });

  it('[E-02] asks of each field of the entry what its kind can answer, as the server takes it', () => {
    expect(ofEntry.map(({ label }) => label)).toEqual(
      watched.map(({ label }) => `Order › ${label}`)
    );
    const values: Record<string, HeldValue[]> = {
      ...{ state: ['paid'], total: [5], dueOn: ['2026-10-25'], placedAt: [MADE], gift: [true] },
      number: ['S-1'],
    };
    for (const { key, start } of ofEntry) {
      expect(choiceKey(start)).toBe(key);
      for (const { value: way, word } of operators(start, [], watched).all) {
        expect(words).toHaveProperty([word]);
        const asks = withOperator(start, way, []) as EntryAsk;
        const filled = way === 'filled' ? asks : { ...asks, values: values[asks.field] ?? [] };
        expect([key, way, rowProblem(row(filled), asksEntry)]).toEqual([key, way, null]);
        const tree = treeOf<AutomationCondition>(withAsks(emptyRoot(), 2, filled));
        expect([key, way, automationConditions.safeParse(tree).success]).toEqual([key, way, true]);
      }
    }
    const gone: Ask = { kind: 'entry', field: 'weight', operator: 'filled', values: [] };
    expect(rowProblem(row(gone), asksEntry)).toBe('gone');
    const open: Ask = { kind: 'entry', field: 'state', operator: 'is', values: [] };
    expect(rowProblem(row(open), asksEntry)).toBe('value');
  });

  it('[E-02] means by "before" a day its first moment, and by "after" its last one', () => {
    const at = new Date('2026-10-25T12:00:00').getTime();
    const asks: EntryAsk = { kind: 'entry', field: 'placedAt', operator: 'before', values: [at] };
    const [before] = (withOperator(asks, 'before', []) as EntryAsk).values;
    const [after] = (withOperator(asks, 'after', []) as EntryAsk).values;
    expect(before).toBe(new Date('2026-10-25T00:00:00').getTime());
    expect(after).toBe(new Date('2026-10-25T23:59:59.999').getTime());
  });

  it('keeps numbers when the comparison changes, and never asks "never" with a time', () => {
    const some = withOperator(startOf('messages in'), 'at-least', fields);
    const three: Ask = { ...(some as Extract<Ask, { kind: 'messages' }>), atLeast: 3 };
    expect(withOperator(three, 'at-most', fields)).toMatchObject({ atMost: 3 });
    expect(withOperator(three, 'at-most', fields)).not.toHaveProperty('atLeast');
    expect(withOperator(three, 'between', fields)).toMatchObject({ atLeast: 3, atMost: 3 });
    expect(withOperator(three, 'none', fields)).toMatchObject({ atMost: 0 });
    const never = withOperator(startOf('time last-inbound'), 'never', fields);
    expect(never).toEqual({ kind: 'time', fact: 'last-inbound', operator: 'never' });
    expect(withOperator(never, 'within', fields)).toMatchObject({ ago: MONTH });
    // Everybody was added once.
    const added = operators(startOf('time added'), fields).all;
    expect(added.map(({ value }) => value)).not.toContain('never');
  });
});

describe('what keeps a line from use', () => {
  it.each<[string, Ask | null, string | null]>([
    ['nothing chosen', null, 'field'],
    ['a chip without values', chipAsk('tags', []), 'value'],
    ['a chip with one', chipAsk('tags', ['vip']), null],
    ['an empty search', startOf('q'), 'value'],
    ['dates without bounds', startOf('created'), 'value'],
    ['a field without value', startOf('custom  city'), 'value'],
    ['a choice with its first value', startOf('record api::order.order state'), null],
    ['a time of nothing', { kind: 'time', fact: 'added', operator: 'within' }, 'ago'],
    [
      'a broken time',
      { kind: 'time', fact: 'added', operator: 'within', ago: { amount: NaN, unit: 'days' } },
      'ago',
    ],
    ['no level', { kind: 'engagement', levels: [] }, 'value'],
    ['a broken number', { kind: 'messages', direction: 'in', atLeast: NaN }, 'count'],
    ['a number over the limit', { kind: 'messages', direction: 'in', atMost: 10_001 }, 'count'],
    [
      'from more to less',
      { kind: 'records', type: 'api::order.order', atLeast: 3, atMost: 1 },
      'range',
    ],
    ['any campaign', { kind: 'campaign', outcome: 'read' }, null],
  ])('is said: %s', (_what, asks, problem) => {
    expect(rowProblem(row(asks), known)).toBe(problem);
    expect(isAsked(row(asks))).toBe(problem === null);
  });

  it.each<[string, Ask]>([
    ['a field', fieldAsk({ on: 'custom', key: 'old', operator: 'is', value: 'x', exclude: false })],
    ['a content type', { kind: 'records', type: 'api::gone.gone', atLeast: 1 }],
    ['a linked type', chipAsk('linked', ['api::gone.gone'])],
    ['a value of a flow', { kind: 'value', name: 'gone', operator: 'filled', value: '' }],
    ['a segment', chipAsk('segments', [4, 5])],
    ['a group', chipAsk('groups', [2])],
    ['a campaign', { kind: 'campaign', outcome: 'read', campaignId: 7 }],
  ])('is gone: %s, but not before it is known what exists', (_what, asks) => {
    expect(rowProblem(row(asks), known)).toBe('gone');
    const unread: Existing = {
      ...{ fields: null, types: null, ids: {}, goneCampaigns: [], saved: null },
    };
    expect(rowProblem(row(asks), unread)).toBeNull();
    // It stays in the count: the server then says that it matches nobody.
    expect(isAsked(row(asks))).toBe(true);
  });

  it('names lines and empty groups by their ids', () => {
    const root = withBranch(withAsks(emptyRoot(), 2, chipAsk('tags', ['vip'])), ROOT);
    expect([...problemsOf(root, known)]).toEqual([[4, 'field']]);
    expect(emptyBranches(root)).toEqual([]);
    expect(emptyBranches(removed(root, 4))).toEqual([3]);
    const campaign: Ask = { kind: 'campaign', outcome: 'sent', campaignId: 7 };
    expect(campaignsIn(withAsks(withAsks(root, 2, campaign), 4, campaign))).toEqual([7]);
  });
});

describe('the uses of a segment', () => {
  it('[P-21] are missed after thirty days, and counted by kind', () => {
    const old = segment({ createdAt: MADE });
    expect(isUnused(old, MADE + 30 * DAY)).toBe(false);
    expect(isUnused(old, MADE + 31 * DAY)).toBe(true);
    const use = { kind: 'campaign' as const, id: 1, name: 'Spring' };
    expect(isUnused({ ...old, uses: [use] }, MADE + 31 * DAY)).toBe(false);
    const bot = { ...use, kind: 'bot' as const };
    expect(usesByKind([{ ...use, kind: 'view' }, bot, use, { ...use, id: 2 }])).toEqual([
      { kind: 'campaign', count: 2 },
      { kind: 'bot', count: 1 },
      { kind: 'view', count: 1 },
    ]);
    expect(addressOfUse(use)).toBe('/plugins/whatsapp/campaigns/1');
    expect(addressOfUse(bot)).toBe('/plugins/whatsapp/bots/1');
    expect(addressOfUse({ kind: 'segment', id: 3 })).toBe('/plugins/whatsapp/groups/segments/3');
  });
});

describe('the sentence', () => {
  const say = (asks: Ask) => choiceKey(asks);

  it('joins by and or or, with brackets for groups and for what is excluded', () => {
    const base = withBranch(withAsks(emptyRoot(), 2, chipAsk('tags', ['vip'])), ROOT);
    const root = withAsks(base, 4, startOf('engagement'));
    expect(sentenceOf(root, { t, say })).toBe('Contacts who match: tags and (engagement).');
    const turned = {
      ...root,
      match: 'any' as const,
      items: root.items.map((item) => ({ ...item, not: true })),
    };
    expect(sentenceOf(turned, { t, say })).toBe(
      'Contacts who match: not (tags) or not (engagement).'
    );
    expect(sentenceOf({ ...root, not: true }, { t, say })).toBe(
      'Contacts who match: not (tags and (engagement)).'
    );
  });

  it('says that it is everyone while nothing is asked', () => {
    expect(sentenceOf(emptyRoot(), { t, say })).toBe('Everyone (no conditions yet)');
  });
});
