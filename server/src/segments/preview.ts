import type { Core } from '@strapi/strapi';
import { audienceService, choiceSql, purposesIn, type ResolvedChoice } from '../audience/public';
import { consentRules, requiredPurposes, skipReasonSql } from '../consent/public';
import { shownName } from '../contacts/public';
import type {
  SegmentGroup,
  SegmentNode,
  SegmentPreview,
  SegmentWarning,
} from '../contracts/segments';
import { DomainError } from '../kernel/errors';
import { sensitiveService } from '../sensitive/public';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import { isUnanswerable } from '../strapi/sql-part';
import { mayBeSame, sameness, TINY } from './domain/likeness';
import { lockedLabels } from './locked';
import { listSegments, type Segment } from './store';

const SAMPLE = 5;
/** A count that takes longer ends with what to do about it. */
const LONGEST_MS = 15_000;
/** Segments that are nearest in size are compared; each comparison is a count. */
const COMPARED = 5;

/** A comparison that takes too long is left out; the segment itself is counted. */
const leftOut = (error: unknown): null => {
  if (error instanceof DomainError && error.kind === 'count-too-slow') return null;
  throw error;
};

const conditionsOf = (node: SegmentNode): Exclude<SegmentNode, SegmentGroup>[] =>
  node.kind === 'group' ? node.nodes.flatMap(conditionsOf) : [node];

const group = (match: 'all' | 'any', nodes: SegmentNode[]): SegmentGroup => ({
  kind: 'group',
  not: false,
  match,
  nodes,
});

/** What is known of a tree before it is used. */
export const createPreviews = (strapi: Core.Strapi) => {
  const { db, clock } = contextOf(strapi);
  const audience = () => audienceService(strapi);

  /** How many match, and how many of them may get marketing now by the gate's own rule. */
  const count = async (
    choice: ResolvedChoice
  ): Promise<{ people: number; messageable: number }> => {
    const rules = consentRules(await settingsService(strapi).get());
    const may = `SUM(CASE WHEN (${skipReasonSql('MARKETING', String(clock.now()), rules)}) IS NULL THEN 1 ELSE 0 END)`;
    return audience().sumsOf(
      choice,
      { people: 'COUNT(*)', messageable: may },
      { longestMs: LONGEST_MS }
    );
  };

  /** Conditions that ask for something that is gone, by what they ask. */
  const goneIn = async (tree: SegmentGroup): Promise<SegmentWarning[]> => {
    const gone: SegmentWarning[] = [];
    for (const node of conditionsOf(tree)) {
      const { where } = choiceSql(db.dialect, await audience().ofTree(group('all', [node])));
      if (isUnanswerable({ sql: where, bindings: [] }))
        gone.push({ kind: 'gone', what: JSON.stringify(node).slice(0, 200) });
    }
    return gone;
  };

  const likeOthers = async (
    tree: SegmentGroup,
    { people, id }: { people: number; id: number | undefined }
  ): Promise<SegmentWarning[]> => {
    const distance = (other: Segment) => Math.abs((other.people ?? 0) - people);
    const all = await listSegments(db.knex);
    const locked = lockedLabels(all, await sensitiveService(strapi).locked(db.knex, 'segments'));
    const others = all
      .filter((other) => (locked.get(other.id) ?? []).length === 0)
      .filter((other) => other.id !== id && other.people !== null)
      .filter((other) => mayBeSame(people, other.people ?? 0))
      .sort((a, b) => distance(a) - distance(b))
      .slice(0, COMPARED);
    const warnings: SegmentWarning[] = [];
    for (const other of others) {
      const shared = await audience().ofTree(group('all', [tree, other.tree]));
      const both = await audience()
        .sumsOf(shared, { people: 'COUNT(*)' }, { longestMs: LONGEST_MS })
        .catch(leftOut);
      const percent =
        both && sameness({ one: people, other: other.people ?? 0, both: both.people });
      if (percent !== null)
        warnings.push({ kind: 'same-as', id: other.id, name: other.name, percent });
    }
    return warnings;
  };

  const preview = async (tree: SegmentGroup, id?: number): Promise<SegmentPreview> => {
    const choice = await audience().ofTree(tree);
    const countedAt = clock.now();
    const { people, messageable } = await count(choice);
    const warnings = await goneIn(tree);
    const all = await audience().countChoice({ kind: 'all', filter: {}, except: [] });
    if (warnings.length === 0 && people === 0) warnings.push({ kind: 'empty' });
    else if (warnings.length === 0 && people === all) warnings.push({ kind: 'everyone' });
    else if (people > 0 && people < TINY) warnings.push({ kind: 'tiny', people });
    if (people > 0 && people < all) warnings.push(...(await likeOthers(tree, { people, id })));
    const required = await requiredPurposes(db.knex);
    const purposes = purposesIn(tree).filter((purpose) => required.has(purpose));
    if (purposes.length > 0) warnings.push({ kind: 'only-agreed', purposes });
    const sample = (await audience().sampleChoice(choice, SAMPLE)).map((one) => ({
      id: one.id,
      name: shownName(one),
    }));
    return { people, messageable, sample, warnings, countedAt };
  };
  return { preview, count };
};
