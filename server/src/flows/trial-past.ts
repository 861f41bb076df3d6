import type { Core } from '@strapi/strapi';
import {
  cappedBy,
  capsOf,
  decideSaid,
  isNoWord,
  isSettledBy,
  needsContext,
  NO_CONTEXT,
  offeredBy,
  promotionContext,
  PROMOTION_MS,
  QUESTION_MS,
  type ReadMessage,
  type SaidFacts,
  type Shown,
} from '../consent/public';
import type { ContactRow } from '../contacts/public';
import { conversationOf, sentBefore, tookAt, windowAt } from '../conversations/public';
import { DAY_MS } from '../kernel/time';
import {
  gateRefusal,
  isBulk,
  isUnasked,
  promotionsOf,
  runChain,
  shownOf,
  unaskedOwner,
  type GateRules,
} from '../sending/public';
import type { Settings } from '../settings/public';
import { contextOf } from '../strapi/context';
import type { Going, Meaning, Refusal, Sent, Words } from './domain/trial-stage';
import { OWNER } from './replies';
import { answerTimes } from './run-store';
import type { Person, Tried } from './trial-person';

/** A message of ours that the person has. */
interface Had {
  at: number;
  shown: Shown;
  /** Its buttons and rows wait for an answer; those of templates do not. */
  isOffer: boolean;
}

/** What went to and fro with the number before the trial. */
interface Past {
  /** A person has taken the conversation. */
  isTaken: boolean;
  windowUntil: number | null;
  lastInboundAt: number | null;
  /** When bots wrote within the day before. */
  answered: readonly number[];
  /** When promotions went, as far back as caps look. */
  promotions: readonly number[];
  /** The newest first. */
  had: readonly Had[];
}

const NOTHING: Past = {
  ...{ isTaken: false, windowUntil: null, lastInboundAt: null },
  ...{ answered: [], promotions: [], had: [] },
};

/** Reads what a trial at this instant follows; a made-up person begins with nothing. */
export const pastOf = async (
  strapi: Core.Strapi,
  { contact, tags, accountId }: Tried,
  { at, rules }: { at: number } & Pick<GateRules, 'rules'>
): Promise<Past> => {
  if (tags !== null) return NOTHING;
  const { knex } = contextOf(strapi).db;
  const ask = { people: [contact], rules, now: at, except: {} };
  const all = (await promotionsOf(strapi, knex, ask)).get(contact.id) ?? [];
  const promotions = all.filter((one) => one <= at);
  const conversation = await conversationOf(knex, { accountId, contactId: contact.id });
  if (!conversation) return { ...NOTHING, promotions };
  const { id, botPausedAt } = conversation;
  const { windowExpiresAt, lastInboundAt } = await windowAt(knex, conversation, at);
  const sent = await sentBefore(knex, { conversationId: id, at, since: at - PROMOTION_MS });
  return {
    isTaken: botPausedAt !== null,
    windowUntil: windowExpiresAt,
    lastInboundAt,
    answered: await answerTimes(knex, id, { since: at - DAY_MS, upTo: at }),
    promotions,
    had: sent.map((one) => ({
      at: tookAt(one),
      shown: shownOf(one),
      isOffer: one.category === 'SERVICE',
    })),
  };
};

/** Whose key a message of the trial would have: an answer, or a run that answers nobody. */
const ownerOf = ({ unasked }: Pick<Sent, 'unasked'>): string =>
  unasked ? unaskedOwner(runChain(0)) : OWNER;

