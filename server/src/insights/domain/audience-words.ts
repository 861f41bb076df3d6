import type { Locale } from '../../cloud-api/error-row';
import type { PeopleChoice, PeopleFilter } from '../../contracts/audience';
import { isEmpty } from '../../contracts/audience-rules';

export interface AudienceNames {
  groups: ReadonlyMap<number, string>;
  segments: ReadonlyMap<number, string>;
}

type Labelled = 'tags' | 'languages' | 'countries' | 'towns';
interface Words {
  everyone: string;
  or: string;
  gone: Record<keyof AudienceNames, string>;
  label: Record<Labelled, string>;
  picked(n: number): string;
  more(n: number): string;
  out(n: number): string;
  except(who: string, out: string): string;
}

const contacts = (n: number, how = ''): string => `${n} ${how}${n === 1 ? 'contact' : 'contacts'}`;

const WORDS: Record<Locale, Words> = {
  en: {
    everyone: 'all contacts',
    or: ' or ',
    gone: { groups: 'a deleted group', segments: 'a deleted segment' },
    label: { tags: 'tag', languages: 'language', countries: 'country', towns: 'town' },
    picked: (n) => contacts(n, 'selected '),
    more: (n) => (n === 1 ? '1 more condition' : `${n} more conditions`),
    out: (n) => `${contacts(n)} excluded`,
    except: (who, out) => `${who}, except ${out}`,
  },
  tr: {
    everyone: 'tüm kişiler',
    or: ' ya da ',
    gone: { groups: 'silinmiş bir grup', segments: 'silinmiş bir segment' },
    label: { tags: 'etiket', languages: 'dil', countries: 'ülke', towns: 'şehir' },
    picked: (n) => `seçilen ${n} kişi`,
    more: (n) => `${n} koşul daha`,
    out: (n) => `${n} kişi hariç tutuldu`,
    except: (who, out) => `${who}; ${out} hariç`,
  },
};

const NAMED = ['groups', 'segments'] as const;
const LABELLED = ['tags', 'languages', 'countries', 'towns'] as const;
const TOLD: readonly string[] = [...NAMED, ...LABELLED];

interface Said {
  names: AudienceNames;
  words: Words;
}

/** What one side of the chips names: the same thing by several names is one part. */
const partsOf = (
  filter: PeopleFilter,
  side: 'include' | 'exclude',
  { names, words }: Said
): string[] => {
  const named = NAMED.map((key) =>
    (filter[key]?.[side] ?? []).map((one) => names[key].get(one) ?? words.gone[key])
  );
  const labelled = LABELLED.map((key) => {
    const values = filter[key]?.[side] ?? [];
    return values.length === 0 ? [] : [`${words.label[key]} ${values.join(words.or)}`];
  });
  return [...named, ...labelled].flatMap((each) => (each.length > 0 ? [each.join(words.or)] : []));
};

/** Conditions that are counted and not spelled out; of the fields each is one. */
const othersIn = (filter: PeopleFilter): number =>
  Object.entries(filter)
    .filter(([key]) => !TOLD.includes(key))
    .reduce((n, [key, value]) => {
      if (isEmpty(value)) return n;
      return n + (key === 'fields' && Array.isArray(value) ? value.length : 1);
    }, 0);

/** Whom a campaign meant, for a file that is read without the admin: "VIP or Newsletter, except Staff". */
export const audienceInWords = (
  audience: PeopleChoice | null,
  names: AudienceNames,
  language: Locale
): string => {
  const words = WORDS[language];
  if (audience === null) return '';
  if (audience.kind === 'picked') return words.picked(audience.contactIds.length);
  const { filter, except } = audience;
  const others = othersIn(filter);
  const asked = [
    ...partsOf(filter, 'include', { names, words }),
    ...(others > 0 ? [words.more(others)] : []),
  ];
  const out = partsOf(filter, 'exclude', { names, words }).join(words.or);
  const who = asked.length === 0 ? words.everyone : asked.join('; ');
  const meant = out === '' ? who : words.except(who, out);
  return except.length === 0 ? meant : `${meant} (${words.out(except.length)})`;
};
