import type { Core } from '@strapi/strapi';
import { groupsIn, segmentsIn } from '../audience/public';
import { leavesIn } from '../contracts/condition-tree';
import {
  isOwnCondition,
  type FlowCondition,
  type FlowConditions,
} from '../contracts/flow-conditions';
import type { FlowGraph } from '../contracts/flow-graph';
import { conditionsOf } from '../contracts/flow-parts';
import type { SegmentCondition } from '../contracts/segments';
import { flowsService } from '../flows/public';
import { addTo } from '../kernel/lists';
import type { SegmentUse } from '../segments/public';
import { contextOf } from '../strapi/context';
import { placed, type Placed } from './domain/chain';
import { allBots } from './store';
import type { BotRow } from './tables';

/** What a condition names of one kind of thing. */
type NamedIn = (condition: SegmentCondition) => number[];
type Uses = Map<number, SegmentUse[]>;

const stepsOf = (graph: FlowGraph | null): Placed[] => placed({ steps: null, graph });

const asked = (steps: readonly Placed[]): FlowConditions[] =>
  steps.flatMap(({ step }) => conditionsOf(step).map(([, when]) => when));

/** Conditions of its triggers, of what is published, and of its draft. */
const askedNow = (row: BotRow): FlowConditions[] => [
  ...(row.triggers ?? []).flatMap(({ when }) => when ?? []),
  ...asked([...placed(row), ...stepsOf(row.draft?.graph ?? null)]),
];

/** What conditions about contacts name. */
const namedBy = (trees: readonly FlowConditions[], namedIn: NamedIn): Set<number> =>
  new Set(
    trees
      .flatMap((tree) => leavesIn<FlowCondition>(tree))
      .flatMap((leaf) => (isOwnCondition(leaf) ? [] : namedIn(leaf)))
  );

/** Bots and flows by what their conditions name, in versions that people are still in too. */
const conditionUses = async (strapi: Core.Strapi, namedIn: NamedIn): Promise<Uses> => {
  const open = await flowsService(strapi).openVersions();
  const uses: Uses = new Map();
  for (const row of await allBots(contextOf(strapi).db.knex)) {
    const use: SegmentUse = { kind: 'bot', id: row.id, name: row.name };
    const walked = open.flatMap(({ botId, graph }) => (botId === row.id ? stepsOf(graph) : []));
    const now = namedBy(askedNow(row), namedIn);
    for (const one of now) addTo(uses, one, use);
    for (const one of namedBy(asked(walked), namedIn))
      if (!now.has(one)) addTo(uses, one, { ...use, earlier: true });
  }
  return uses;
};

/** Bots by the segments that they ask of. For `segmentsService.uses`. */
export const segmentsOfBots = (strapi: Core.Strapi): Promise<Uses> =>
  conditionUses(strapi, segmentsIn);

/** Bots by the groups that they ask of. For `groupsService.uses`. */
export const groupsOfBots = (strapi: Core.Strapi): Promise<Uses> => conditionUses(strapi, groupsIn);
