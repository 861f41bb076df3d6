import {
  bodyOf,
  draftErrors,
  emptyDraft,
  moved,
  newStep,
  READY,
  readyDraft,
  TRIGGER_KINDS,
  triggerOf,
  whenWords,
  wordsOf,
} from '../../../../admin/src/pages/Bots/model';
import { daysLate, dueKind, endOfDay } from '../../../../admin/src/shared/tasks/due';
import en from '../../../../admin/src/translations/en/bots.json';
import tr from '../../../../admin/src/translations/tr/bots.json';
import { botBody } from '../../../../server/src/contracts/bots';
import { draftProblems } from '../../../../server/src/bots/domain/chain';

/** ICU quoting taken away, as react-intl does it. */
const wordsIn =
  (words: Record<string, string>) =>
  (key: string): string =>
    (words[key] ?? key).replace(/'\{(.*?)\}'/g, '{$1}');

describe('the form of a bot', () => {
  it('[B-14] names what is missing by the field as the server does', () => {
    const draft = {
      ...emptyDraft(),
      steps: [newStep('text'), newStep('template'), newStep('tag')],
    };
    expect(Object.keys(draftErrors(draft)).sort()).toEqual([
      'name',
      'steps.0.text',
      'steps.1.templateId',
      'steps.2.add',
      'triggers.0.words',
    ]);
    expect(draftErrors({ ...draft, steps: [] })).toHaveProperty('steps');
  });

  it('parts words at commas and keeps them once', () => {
    expect(wordsOf(' kargo, sipariş nerede ,,kargo\niade;')).toEqual([
      'kargo',
      'sipariş nerede',
      'iade',
    ]);
  });

  it('[B-09] moves steps and never loses one', () => {
    expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'b', 'c']);
    expect(moved(['a', 'b', 'c'], 0, 3)).toEqual(['a', 'b', 'c']);
  });

  it('keeps the words when another way of matching is chosen', () => {
    const contains = triggerOf('contains', null);
    const withWords = { ...contains, words: ['kargo'] } as typeof contains;
    expect(triggerOf('starts', withWords)).toMatchObject({ match: 'starts', words: ['kargo'] });
    expect(triggerOf('pattern', withWords)).toEqual({ kind: 'pattern', pattern: '', when: null });
  });

  it('[B-05] keeps no hidden word for an event that has none: it would never come', () => {
    const tagged = { ...triggerOf('tag-added', null), value: 'vip' } as const;
    expect(triggerOf('button', tagged)).toMatchObject({ value: 'vip' });
    expect(triggerOf('opted-in', tagged)).toMatchObject({ value: '' });
  });

  it('keeps the conditions of a trigger whatever else triggers it then', () => {
    const when = { kind: 'group' as const, not: false, match: 'all' as const, nodes: [] };
    const word = { ...triggerOf('contains', null), when };
    for (const kind of TRIGGER_KINDS) expect(triggerOf(kind, word).when).toEqual(when);
    expect(triggerOf('contains', { ...triggerOf('ad', null), when }).when).toEqual(when);
  });

  it('takes a whole number of messages a month', () => {
    const field = ['allowance.messages'];
    const errors = (messages: number) =>
      draftErrors({ ...emptyDraft(), allowance: { messages, then: 'stop' } });
    for (const messages of [0, 1.5, 10_000_001]) expect(errors(messages)).toHaveProperty(field);
    for (const messages of [1, 2000]) expect(errors(messages)).not.toHaveProperty(field);
  });

  it.each([
    ['en', en as Record<string, string>],
    ['tr', tr as Record<string, string>],
  ])('has ready bots that the server takes as they are, in %s', (_locale, words) => {
    for (const ready of READY) {
      const draft = readyDraft(ready, wordsIn(words));
      expect(draftErrors(draft)).toEqual({});
      expect(draftProblems(botBody.parse(bodyOf(draft, true)))).toEqual([]);
      expect(whenWords(draft.triggers, wordsIn(words))).not.toBe('');
    }
  });
});

describe('when a task is due', () => {
  const noon = new Date(2026, 10, 20, 12).getTime();
  it('[C-26] is late, today or later by the viewer’s day', () => {
    expect(dueKind(null, noon)).toBe('none');
    expect(dueKind(noon - 1, noon)).toBe('overdue');
    expect(dueKind(endOfDay(noon) - 1, noon)).toBe('today');
    expect(dueKind(endOfDay(noon), noon)).toBe('later');
    expect(daysLate(noon - 3_600_000, noon)).toBe(0);
    expect(daysLate(noon - 48 * 3_600_000, noon)).toBe(2);
  });
});
