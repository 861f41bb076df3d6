import type { PeopleChoice, PeopleFilter } from '../../../../server/src/contracts/audience';
import { isEmptyFilter } from '../../../../server/src/contracts/audience-rules';
import type { ConsentState, ContactView } from '../../../../server/src/contracts/contacts';
import type { SegmentGroup } from '../../../../server/src/contracts/segments';
import type { CampaignView } from '../../../../server/src/contracts/campaigns';
import { tidy } from '../../shared/people/filter-model';
import type { useT } from '../../shared/useT';

/** Nobody was chosen and nobody taken out by a filter: all contacts. */
const isEveryone = (choice: PeopleChoice): boolean =>
  choice.kind === 'all' && isEmptyFilter(choice.filter);

export const pickedChoice = (contactIds: number[]): PeopleChoice => ({
  kind: 'picked',
  contactIds: contactIds.slice(0, 5000),
});

/** Most people that may be taken out one by one. */
export const MOST_EXCEPT = 5000;

type All = Extract<PeopleChoice, { kind: 'all' }>;

/** Takes people out of "everyone who matches", or back in; what was taken out before stays out (M-24). */
export const except = (choice: All, ids: readonly number[], out: boolean): All => {
  const rest = choice.except.filter((id) => !ids.includes(id));
  return { ...choice, except: out ? [...rest, ...ids].slice(0, MOST_EXCEPT) : rest };
};

/** The consent by which a message of this category is judged. */
export const consentFor = (
  { consent }: Pick<ContactView, 'consent'>,
  category: string | null
): ConsentState => consent[category === 'UTILITY' ? 'utility' : 'marketing'];

/**
 * Whether a message of this category reaches a contact, as far as a page can say: who said nothing is `unknown`, because
 * the settings decide about them.
 */
export const reachesOf = (
  person: ContactView,
  category: string | null
): 'yes' | 'unknown' | 'no' => {
  if (person.blocked || !(person.waId ?? person.phone ?? person.bsuid)) return 'no';
  if (category === 'AUTHENTICATION') return 'yes';
  const consent = consentFor(person, category);
  const wantsToStop = category !== 'UTILITY' && person.askedStopAt !== null;
  if (consent === 'out' || wantsToStop) return 'no';
  return consent === 'in' ? 'yes' : 'unknown';
};

/** A filter as the tree of a segment: the same people, now and later. */
export const treeOfFilter = (filter: PeopleFilter): SegmentGroup => ({
  kind: 'group',
  not: false,
  match: 'all',
  nodes: [{ kind: 'people', not: false, filter: tidy(filter) }],
});

/** One saved segment and nothing else: there is nothing new to save. */
export const isOneSegment = ({ segments, ...rest }: PeopleFilter): boolean =>
  isEmptyFilter(rest) && segments?.include.length === 1 && segments.exclude.length === 0;

/** In a few words whom a campaign means. */
export const audienceWords = (
  { audience, audienceText }: Pick<CampaignView, 'audience' | 'audienceText'>,
  t: ReturnType<typeof useT>
): string => {
  if (!audience) return '–';
  if (audience.kind === 'picked')
    return t('campaigns.people.picked', { count: audience.contactIds.length });
  if (isEveryone(audience)) return t('campaigns.audience.everyone');
  return audienceText ?? t('campaigns.audience.filter');
};
