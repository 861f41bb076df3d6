import type { Core } from '@strapi/strapi';
import type { z } from 'zod';
import { audienceService } from '../audience/public';
import { contactsService, type ContactRow } from '../contacts/public';
import type { PeopleFilter } from '../contracts/audience';
import { REHEARSAL_AMONG, REHEARSAL_MOVES, type rehearsalBody } from '../contracts/flow-rehearsal';
import type { FlowTrial } from '../contracts/flow-trial';
import {
  drawnPeople,
  drawsOf,
  flowsService,
  messagesIn,
  rehearsalOf,
  rehearsedMove,
  type TrialAsk,
} from '../flows/public';
import { notFound } from '../kernel/errors';
import { turnOfTheLoop } from '../kernel/turn';
import { pricesService, type CostGroup } from '../prices/public';
import { segmentsService } from '../segments/public';
import { contextOf } from '../strapi/context';
import { chargesIn } from './cost';
import type { Charges } from './domain/price-range';
import type { BotsService } from './public';
import { numberOf, originOf } from './trial';
import { createShow } from './trial-steps';

interface Played {
  readonly contact: ContactRow;
  readonly trial: FlowTrial;
}

/** The messages that would have gone, by country and how they are charged. */
const groupsIn = (played: readonly Played[], charges: Charges, at: number): CostGroup[] => {
  const groups = new Map<string, CostGroup>();
  for (const { contact, trial } of played)
    for (const { node } of messagesIn(trial)) {
      const charge = charges.get(node);
      if (charge === undefined) continue;
      const { country } = contact;
      const { category, most } = charge;
      const key = [country, category, most?.currency, most?.micros].join(' ');
      const count = (groups.get(key)?.count ?? 0) + 1;
      groups.set(key, { country, category, type: null, at, inWindow: false, count, most });
    }
  return [...groups.values()];
};

type Asked = z.output<typeof rehearsalBody>;

/** Plays flows with people of ours who answer by chance. Nothing is sent, written or counted. */
export const createRehearsals = (
  strapi: Core.Strapi
): Pick<BotsService, 'drawPeople' | 'rehearse'> => {
  const { db, clock } = contextOf(strapi);

  const play = (
    contact: ContactRow,
    { graph, said, seed, silent, unfit }: Asked,
    by: Pick<TrialAsk, 'accountId' | 'ownerId' | 'at' | 'origin'>
  ): Promise<FlowTrial> => {
    const person = {
      draw: drawsOf(seed, contact.id),
      habits: { silent, unfit },
      language: contact.language,
    };
    let made = 0;
    return flowsService(strapi).play({
      ...{ ...by, graph, contact, moves: [], tags: null, isPress: false },
      said: said === '' ? null : { text: said, type: 'text' },
      next: (played) => {
        // What another system answers is nothing that the person does.
        if (played.place?.waits !== 'calling') made += 1;
        return made > REHEARSAL_MOVES ? null : rehearsedMove(graph, played, person);
      },
      show: createShow(strapi, by.accountId),
    });
  };

  return {
    drawPeople: async ({ segmentId, people, seed }) => {
      if (segmentId !== null) {
        const names = await segmentsService(strapi).names([segmentId]);
        if (!names.has(segmentId)) throw notFound('the segment');
      }
      const filter: PeopleFilter =
        segmentId === null ? {} : { segments: { include: [segmentId], exclude: [] } };
      const choice = { kind: 'all' as const, filter, except: [] };
      const among = await audienceService(strapi).sampleChoice(choice, REHEARSAL_AMONG);
      const ids = among.map(({ id }) => id);
      return { contactIds: drawnPeople(ids, people, seed) };
    },
    rehearse: async (asked, ownerId = null) => {
      const at = asked.at ?? clock.now();
      const accountId = await numberOf(strapi, asked.accountId);
      const origin = await originOf(strapi, asked.id);
      const found = await contactsService(strapi).byIds(db.knex, asked.contactIds);
      const played: Played[] = [];
      // People who were merged into others since they were drawn are left out.
      for (const contact of [...found.values()].filter((one) => one.mergedInto === null)) {
        played.push({
          contact,
          trial: await play(contact, asked, { accountId, ownerId, at, origin }),
        });
        // The driver of SQLite runs in this process: others get their turn.
        await turnOfTheLoop();
      }
      const charges = await chargesIn(strapi, { graph: asked.graph, accountId });
      return {
        startedAt: at,
        ...rehearsalOf(
          asked.graph,
          played.map(({ trial }) => trial)
        ),
        cost: await pricesService(strapi).costOf(groupsIn(played, charges, at)),
      };
    },
  };
};
