import type { Ago, SegmentCondition, SegmentNode } from '../../../server/src/contracts/segments';
import { chip } from '../audience/evaluator';

/** A message as the plain evaluator knows it. */
export interface Said {
  direction: 'in' | 'out';
  state: 'received' | 'accepted' | 'failed' | 'left';
  type: string;
  text: string;
  at: number;
  campaignId: number | null;
  deliveredAt: number | null;
  readAt: number | null;
  answered: boolean;
}

/** An opened link as the plain evaluator knows it. */
export interface Clicked {
  linkId: number;
  name: string;
  target: string;
  campaignId: number;
  at: number;
}

/** Something that a person did, as far as a condition asks of it. */
export interface Converted {
  event: string;
  /** Credited with it; 0 = none. */
  campaignId: number;
  at: number;
}

/** A person as the plain evaluator knows them. */
export interface Person {
  id: number;
  country: string | null;
  language: string | null;
  marketing: 'in' | 'none' | 'out';
  tags: string[];
  groups: number[];
  addedAt: number;
  lastInboundAt: number | null;
  messages: Said[];
  clicks: Clicked[];
  conversions: Converted[];
}

const HOUR = 3_600_000;
const millis = ({ amount, unit }: Ago) => amount * (unit === 'hours' ? HOUR : 24 * HOUR);

const counted = (
  n: number,
  { atLeast, atMost }: { atLeast?: number | undefined; atMost?: number | undefined }
) => n >= (atLeast ?? (atMost === undefined ? 1 : 0)) && (atMost === undefined || n <= atMost);

/** Case does not matter, and the four Turkish i are one letter. */
const folded = (text: string) => text.replace(/[İIı]/g, 'i').toLowerCase();

const LEVELS = { high: [10, Infinity], medium: [3, 9], low: [1, 2], none: [0, 0] } as const;

const OUTCOME: Record<string, (said: Said) => boolean> = {
  sent: ({ state }) => state === 'accepted',
  delivered: ({ deliveredAt, readAt }) => deliveredAt !== null || readAt !== null,
  read: ({ readAt }) => readAt !== null,
  'not-read': ({ state, readAt }) => state === 'accepted' && readAt === null,
  answered: ({ answered }) => answered,
  failed: ({ state }) => state === 'failed',
};

const holds = (person: Person, condition: SegmentCondition, now: number): boolean => {
  const from = (ago: Ago | undefined) => (ago ? now - millis(ago) : -Infinity);
  switch (condition.kind) {
    case 'people': {
      const { filter } = condition;
      return (
        chip(filter.tags, (tag) => person.tags.includes(tag)) &&
        chip(filter.groups, (group) => person.groups.includes(group)) &&
        chip(filter.countries, (country) => person.country === country) &&
        chip(filter.languages, (language) => person.language === language) &&
        chip(filter.consent, (state) => person.marketing === state)
      );
    }
    case 'time': {
      const at = condition.fact === 'added' ? person.addedAt : person.lastInboundAt;
      if (condition.operator === 'never') return at === null;
      if (at === null) return false;
      return condition.operator === 'within' ? at >= from(condition.ago) : at < from(condition.ago);
    }
    case 'messages': {
      const wanted = condition.direction === 'in' ? 'received' : 'accepted';
      const found = person.messages.filter(
        (said) =>
          said.direction === condition.direction &&
          said.state === wanted &&
          said.at >= from(condition.within) &&
          (!condition.types?.length || condition.types.includes(said.type)) &&
          (!condition.text || folded(said.text).includes(folded(condition.text)))
      );
      return counted(found.length, condition);
    }
    case 'engagement': {
      const since = now - 30 * 24 * HOUR;
      const n = person.messages.filter(
        ({ direction, state, at }) => direction === 'in' && state === 'received' && at >= since
      ).length;
      return condition.levels.some((level) => n >= LEVELS[level][0] && n <= LEVELS[level][1]);
    }
    case 'campaign':
      return person.messages.some(
        (said) =>
          said.campaignId !== null &&
          (condition.campaignId === undefined || said.campaignId === condition.campaignId) &&
          said.at >= from(condition.within) &&
          OUTCOME[condition.outcome]?.(said)
      );
    case 'clicked': {
      const { linkId, campaignId, text } = condition;
      return person.clicks.some(
        (click) =>
          (linkId === undefined || click.linkId === linkId) &&
          (campaignId === undefined || click.campaignId === campaignId) &&
          (!text || [click.name, click.target].some((one) => folded(one).includes(folded(text)))) &&
          click.at >= from(condition.within)
      );
    }
    case 'converted': {
      const { event, campaignId } = condition;
      const found = person.conversions.filter(
        (one) =>
          (event === undefined || one.event === event) &&
          (campaignId === undefined || one.campaignId === campaignId) &&
          one.at >= from(condition.within)
      );
      return counted(found.length, condition);
    }
    case 'records':
      throw new Error('linked records have a test of their own');
  }
};

/** What a tree means, in plain words of the language: the judge of the SQL. */
export const matches = (person: Person, node: SegmentNode, now: number): boolean => {
  if (node.kind !== 'group') return holds(person, node, now) !== node.not;
  const all = node.nodes.map((one) => matches(person, one, now));
  const found = all.length === 0 || (node.match === 'all' ? all.every(Boolean) : all.some(Boolean));
  return found !== node.not;
};
