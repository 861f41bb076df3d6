import type { Ago, SegmentCondition, SegmentGroup, SegmentNode } from '../contracts/segments';
import { agreedSql } from '../consent/public';
import type { DataPurpose } from '../contracts/consent';
import { messageTable } from '../conversations/public';
import { convertedCountSql } from '../conversions/public';
import { DAY_MS } from '../kernel/time';
import { clickedSql } from '../links/public';
import { linkedCountSql, type LinkedTypes } from '../records/public';
import type { Dialect } from '../strapi/db';
import { contains } from '../strapi/folded-sql';
import { ENGAGEMENT, ENGAGEMENT_DAYS } from './domain/engagement';
import { millisecondsOf } from './domain/ago';
import { purposesOf } from './domain/purposes';
import { filterSql, type Trees } from './filter-sql';
import { and, either, isUnanswerable, marks, NOBODY, not, type SqlPart } from '../strapi/sql-part';

const MESSAGES = messageTable.table;
const EVERYBODY: SqlPart = { sql: '1 = 1', bindings: [] };

/** What trees mean at an instant. */
export interface TreesAt {
  now: number;
  nodes: ReadonlyMap<number, SegmentGroup>;
  required: ReadonlySet<DataPurpose>;
  linked: LinkedTypes;
}

interface Place {
  dialect: Dialect;
  alias: string;
  linked: LinkedTypes;
  trees: Trees;
  /** Under an odd number of NOTs. */
  flipped: boolean;
  /** Purposes for which only people who agreed may be looked at (X-08). */
  required: ReadonlySet<DataPurpose>;
}
type Of<K extends SegmentCondition['kind']> = Extract<SegmentCondition, { kind: K }>;
type Writers = {
  [K in SegmentCondition['kind']]: (place: Place, condition: Of<K>) => SqlPart;
};

const since = ({ trees }: Place, ago: Ago | undefined): number | null =>
  ago ? trees.now - millisecondsOf(ago) : null;

/** `count` of something that is at least and at most so often there. Without bounds: at least once. */
const within = (
  count: SqlPart,
  { atLeast, atMost }: { atLeast?: number | undefined; atMost?: number | undefined }
): SqlPart => {
  const least = atLeast ?? (atMost === undefined ? 1 : 0);
  const sql = [`${count.sql} >= ?`, ...(atMost === undefined ? [] : [`${count.sql} <= ?`])];
  const once = [...count.bindings, least];
  return {
    sql: `(${sql.join(' AND ')})`,
    bindings: atMost === undefined ? once : [...once, ...count.bindings, atMost],
  };
};

const COLUMNS = {
  added: 'added_at',
  changed: 'changed_at',
  'last-inbound': 'last_inbound_at',
  'last-outbound': 'last_outbound_at',
} as const;

const writeTime = (place: Place, { fact, operator, ago }: Of<'time'>): SqlPart => {
  const column = `${place.alias}.${COLUMNS[fact]}`;
  if (operator === 'never') return { sql: `${column} IS NULL`, bindings: [] };
  const from = since(place, ago);
  if (from === null) return NOBODY;
  const sign = operator === 'within' ? '>=' : '<';
  return { sql: `(${column} IS NOT NULL AND ${column} ${sign} ?)`, bindings: [from] };
};

/** How many messages: whose, since when, which. Notes of the team are no messages. */
const messageCount = (
  { alias }: Place,
  {
    direction,
    from,
    types,
    text,
  }: {
    direction: 'in' | 'out';
    from: number | null;
    types?: readonly string[] | undefined;
    text?: string | undefined;
  }
): SqlPart => {
  const said = text === undefined ? null : contains('fm.text', text);
  const conditions = [
    `fm.contact_id = ${alias}.id`,
    'fm.direction = ?',
    // What waits, failed or was never sent was not written to anybody.
    `fm.state IN (${direction === 'in' ? `'received'` : `'accepted'`})`,
    ...(from === null ? [] : ['fm.at >= ?']),
    ...(types && types.length > 0 ? [`fm.type IN (${marks(types)})`] : []),
    ...(said ? [`fm.text IS NOT NULL AND ${said.sql}`] : []),
  ];
  return {
    sql: `(SELECT COUNT(*) FROM ${MESSAGES} fm WHERE ${conditions.join(' AND ')})`,
    bindings: [
      direction,
      ...(from === null ? [] : [from]),
      ...(types ?? []),
      ...(said?.bindings ?? []),
    ],
  };
};

const writeMessages = (place: Place, condition: Of<'messages'>): SqlPart => {
  const { direction, types, text } = condition;
  const count = messageCount(place, {
    direction,
    types,
    text,
    from: since(place, condition.within),
  });
  return within(count, condition);
};

const writeEngagement = (place: Place, { levels }: Of<'engagement'>): SqlPart => {
  const from = place.trees.now - ENGAGEMENT_DAYS * DAY_MS;
  const count = messageCount(place, { direction: 'in', from });
  return either(levels.map((level) => within(count, ENGAGEMENT[level])));
};

