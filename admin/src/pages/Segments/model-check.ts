import { PLUGIN_ID } from '../../pluginId';
import { conversionEvent } from '../../../../server/src/contracts/conversions';
import type { OwnCondition } from '../../../../server/src/contracts/flow-conditions';
import type { Ago, SegmentView } from '../../../../server/src/contracts/segments';
import { fieldOf, needsValue, type FilterField } from '../../shared/people/conditions';
import type { ChipKey, ChipValue } from '../../shared/people/filter-model';
import { isEntryOpen } from './model-entry';
import { choiceKey, conditionOf } from './model-fields';
import {
  chipValues,
  facetOf,
  isChip,
  itemsOf,
  rowsOf,
  type Ask,
  type AskOf,
  type Branch,
  type Row,
} from './model';

/** What exists now; null = not read yet, so that nothing is called gone too early. */
export interface Existing {
  readonly fields: readonly FilterField[] | null;
  readonly types: readonly string[] | null;
  /** Values of chips that are named by their id. */
  readonly ids: Readonly<Partial<Record<ChipKey, readonly ChipValue[] | null>>>;
  /** Campaigns that were deleted. */
  readonly goneCampaigns: readonly number[];
  /** Names under which a flow keeps values; null where no flow asks. */
  readonly saved: readonly string[] | null;
  /** Fields of the entry that sets an automation off; left out where none asks. */
  readonly entry?: readonly string[] | null;
}

export type RowProblem = 'field' | 'value' | 'ago' | 'count' | 'range' | 'gone';

const MOST_AGO = 3650;
const MOST_COUNT = 10_000;
const isWhole = (value: number | undefined, least: number, most: number): boolean =>
  value !== undefined && Number.isInteger(value) && value >= least && value <= most;
const agoProblem = (ago: Ago | undefined): RowProblem | null =>
  ago && !isWhole(ago.amount, 1, MOST_AGO) ? 'ago' : null;

const countProblem = ({
  atLeast,
  atMost,
}: {
  atLeast?: number | undefined;
  atMost?: number | undefined;
}) => {
  const given = [atLeast, atMost].filter((one) => one !== undefined);
  if (given.some((one) => !isWhole(one, 0, MOST_COUNT))) return 'count';
  return atLeast !== undefined && atMost !== undefined && atLeast > atMost ? 'range' : null;
};

const peopleProblem = (asks: AskOf<'people'>): RowProblem | null => {
  const condition = conditionOf(asks);
  if (condition)
    return needsValue(condition.operator) && String(condition.value ?? '').trim() === ''
      ? 'value'
      : null;
  const facet = facetOf(asks);
  const value = asks.filter[facet];
  if (isChip(facet)) return chipValues(asks, facet).length === 0 ? 'value' : null;
  if (value === true) return null;
  if (typeof value === 'string') return value.trim() === '' ? 'value' : null;
  return Object.values(value ?? {}).every((one) => one === undefined) ? 'value' : null;
};

/** What segments do not ask: of the run of a flow. */
const ownProblem = (asks: AskOf<OwnCondition['kind']>): RowProblem | null => {
  if (asks.kind === 'value')
    return asks.operator !== 'filled' && asks.value.trim() === '' ? 'value' : null;
  return asks.kind === 'said' && asks.value.trim() === '' ? 'value' : null;
};

const isEvent = (event: string | undefined): boolean =>
  event === undefined || conversionEvent.safeParse(event).success;

const unfinished = (asks: Ask): RowProblem | null => {
  switch (asks.kind) {
    case 'people':
      return peopleProblem(asks);
    case 'time':
      if (asks.operator === 'never') return null;
      return asks.ago ? agoProblem(asks.ago) : 'ago';
    case 'engagement':
      return asks.levels.length === 0 ? 'value' : null;
    case 'campaign':
    case 'clicked':
      return agoProblem(asks.within);
    case 'converted':
      return isEvent(asks.event) ? (countProblem(asks) ?? agoProblem(asks.within)) : 'value';
    case 'messages':
    case 'records':
      return countProblem(asks) ?? agoProblem(asks.within);
    case 'value':
    case 'said':
    case 'clock':
    case 'open':
      return ownProblem(asks);
    case 'entry':
      return isEntryOpen(asks) ? 'value' : null;
  }
};

