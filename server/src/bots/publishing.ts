import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { botBody, type BotView, type FlowImpact, type PublishOrder } from '../contracts/bots';
import { flowsService } from '../flows/public';
import { DomainError, notFound } from '../kernel/errors';
import { logsService } from '../logs/public';
import { contextOf } from '../strapi/context';
import { checkGraph, refuseIncomplete } from './check';
import { costOfFlow } from './cost';
import { waitingProblem } from './domain/waiting';
import type { BotsService, Publisher } from './public';
import { holdBot, replaceBot, updateBot } from './store';
import type { BotRow } from './tables';

/** How bots are read and changed. */
interface Desk {
  get(id: number): Promise<BotView>;
  /** Throws `not-found`. */
  known(id: number): Promise<BotRow>;
  /** A transaction after which open pages look again; answers the bot's id. */
  telling(work: (trx: Knex.Transaction) => Promise<number>): Promise<number>;
  /** The same, after which messages are answered by what was changed. */
  changing(work: (trx: Knex.Transaction) => Promise<number>): Promise<number>;
}

/** A version means one graph: two people who save at once make two. */
export const changedMeanwhile = (): DomainError =>
  new DomainError('changed-meanwhile', 'someone else saved this bot in the meantime', {
    status: 409,
    remedy: 'Open the bot again and repeat your change.',
  });

/** What became of people at a deleted step. */
interface Decision {
  node: string;
  kind: string;
  people: number;
  then: PublishOrder['waiting'][number]['then'];
  to?: string;
}

/** What was decided for each deleted step that has people. */
const decisionsOf = ({ nodes }: FlowImpact, waiting: PublishOrder['waiting']): Decision[] =>
  nodes
    .filter(({ isGone }) => isGone)
    .map(({ node, kind, count: people }) => {
      const order = waiting.find((one) => one.node === node);
      const to = order?.then === 'move' ? { to: order.to } : {};
      return { node, kind, people, then: order?.then ?? 'finish', ...to };
    });

/** Who publishes, as versions keep it. */
export const publishedBy = (by: Publisher | null) => ({
  by: by?.name ?? null,
  publisherId: by?.id ?? null,
});

/** The line of the log that a graph was published. */
export const tellPublished = (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  {
    bot: { id, name },
    version,
    by,
    waiting = [],
  }: {
    bot: Pick<BotRow, 'id' | 'name'>;
    version: number;
    by: string | null;
    waiting?: Decision[];
  }
): Promise<void> => {
  const decided = waiting.map(({ kind, people, then }) => `${people} at ${kind}: ${then}`);
  return logsService(strapi).writeIn(trx, {
    area: 'bot',
    level: 'info',
    event: 'bot-published',
    text: [`${by ?? 'somebody'} published version ${version} of bot "${name}"`, ...decided].join(
      '; '
    ),
    botId: id,
    details: { bot: name, by: by ?? '', version, ...(waiting.length > 0 ? { waiting } : {}) },
  });
};

/** Drafts, checks and versions of flows, and what becomes of people in them when one is published. */
export const createPublishing = (
  strapi: Core.Strapi,
  { get, known, telling, changing }: Desk
): Pick<
  BotsService,
  | 'saveDraft'
  | 'dropDraft'
  | 'check'
  | 'cost'
  | 'impact'
  | 'publish'
  | 'versions'
  | 'version'
  | 'figures'
> => {
  const { clock } = contextOf(strapi);
  const flows = () => flowsService(strapi);

  /** Throws when a colleague has saved a draft that the writer did not see: it has no history to come back from. */
  const refuseUnseenDraft = ({ draft }: BotRow, { seen }: Pick<PublishOrder, 'seen'>) => {
    if (seen !== undefined && (draft?.at ?? null) !== seen) throw changedMeanwhile();
  };

  /** Looks at the draft where nobody else can change it: of two who saw the same one, one is refused. */
  const keepDraft = async (
    id: number,
    { seen }: Pick<PublishOrder, 'seen'>,
    draftOf: (row: BotRow) => BotRow['draft']
  ): Promise<BotView> => {
    await telling(async (trx) => {
      const row = await holdBot(trx, id);
      if (!row) throw notFound('the bot');
      refuseUnseenDraft(row, { seen });
      await updateBot(trx, id, { draft: draftOf(row) });
      return id;
    });
    return get(id);
  };

  /** Throws what stops the graph, or what was decided about people. */
  const refuseUnfit = async (row: BotRow, { graph, from, waiting, seen }: PublishOrder) => {
    if (from !== row.version) throw changedMeanwhile();
    refuseUnseenDraft(row, { seen });
    await refuseIncomplete(
      strapi,
      botBody.parse({ ...row, triggers: row.triggers ?? [], steps: [], graph })
    );
    const wrong = waitingProblem(waiting, graph);
    if (wrong) {
      const { kind, message, field, remedy } = wrong;
      throw new DomainError(kind, message, { field, remedy });
    }
  };

  return {
    saveDraft: (id, { graph, from, seen }, by = null) =>
      keepDraft(id, { seen }, ({ version, draft }) => {
        if (from > version)
          throw new DomainError('invalid', 'from: this version does not exist', {
            field: 'from',
            remedy: 'Reload the page.',
          });
        // No two drafts have one time: it says which of them somebody saw.
        return { graph, from, at: Math.max(clock.now(), (draft?.at ?? 0) + 1), by };
      }),
    dropDraft: (id, { seen } = {}) => keepDraft(id, { seen: seen === 0 ? null : seen }, () => null),
    check: (asked, publisherId = 0) => checkGraph(strapi, asked, publisherId),
    cost: (asked) => costOfFlow(strapi, asked),
    impact: async (id, graph) => {
      await known(id);
      return flows().impact(id, graph);
    },
    publish: async (id, order, by) => {
      const row = await known(id);
      await refuseUnfit(row, order);
      const { graph, from, waiting } = order;
      const version = from + 1;
      const decisions = decisionsOf(await flows().impact(id, graph), waiting);
      await changing(async (trx) => {
        // The checks take seconds. What a colleague saved in them, nobody has seen.
        const held = await holdBot(trx, id);
        if (held) refuseUnseenDraft(held, { seen: row.draft?.at ?? null });
        const replaced = await replaceBot(trx, row, {
          ...{ graph, steps: [], draft: null, version },
          // What went wrong before may be mended by this.
          ...{ lastError: null, lastErrorAt: null, changedAt: clock.now() },
        });
        if (replaced === 0) throw changedMeanwhile();
        const who = publishedBy(by);
        await flows().publish(trx, { botId: id, version, graph, ...who }, waiting);
        await tellPublished(strapi, trx, { bot: row, version, by: who.by, waiting: decisions });
        return id;
      });
      return get(id);
    },
    versions: async (id) => {
      const { version, graph } = await known(id);
      const current = graph === null ? null : version;
      const rows = await flows().versions(id);
      return rows.map((one) => ({ ...one, isCurrent: one.version === current }));
    },
    figures: async (id, { version, ...asked }) => {
      const row = await known(id);
      return flows().figures(id, { version: version ?? row.version, ...asked });
    },
    version: async (id, version) => {
      await known(id);
      const graph = await flows().graphAt(id, version);
      if (!graph) throw notFound('the version');
      return { version, graph };
    },
  };
};