const answeredSql = (more: string): string =>
  `EXISTS (SELECT 1 FROM ${MESSAGES} fa WHERE fa.context_key = fm.wamid_key AND fa.direction = 'in'${more})`;

/** Facts of the message that a campaign sent; a read one counts as delivered even without that notice. */
const OUTCOMES: Record<Of<'campaign'>['outcome'], string> = {
  sent: `fm.state = 'accepted'`,
  delivered: '(fm.delivered_at IS NOT NULL OR fm.read_at IS NOT NULL)',
  read: 'fm.read_at IS NOT NULL',
  'not-read': `(fm.state = 'accepted' AND fm.read_at IS NULL)`,
  answered: answeredSql(''),
  failed: `fm.state = 'failed'`,
};

const writeCampaign = (place: Place, condition: Of<'campaign'>): SqlPart => {
  const { campaignId, outcome } = condition;
  const from = since(place, condition.within);
  const texts = (outcome === 'answered' && condition.texts) || [];
  const conditions = [
    `fm.contact_id = ${place.alias}.id`,
    campaignId === undefined ? 'fm.campaign_id IS NOT NULL' : 'fm.campaign_id = ?',
    ...(from === null ? [] : ['fm.at >= ?']),
    texts.length === 0 ? OUTCOMES[outcome] : answeredSql(` AND fa.text IN (${marks(texts)})`),
  ];
  return {
    sql: `EXISTS (SELECT 1 FROM ${MESSAGES} fm WHERE ${conditions.join(' AND ')})`,
    bindings: [
      ...(campaignId === undefined ? [] : [campaignId]),
      ...(from === null ? [] : [from]),
      ...texts,
    ],
  };
};

const writeRecords = (place: Place, condition: Of<'records'>): SqlPart => {
  const from = since(place, condition.within);
  const count = linkedCountSql(place.dialect, place, { type: condition.type, from });
  return count === null ? NOBODY : within(count, condition);
};

const writers: Writers = {
  people: (place, { filter }) => {
    const part = filterSql(place.dialect, filter, place);
    return part.sql === '' ? EVERYBODY : part;
  },
  time: writeTime,
  messages: writeMessages,
  engagement: writeEngagement,
  campaign: writeCampaign,
  records: writeRecords,
  clicked: (place, condition) =>
    clickedSql(place.alias, { ...condition, from: since(place, condition.within) }),
  converted: (place, condition) =>
    within(
      convertedCountSql(place.alias, { ...condition, from: since(place, condition.within) }),
      condition
    ),
};

const writeCondition = <K extends SegmentCondition['kind']>(place: Place, condition: Of<K>) =>
  (writers[condition.kind] as (place: Place, condition: Of<K>) => SqlPart)(place, condition);

/**
 * Facts that need a consent are looked at only of people who gave it (X-08). Under a NOT the others must match here, so
 * that they do not match there.
 */
const ofTheAgreed = (place: Place, condition: SegmentCondition): SqlPart => {
  const part = writeCondition(place, condition);
  const needed = purposesOf(condition).filter((purpose) => place.required.has(purpose));
  if (needed.length === 0 || isUnanswerable(part)) return part;
  const agreed = needed.map((purpose) => agreedSql(purpose, place.alias)).join(' AND ');
  return place.flipped
    ? { sql: `((${part.sql}) OR NOT (${agreed}))`, bindings: part.bindings }
    : { sql: `((${part.sql}) AND ${agreed})`, bindings: part.bindings };
};

const writeGroup = (place: Place, { match, nodes }: SegmentGroup): SqlPart => {
  if (nodes.length === 0) return EVERYBODY;
  const parts = nodes.map((node) => treeSql(place, node));
  if (parts.some(isUnanswerable)) return NOBODY;
  return match === 'any' ? either(parts) : and(parts);
};

/**
 * A tree of conditions over the contacts table `alias`; true or false, never NULL. When anything in it cannot be
 * answered (a field, a type, a segment that is gone) nobody matches: a rule that cannot be kept must not mean everybody.
 */
const treeSql = (around: Place, node: SegmentNode): SqlPart => {
  const place = { ...around, flipped: around.flipped !== node.not };
  const part = node.kind === 'group' ? writeGroup(place, node) : ofTheAgreed(place, node);
  if (isUnanswerable(part)) return NOBODY;
  return node.not ? not(part) : { sql: `(${part.sql})`, bindings: part.bindings };
};

/** The trees of these segments, and of those that they name, at the instant `now`. */
export const createTrees = (dialect: Dialect, { now, nodes, required, linked }: TreesAt): Trees => {
  const open = new Set<number>();
  const trees: Trees = {
    now,
    of: (alias, segmentId, flipped) => {
      const tree = nodes.get(segmentId);
      // A segment that contains itself has no meaning.
      if (!tree || open.has(segmentId)) return NOBODY;
      open.add(segmentId);
      try {
        return treeSql({ dialect, alias, trees, flipped, required, linked }, tree);
      } finally {
        open.delete(segmentId);
      }
    },
  };
  return trees;
};