const namesCampaign = (
  asks: Ask
): asks is AskOf<'campaign'> | AskOf<'clicked'> | AskOf<'converted'> =>
  asks.kind === 'campaign' || asks.kind === 'clicked' || asks.kind === 'converted';

const isGone = (asks: Ask, existing: Existing): boolean => {
  const { fields, types, ids, goneCampaigns, saved } = existing;
  if (asks.kind === 'entry') return existing.entry?.includes(asks.field) === false;
  if (namesCampaign(asks))
    return asks.campaignId !== undefined && goneCampaigns.includes(asks.campaignId);
  if (asks.kind === 'value') return saved !== null && !saved.includes(asks.name);
  if (asks.kind === 'records') return types !== null && !types.includes(asks.type);
  if (asks.kind !== 'people') return false;
  const condition = conditionOf(asks);
  if (condition) return fields !== null && !fieldOf(fields, condition);
  const facet = facetOf(asks);
  if (!isChip(facet)) return false;
  const known = ids[facet];
  return known ? chipValues(asks, facet).some((value) => !known.includes(value)) : false;
};

/** What keeps a line from being used; null = it is ready. */
export const rowProblem = (row: Row, existing: Existing): RowProblem | null => {
  if (!row.asks) return 'field';
  return isGone(row.asks, existing) ? 'gone' : unfinished(row.asks);
};

/**
 * A line that asks something, also of what is gone: the server then says that it matches nobody, and publishes no flow with
 * it.
 */
export const isAsked = (row: Row): boolean => row.asks !== null && unfinished(row.asks) === null;

export type Problems = ReadonlyMap<number, RowProblem>;
export const problemsOf = (root: Branch, existing: Existing): Problems =>
  new Map(
    rowsOf(root).flatMap((row): [number, RowProblem][] => {
      const problem = rowProblem(row, existing);
      return problem ? [[row.id, problem]] : [];
    })
  );

/** Groups in which nothing stands: they would mean everyone. */
export const emptyBranches = (root: Branch): number[] =>
  [root, ...itemsOf(root)].flatMap((item) =>
    item.kind === 'branch' && item.items.length === 0 ? [item.id] : []
  );

/** Campaigns that the lines name. */
export const campaignsIn = (root: Branch): number[] => [
  ...new Set(
    rowsOf(root).flatMap(({ asks }) =>
      asks && namesCampaign(asks) && asks.campaignId !== undefined ? [asks.campaignId] : []
    )
  ),
];

/** The lines that name segments: where a segment that would contain itself is mended. */
export const namesSegments = ({ asks }: Row): boolean =>
  asks !== null && choiceKey(asks) === 'segments';

const UNUSED_DAYS = 30;
/** Old enough to have been used, and used nowhere (P-21). */
export const isUnused = (
  { uses, createdAt }: Pick<SegmentView, 'uses' | 'createdAt'>,
  now: number
) => uses.length === 0 && now - createdAt > UNUSED_DAYS * 86_400_000;

/** How often each kind of thing uses it, in the order in which it is told. */
export const usesByKind = (uses: SegmentView['uses']) =>
  (['campaign', 'automation', 'bot', 'segment', 'view'] as const)
    .map((kind) => ({ kind, count: uses.filter((use) => use.kind === kind).length }))
    .filter(({ count }) => count > 0);

/** Where a use is seen; saved filters are chosen in Contacts. */
export const addressOfUse = ({
  kind,
  id,
}: Pick<SegmentView['uses'][number], 'kind' | 'id'>): string => {
  const plugin = `/plugins/${PLUGIN_ID}`;
  if (kind === 'campaign' || kind === 'automation' || kind === 'bot')
    return `${plugin}/${kind}s/${id}`;
  return kind === 'segment' ? `${plugin}/groups/segments/${id}` : `${plugin}/contacts`;
};
