import type { Core } from '@strapi/strapi';
import { quietUntil } from '../consent/public';
import { tagKey, type ContactRow } from '../contacts/public';
import type { UpdateContactBody } from '../contracts/contacts';
import type { MessageBody } from '../contracts/conversations';
import type { FlowGraph, FlowStep } from '../contracts/flow-graph';
import type { TrialMove } from '../contracts/flow-trial';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import type { About } from './about';
import { conditionsHold, variantThatHolds } from './domain/conditions';
import { madeUpHolds } from './domain/made-up';
import { playFlow, type Opening, type Stage } from './domain/trial';
import type { Variables } from './domain/variables';
import { personZone } from './person';
import type { FlowsService } from './public';
import { fillerFor } from './texts';
import { changeBy, fieldsOf } from './turning';

/** A flow that is played, and for whom. */
export interface TrialAsk extends Opening {
  graph: FlowGraph;
  contact: ContactRow;
  /** Tags of a made-up person; null: the contact is a real one, and conditions read the database. */
  tags: readonly string[] | null;
  accountId: number;
  moves: readonly TrialMove[];
  /** What a step would show, or what belongs to it. Throws why it would fail. */
  show(
    step: FlowStep,
    who: { contact: ContactRow; variables: Variables; isAgain: boolean; words: string | null }
  ): Promise<{ body: MessageBody | null; subject: string | null }>;
}

/** The person after a step that changes fields, as far as texts and conditions of a trial see them. */
const withChange = (contact: ContactRow, body: UpdateContactBody): ContactRow => {
  const { name, email, town, language, timezone } = body;
  const { givenName = contact.givenName, familyName = contact.familyName } = body;
  const hasNames = body.givenName !== undefined || body.familyName !== undefined;
  const full = hasNames ? [givenName, familyName].filter(Boolean).join(' ') : '';
  return {
    ...contact,
    givenName,
    familyName,
    name: name ?? (full || contact.name),
    ...(email === undefined ? {} : { email }),
    ...(town === undefined ? {} : { town }),
    ...(language === undefined ? {} : { language }),
    ...(timezone === undefined ? {} : { timezone }),
  };
};

/** The tags after a step that gives and takes some. */
const withTags = (
  tags: readonly string[],
  { add, remove }: Extract<FlowStep, { kind: 'tag' }>
): string[] => {
  const gone = new Set([...add, ...remove].map(tagKey));
  return [...tags.filter((tag) => !gone.has(tagKey(tag))), ...add];
};

/** What is asked without a run: whether conditions hold, and how a flow would go. Nothing is changed. */
export const createTrials = (
  strapi: Core.Strapi,
  about: About
): Pick<FlowsService, 'holds' | 'play'> => ({
  holds: async (sql, tree, asked) => conditionsHold(tree, await about(asked, sql)),
  play: ({ graph, accountId, show, ...asked }) => {
    const isMadeUp = asked.tags !== null;
    let { contact } = asked;
    let tags: readonly string[] = asked.tags ?? [];
    /** Only this trial knows of it: the database does not. */
    let isChanged = false;

    const apply = async (step: FlowStep, variables: Variables): Promise<void> => {
      if (step.kind === 'set') {
        const texts = step.values.map(({ text }) => text);
        const spoken = { texts, contact, accountId, variables };
        const fill = await fillerFor(strapi, contextOf(strapi).db.knex, spoken);
        contact = withChange(contact, changeBy(step, fill));
      } else if (step.kind === 'tag') tags = withTags(tags, step);
      else return;
      isChanged = true;
    };

    const holds: Stage['holds'] = async (when, { now: at, variables, said }) => {
      let unsure = false;
      const { known, person } = await about({ contact, accountId, variables, said, at });
      const isTrue = await conditionsHold(when, {
        known,
        person: (condition) => {
          const { language, country, town } = contact;
          const is = isMadeUp ? madeUpHolds(condition, { language, country, town, tags }) : null;
          unsure ||= isMadeUp ? is === null : isChanged;
          return isMadeUp ? Promise.resolve((is ?? false) !== condition.not) : person(condition);
        },
      });
      return { holds: isTrue, unsure };
    };

    const stage: Stage = {
      holds,
      says: async (step, { isAgain, ...scene }) => {
        const { variables } = scene;
        const words = await variantThatHolds(
          step,
          async (when) => (await holds(when, scene)).holds
        );
        const { body } = await show(step, { contact, variables, isAgain, words });
        if (!body) throw new Error(`a step of the kind ${step.kind} shows nothing`);
        return body;
      },
      does: async (step, { variables }) => {
        const { subject } = await show(step, { contact, variables, isAgain: false, words: null });
        await apply(step, variables);
        return step.kind === 'set' ? fieldsOf(step) : subject;
      },
      quietEnd: async (now) => {
        const { quietHours } = await settingsService(strapi).get();
        return quietHours && quietUntil(quietHours, contact, now);
      },
      person: () => ({
        language: contact.language,
        country: contact.country,
        zone: personZone(contact),
      }),
    };
    const { at, said, windowUntil, moves } = asked;
    return playFlow(graph, stage, { at, said, windowUntil, moves });
  },
});