/** What the door would say to a message of the trial, by the rules of every send. */
export const judgedBy = (
  {
    contact,
    past,
    rules,
    carried,
  }: { contact: ContactRow; past: Past; rules: GateRules; carried: boolean },
  going: Going
): Refusal | null => {
  const { category, topic, now, lastInboundAt, windowUntil } = going;
  const keyOwner = ownerOf(going);
  const promotions = [...past.promotions, ...going.promotions];
  const refused = gateRefusal({
    ...{ contact, category, topic, promotions, lastInboundAt, now, ...rules },
    windowExpiresAt: windowUntil,
    agentInitiated: false,
    carried,
    unasked: isUnasked(keyOwner),
    bulk: isBulk({ category, keyOwner }),
  });
  if (!refused) return null;
  const caps = capsOf(contact.frequency, { cap: rules.rules.cap ?? null, byHand: false });
  return { ...refused, cap: refused.reason === 'capped' ? cappedBy(caps, promotions, now) : null };
};

const hadOf = (sent: Sent): Had => {
  const { at, body, category } = sent;
  const message = { body, category, campaignId: null, origin: 'bot' } as const;
  const shown = shownOf({ ...message, keyOwner: ownerOf(sent) });
  return { at, shown, isOffer: category === 'SERVICE' };
};

/** What the words of a trial mean by the rules of real messages, and what they change of its person. */
export const createMeaning = ({
  person,
  past,
  settings,
  read,
}: {
  person: Person;
  past: Past;
  settings: Pick<Settings, 'optOutTexts' | 'marketingOutTexts' | 'optInTexts'>;
  read(text: string): ReadMessage;
}): ((asked: Words) => Meaning | null) => {
  /** Confirmations that the trial owes, the newest first. `after`: how many messages of the trial went before. */
  const confirmed: (Had & { after: number })[] = [];

  const confirm = (does: Meaning['does'], { now: at, sent }: Words): void => {
    const { optOutTexts, marketingOutTexts, optInTexts } = settings;
    const texts = does === 'out' ? optOutTexts : does === 'in' ? optInTexts : marketingOutTexts;
    const text = Object.values(texts).join('\n');
    const shown = { text, titles: [], isPromotion: false, saysHowToLeave: true };
    confirmed.unshift({ at, shown, isOffer: false, after: sent.length });
  };

  /** What the person has of ours, the newest first: the clock of a trial does not tell their order. */
  const hadBy = ({ sent, now }: Words): Had[] => {
    const own = sent.flatMap((one, i) => {
      const before = sent.length - i;
      return [...confirmed.filter(({ after }) => after === before), hadOf(one)];
    });
    const first = confirmed.filter(({ after }) => after === 0);
    return [...own, ...first, ...past.had].filter(({ at }) => at > now - PROMOTION_MS);
  };

  const contextOfWords = (asked: Words) => {
    const { words, now, sent, isAsking, lastInboundAt } = asked;
    const had = hadBy(asked);
    const [last] = had;
    const isAnswered = sent.length > 0 ? asked.hasAnswered : (lastInboundAt ?? 0) > (last?.at ?? 0);
    const isOpen = last?.isOffer && !isAnswered && now - last.at <= QUESTION_MS;
    const offered = last && (isAsking || isOpen) ? offeredBy(last.shown.titles, words) : null;
    const shown = had.map((one) => one.shown);
    return {
      ...promotionContext(shown, words),
      question: isAsking ? (offered ?? { takes: true }) : offered,
    };
  };

  return (asked) => {
    const { words, isPress } = asked;
    const { reading } = read(words);
    // Whatever is pressed here is a button of ours, and marks no way out.
    const press: SaidFacts['press'] = isPress ? { mark: null, isKnown: true } : null;
    if (isNoWord(words, { reading, press })) return null;
    const context = needsContext({ reading, press }) ? contextOfWords(asked) : NO_CONTEXT;
    const isOut = reading === 'start' && person.consent.isOutOrAsked();
    const decision = decideSaid({ reading, press, ...context, isOut });
    if (decision === 'nothing') {
      const isAnswer = reading === 'unsure' && context.question?.takes === true;
      return isAnswer ? { does: 'answer', changed: false, passes: true } : null;
    }
    const changed = person.consent.decide(decision, asked);
    if (changed && decision !== 'ask') confirm(decision, asked);
    return { does: decision, changed, passes: !isSettledBy(decision, reading) };
  };
};
