import { createIntl } from 'react-intl';
import { audienceSentence } from '../../../../admin/src/shared/people/audience-words';
import { chipKeys } from '../../../../admin/src/shared/people/filter-model';
import en from '../../../../admin/src/translations/en/people.json';
import tr from '../../../../admin/src/translations/tr/people.json';
import type { PeopleChoice, PeopleFilter } from '../../../../server/src/contracts/audience';

const names: Record<string, string> = { 1: 'VIP', 2: 'Newsletter', 3: 'Staff', 4: 'Silent' };

const say = (choice: PeopleChoice, locale: 'en' | 'tr' = 'en'): string => {
  const messages: Record<string, string> = locale === 'en' ? en : tr;
  const intl = createIntl({ locale, messages, timeZone: 'UTC', onError: () => undefined });
  return audienceSentence(choice, {
    t: (id, values) => intl.formatMessage({ id }, values),
    labelOf: (_key, value) => names[value] ?? String(value),
    condition: ({ key, value }) => `${key} is ${String(value)}`,
    day: (at) => intl.formatDate(at, { dateStyle: 'medium' }),
    list: (parts, joint) =>
      intl.formatList(parts, { type: joint === 'or' ? 'disjunction' : 'conjunction' }),
  });
};
const all = (filter: PeopleFilter, except: number[] = []): PeopleChoice => ({
  kind: 'all',
  filter,
  except,
});
const chips = (include: number[], exclude: number[] = []) => ({ include, exclude });

describe('the line that names the audience', () => {
  it('[M-21] says everybody while nothing is chosen', () => {
    expect(say(all({}))).toBe('Everyone');
    expect(say(all({ groups: chips([]) }))).toBe('Everyone');
    expect(say(all({}), 'tr')).toBe('Herkes');
  });

  it('[M-20] names what is included, one hit of a list being enough, and what is excluded', () => {
    const filter = { groups: chips([1, 2], [3]) };
    expect(say(all(filter))).toBe('Everyone in VIP or Newsletter, except Staff');
    expect(say(all(filter), 'tr')).toBe(
      'VIP veya Newsletter grubundaki herkes; Staff grubundakiler hariç'
    );
  });

  it('[M-20] says one or several groups and segments that are excluded, in Turkish', () => {
    const filter = { groups: chips([], [3]), segments: chips([], [2, 4]) };
    expect(say(all(filter), 'tr')).toBe(
      'Herkes; Staff grubundakiler ve Newsletter ve Silent segmentlerindekiler hariç'
    );
  });

  it('[M-20] [M-21] says everybody but some where only those are named', () => {
    expect(say(all({ groups: chips([], [3]) }))).toBe('Everyone, except Staff');
    expect(say(all({ tags: { include: [], exclude: ['gold', 'old'] } }))).toBe(
      'Everyone, except those tagged gold or old'
    );
  });

  it('[M-19] says every part of a filter, groups and segments first', () => {
    const filter: PeopleFilter = {
      q: ' ali ',
      languages: { include: ['Turkish'], exclude: [] },
      segments: chips([4]),
      created: { from: Date.UTC(2026, 0, 1) },
      fields: [
        { on: 'custom', key: 'size', operator: 'is', value: 'M', exclude: false },
        { on: 'custom', key: 'branch', operator: 'is', value: 'Bursa', exclude: true },
      ],
    };
    expect(say(all(filter))).toBe(
      'Everyone in Silent, whose language is Turkish, added since Jan 1, 2026, matching “size is M”, and matching the search “ali”, except those matching “branch is Bursa”'
    );
    expect(say(all(filter), 'tr')).toBe(
      'Silent segmentindeki, dili Turkish olan, 1 Oca 2026 tarihinden beri eklenen, “size is M” koşuluna uyan ve “ali” aramasına uyan herkes; “branch is Bursa” koşuluna uyan kişiler hariç'
    );
  });

  it('[M-19] quotes each value of a list by itself', () => {
    const filter = { sources: { include: ['Import', 'Wrote to you'], exclude: [] } };
    expect(say(all(filter))).toBe('Everyone whose source is “Import” or “Wrote to you”');
    expect(say(all({ owners: chips([1, 2]) }), 'tr')).toBe(
      'sorumlusu “VIP” veya “Newsletter” olan herkes'
    );
  });

  it('[M-24] counts those who were excluded one by one', () => {
    expect(say(all({ groups: chips([1], [3]) }, [7, 8]))).toBe(
      'Everyone in VIP, except Staff and 2 individually selected contacts'
    );
    expect(say(all({}, [7]))).toBe('Everyone, except 1 individually selected contact');
  });

  it('[M-22] counts contacts who were picked one by one', () => {
    expect(say({ kind: 'picked', contactIds: [1, 2] })).toBe('2 contacts selected below');
    expect(say({ kind: 'picked', contactIds: [] })).toBe('No one yet');
  });

  it.each(['en', 'tr'] as const)('has words for every filter in %s', (locale) => {
    for (const key of chipKeys)
      for (const side of ['include', 'exclude'] as const) {
        const sides = { include: [], exclude: [], [side]: ['xyz'] };
        const said = say(all({ [key]: sides }), locale);
        expect(said).toContain('xyz');
        expect(said).not.toContain('people.who');
      }
    for (const key of ['created', 'updated', 'lastInbound'] as const)
      for (const span of [{ from: 0 }, { to: 0 }, { from: 0, to: 0 }]) {
        expect(say(all({ [key]: span }), locale)).toContain('1970');
        expect(say(all({ [key]: span }), locale)).not.toContain('people.who');
      }
    expect(say(all({ askedToStop: true }), locale)).not.toContain('people.who');
  });
});
