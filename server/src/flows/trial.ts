import type { Core } from '@strapi/strapi';
import { zoneFor } from '../accounts/public';
import { consentService, quietUntil } from '../consent/public';
import type { ContactRow } from '../contacts/public';
import type { ApartEvent } from '../contracts/bots';
import type { MessageBody } from '../contracts/conversations';
import type { FlowConditions } from '../contracts/flow-conditions';
import type { FlowGraph, FlowStep } from '../contracts/flow-graph';
import type { TrialMove } from '../contracts/flow-trial';
import { DAY_MS } from '../kernel/time';
import { gateRules } from '../sending/public';
import { settingsService } from '../settings/public';
import type { About } from './about';
import { chosenVariant, conditionsHold } from './domain/conditions';
import { meantFirst } from './domain/entries';
import { lookAt } from './domain/known-person';
import { playFlow } from './domain/play-flow';
import type { Meaning, NextMove, Opening, Scene, Spoken, Stage } from './domain/trial-stage';
import { tryEntry } from './entry-trial';
import type { FlowsService } from './public';
import { isNotice } from './replies';
import type { Spoken as Texts } from './texts';
import { createMeaning, judgedBy, pastOf } from './trial-past';
import { createPerson, type Person, type Tried } from './trial-person';
import { fieldsOf } from './turning';

type Begun = Pick<Opening, 'at' | 'said' | 'saidAt' | 'origin' | 'isPress'>;

/** What sets a trial off, and with whom. */
export interface OpeningAsk extends Tried, Begun {
  /** What happened with the person otherwise than by a message that they wrote just now. */
  happened?: { event: ApartEvent; value: string } | null;
  /** The conversation was closed before: no agent has it any more. */
  isClosed?: boolean;
  /** The number is outside of its business hours when the trial begins, whatever the clock says. */
  isOutside?: boolean;
}

/** What bots find when such a message comes to them. */
export interface TrialOpening {
  /** A person has the conversation. */
  isTaken: boolean;
  /** What the words do by themselves. */
  meaning: Meaning | null;
  /** Do the conditions of a trigger hold for the person, as the words left them? `unsure`: they ask what is not known here. */
  holds(when: FlowConditions): ReturnType<Stage['holds']>;
}

/** A flow that is played, and for whom. */
export interface TrialAsk extends OpeningAsk {
  graph: FlowGraph;
  /** Who tries it: by their rights entries are found and made; null: nobody of the team. */
  ownerId: number | null;
  /** May free text go to a made-up person who has written nothing? Of a contact it is known. */
  windowOpen?: boolean;
  /** Entries that it means from its beginning, by content type. */
  entries?: Readonly<Record<string, string>>;
  /** When the person would have got promotions before, beside those that they did get. */
  promotions?: readonly number[];
  /** An entry carries consent for its utility templates (O-33). */
  carried?: boolean;
  moves: readonly TrialMove[];
  /** What the person does after them. */
  next?: NextMove;
  /** What a step would show, or what belongs to it. Throws why it would fail. `template`: of a step that sends one. */
  show(
    step: FlowStep,
    who: Pick<Texts, 'variables' | 'fields'> & {
      contact: ContactRow;
      isAgain: boolean;
      words: string | null;
    }
  ): Promise<{
    body: MessageBody | null;
    subject: string | null;
    template?: Pick<Spoken, 'category' | 'topic'>;
  }>;
}

const PLAIN: { isAgain: boolean; words: string | null } = { isAgain: false, words: null };
/** What is no template answers within the window, or is one text of a run. */
const SERVICE = { category: 'SERVICE', topic: null } as const;

/** Conditions of triggers, branches and variants, for this person as the trial has changed them. */
const createJudge =
  (about: About, { person, asked }: { person: Person; asked: OpeningAsk }): Stage['holds'] =>
  async (when, { now, variables, said }) => {
    const { accountId, at, isOutside } = asked;
    let unsure = false;
    const contact = person.contact();
    const { known, person: saved } = await about({ contact, accountId, variables, said, at: now });
    const ask = person.isMadeUp ? null : saved;
    // Once time passes, the hours of the number decide.
    const isOpen = isOutside && now === at ? false : known.isOpen;
    const holds = await conditionsHold(when, {
      known: { ...known, isOpen },
      person: async (condition) => {
        const one = await lookAt(condition, person.known(), { ask, touched: person.touched() });
        unsure ||= one.unsure;
        return one.holds;
      },
    });
    return { holds, unsure };
  };

