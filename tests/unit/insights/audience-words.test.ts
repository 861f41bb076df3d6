import type { PeopleChoice, PeopleFilter } from '../../../server/src/contracts/audience';
import { audienceInWords } from '../../../server/src/insights/domain/audience-words';

const names = {
  groups: new Map([
    [1, 'VIP'],
    [2, 'Newsletter'],
    [3, 'Staff'],
  ]),
  segments: new Map([[7, 'Silent']]),
};
const all = (filter: PeopleFilter, except: number[] = []): PeopleChoice => ({
  kind: 'all',
  filter,
  except,
});

describe('[A-15] whom a campaign meant, in words', () => {
  const inBoth = (choice: PeopleChoice | null) => [
    audienceInWords(choice, names, 'en'),
    audienceInWords(choice, names, 'tr'),
  ];

  it.each<[string, PeopleChoice | null, [string, string]]>([
    [
      'groups in and out',
      all({ groups: { include: [1, 2], exclude: [3] } }),
      ['VIP or Newsletter, except Staff', 'VIP ya da Newsletter; Staff hariç'],
    ],
    [
      'nobody left out',
      all({ groups: { include: [], exclude: [] }, owners: { include: [], exclude: [] }, q: '' }),
      ['all contacts', 'tüm kişiler'],
    ],
    [
      'only taken out',
      all({ tags: { include: [], exclude: ['test'] } }, [4, 5]),
      [
        'all contacts, except tag test (2 contacts excluded)',
        'tüm kişiler; etiket test hariç (2 kişi hariç tutuldu)',
      ],
    ],
    [
      'a segment, a language and conditions that are only counted',
      all({
        segments: { include: [7], exclude: [] },
        languages: { include: ['tr'], exclude: [] },
        created: { from: 1 },
        fields: [{ on: 'custom', key: 'size', operator: 'is', value: 4, exclude: false }],
      }),
      ['Silent; language tr; 2 more conditions', 'Silent; dil tr; 2 koşul daha'],
    ],
    [
      'a group that was deleted since',
      all({ groups: { include: [9], exclude: [] } }),
      ['a deleted group', 'silinmiş bir grup'],
    ],
    [
      'people chosen one by one',
      { kind: 'picked', contactIds: [1] },
      ['1 selected contact', 'seçilen 1 kişi'],
    ],
    ['no audience', null, ['', '']],
  ])('%s', (_what, choice, words) => {
    expect(inBoth(choice)).toEqual(words);
  });
});