/** The person of a trial, what went before it, what their words mean, and which conditions hold for them. */
const meet = async (strapi: Core.Strapi, about: About, asked: OpeningAsk) => {
  const settings = await settingsService(strapi).get();
  const rules = gateRules(settings);
  const known = await pastOf(strapi, asked, { at: asked.at, rules: rules.rules });
  const past = { ...known, isTaken: known.isTaken && !asked.isClosed };
  const person = await createPerson(strapi, asked, settings);
  if (asked.said) person.talks();
  if (asked.happened) person.happens(asked.happened);
  const read = (text: string) => consentService(strapi).read(text);
  const means = createMeaning({ person, past, settings, read });
  const holds = createJudge(about, { person, asked });
  return { settings, rules, past, person, means, holds };
};

/** What is asked without a run: whether conditions hold, and how a flow would go. Nothing is changed. */
export const createTrials = (
  strapi: Core.Strapi,
  about: About
): Pick<FlowsService, 'holds' | 'play' | 'opens'> => ({
  holds: async (sql, tree, asked) => conditionsHold(tree, await about(asked, sql)),
  opens: async (asked) => {
    const { past, means, holds } = await meet(strapi, about, asked);
    const { at, said, saidAt, isPress } = asked;
    const { isTaken, lastInboundAt } = past;
    const begun = { now: at, order: 0 };
    const opening = { ...begun, isPress, isAsking: false, hasAnswered: false, lastInboundAt };
    return {
      isTaken,
      // What waits for an answer was read when it came.
      meaning:
        said && saidAt === undefined ? means({ ...opening, sent: [], words: said.text }) : null,
      holds: (when) => holds(when, { ...begun, variables: null, said }),
    };
  },
  play: async ({ graph, moves, next, show, windowOpen = false, entries, ...asked }) => {
    const { settings, rules, past, person, means, holds } = await meet(strapi, about, asked);
    const promotions = [...past.promotions, ...(asked.promotions ?? [])];
    const { at, said, saidAt, origin, isPress, accountId, ownerId, carried = false } = asked;

    const known = () => ({ contact: person.contact(), fields: person.shownFields() });
    const shown = (step: FlowStep, { variables }: Pick<Scene, 'variables'>, more = PLAIN) =>
      show(step, { ...known(), variables, ...more });
    const whose = () => ({ ...known(), accountId, ownerId, isMadeUp: person.isMadeUp });

    const stage: Stage = {
      holds,
      says: async (step, { isAgain, ...scene }) => {
        let unsure = false;
        const variant = await chosenVariant(step, async (when) => {
          const one = await holds(when, scene);
          unsure ||= one.unsure;
          return one.holds;
        });
        const more = { isAgain, words: variant?.words ?? null };
        const { body, template = SERVICE } = await shown(step, scene, more);
        if (!body) throw new Error(`a step of the kind ${step.kind} shows nothing`);
        person.talks();
        return { body, ...template, variant: variant?.number ?? null, unsure };
      },
      happens: (event) => person.happens(event),
      isNotice: (step) => isNotice(strapi, step),
      judges: (going) =>
        judgedBy(
          { contact: person.contact(), past: { ...past, promotions }, rules, carried },
          going
        ),
      does: async (step, scene) => {
        const { variables, now } = scene;
        if (step.kind === 'entry') return tryEntry(strapi, step, { ...whose(), variables, now });
        const { subject } = await shown(step, scene);
        if (step.kind === 'tag') person.tag(step);
        if (step.kind === 'set') await person.set(step, variables);
        if (step.kind === 'topic' || step.kind === 'opt-in') person.consent.record(step, scene);
        return { subject: step.kind === 'set' ? fieldsOf(step) : subject };
      },
      means: (words) => {
        person.talks();
        return means(words);
      },
      quietEnd: (now) => {
        const { quietHours } = settings;
        return Promise.resolve(quietHours && quietUntil(quietHours, person.contact(), now));
      },
      person: () => {
        const contact = person.contact();
        const { language, country } = contact;
        return { language, country, zone: zoneFor(strapi, contact) };
      },
    };
    const saved = person.isMadeUp ? (windowOpen ? at + DAY_MS : null) : past.windowUntil;
    const { lastInboundAt, answered } = past;
    // A message comes to the agent, and no flow begins.
    const isTaken = said === null && past.isTaken;
    const variables = meantFirst(entries);
    const begun = { at, said, saidAt, origin, isPress, isTaken };
    const opening = { ...begun, lastInboundAt, answered, variables };
    const windowUntil = said ? (saidAt ?? at) + DAY_MS : saved;
    return playFlow(graph, stage, { ...opening, windowUntil, moves, next });
  },
});
