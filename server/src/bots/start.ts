import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contactsService } from '../contacts/public';
import { ensureConversation, type Answerer, type ConversationRow } from '../conversations/public';
import {
  answeredSince,
  flowsService,
  openingOf,
  saidIn,
  welcomedSince,
  type Known,
} from '../flows/public';
import { DomainError, notFound } from '../kernel/errors';
import { MINUTE_MS } from '../kernel/time';
import { contextOf } from '../strapi/context';
import { isReply, LATE_MS, type BotEvent, type BotTrigger } from '../contracts/bots';
import { createBeginnings, type Missed } from './beginnings';
import { placed } from './domain/chain';
import {
  apart,
  matchingTriggers,
  plainMessage,
  wordThatFits,
  type Happening,
} from './domain/match';
import { pickBots } from './domain/pick';
import { templateOf } from './flow-start';
import { makeRun, type Start } from './make-run';
import type { BotsService, InboundFact } from './public';
import { isSpent } from './spent';
import { createStartFrom } from './start-from';
import { activeBots, activeStamp, findBot } from './store';
import type { ActiveBot } from './tables';
import { firstThread, latestThread } from './threads';
import { unanswered, type Waiting } from './unanswered';

/** Waits remembered, so that they are not asked about each second. */
const OFFERED_MOST = 10_000;

/** What a campaign's key sets off is one run. */
const factOf = (key: string): string => `flow:${key}`;

/** Events to which a bot listens. */
const eventsOf = ({ triggers }: ActiveBot) =>
  triggers.flatMap((trigger) => (trigger.kind === 'event' ? [trigger] : []));

const openedBy = ({ lastMessageId, status }: ConversationRow): Happening['opened'] => {
  if (lastMessageId === null) return 'new';
  return status === 'closed' ? 'reopened' : null;
};

const happeningOf = ({ content, conversation, isFirst, isUnclear }: InboundFact): Happening => ({
  ...plainMessage(content.reply?.title ?? content.body.text ?? ''),
  button: content.reply ? { id: content.reply.id, title: content.reply.title } : null,
  isFirst,
  opened: openedBy(conversation),
  fromAd: content.referral !== null,
  file: content.media?.kind ?? null,
  isPlace: content.body.location !== null,
  isUnclear: isUnclear === true,
});

/** Reactions, edits and news about the person's number are no messages that one answers. */
const isAnswerable = ({ content }: InboundFact): boolean =>
  content.reaction === null && content.changes === null && content.identityChange === null;

const triggerWord = (bot: ActiveBot, index: number): string => {
  const trigger = bot.triggers[index];
  if (!trigger) return '';
  return trigger.kind === 'event' ? `event:${trigger.event}` : trigger.kind;
};

/** What its answer is worth, when this trigger set it off. */
const answererOf = ({ row, triggers }: ActiveBot, index: number): Answerer => {
  const steps = placed(row).map(({ step }) => step);
  const trigger = triggers[index];
  // A word within a sentence is no word for the list: the sentence is for people.
  const isWholeWord = trigger?.kind === 'keyword' && trigger.match === 'exact';
  return {
    replies: steps.some(isReply),
    isPreferenceWord:
      row.graph === null && isWholeWord && steps.some(({ kind }) => kind === 'preferences'),
    isAskedFor: false,
    countsAsAnswered: row.countsAsAnswered,
  };
};

type Thread = Pick<ConversationRow, 'id' | 'accountId' | 'contactId'>;
type Place = Pick<Thread, 'accountId' | 'contactId'>;
/** A bot, and which of its triggers fits. */
interface Picked {
  bot: ActiveBot;
  trigger: number;
}

/** What may set bots off. */
interface Happened extends Pick<Start, 'fact' | 'origin' | 'messageId' | 'owes'> {
  what: Happening;
}
/** `said`: the message, where it is one. */
interface Occasion extends Happened {
  said?: Known['said'];
  /** Those that are asked; absent: all. */
  among?: readonly ActiveBot[];
}

/** What happened with somebody that is no message; `thread`: where, if it is known. */
interface Apart extends Happened {
  contactId: number;
  thread?: ConversationRow | undefined;
}

/** Makes runs: inside the transaction of what set them off, awaiting nothing but the database. */
export const createStarts = (strapi: Core.Strapi) => {
  const { db, clock } = contextOf(strapi);
  let bots: ActiveBot[] = [];
  const beginnings = createBeginnings(strapi);
  /** Which bots these are. */
  let loaded: string | null = null;
  /** The month of the business, where a bot has an allowance. Within a transaction nobody reads settings. */
  let month: string | null = null;
  /** When a bot was last asked to answer somebody who waits. */
  const offered = new Map<string, number>();

  const make = (trx: Knex.Transaction, start: Start) => makeRun(strapi, trx, start);

  const resting = (trx: Knex.Transaction, conversationId: number) => {
    const now = clock.now();
    const since = new Map(
      bots
        .filter(({ row }) => row.cooldownMinutes > 0)
        .map(({ id, row }) => [id, now - row.cooldownMinutes * MINUTE_MS])
    );
    return answeredSince(trx, conversationId, since);
  };

  /** Do the conditions of this trigger hold for the person now? */
  const holds = async (
    trx: Knex.Transaction,
    { when }: BotTrigger,
    { contactId, accountId, said }: Place & { said: Known['said'] }
  ): Promise<boolean> => {
    if (!when) return true;
    const contact = await contactsService(strapi).get(contactId, trx);
    return flowsService(strapi).holds(trx, when, { contact, accountId, said, variables: null });
  };

  /** Its messages of the month are sent, and nobody is to be handed over: what answers a message hands over by itself. */
  const isUsedUp = async (
    trx: Knex.Transaction,
    { row }: ActiveBot,
    { origin }: Pick<Happened, 'origin'>
  ): Promise<boolean> => {
    if (!row.allowance || month === null) return false;
    if (row.allowance.then === 'hand-over' && origin === 'message') return false;
    return isSpent(trx, row, month);
  };

  /** Does this bot answer here, by this trigger of it? */
  const fits = async (
    trx: Knex.Transaction,
    { bot, trigger: index }: Picked,
    { said, origin, ...place }: Place & Pick<Happened, 'origin'> & { said: Known['said'] }
  ): Promise<boolean> => {
    const trigger = bot.triggers[index];
    if (!trigger || !(await holds(trx, trigger, { ...place, said }))) return false;
    return !(await isUsedUp(trx, bot, { origin }));
  };

  const begin = async (
    trx: Knex.Transaction,
    { bot, trigger: index }: Picked,
    { what, conversation, ...about }: Happened & { conversation: Thread }
  ): Promise<void> => {
    const trigger = bot.triggers[index];
    const word = trigger ? wordThatFits(trigger, what) : null;
    const by = { bot: bot.row, trigger: triggerWord(bot, index), word };
    await make(trx, { ...by, ...about, conversation });
  };

  const answer = async (
    trx: Knex.Transaction,
    conversation: Thread,
    { said = null, among = bots, ...about }: Occasion
  ): Promise<Answerer | null> => {
    const { accountId, contactId } = conversation;
    const picked = pickBots(among, about.what, {
      accountId,
      resting: await resting(trx, conversation.id),
    });
    const { origin } = about;
    for (const one of picked) {
      if (!(await fits(trx, one, { accountId, contactId, said, origin }))) continue;
      await begin(trx, one, { ...about, conversation });
      return answererOf(one.bot, one.trigger);
    }
    return null;
  };

  /**
   * A press that is answered leaves a closed conversation closed, and the next one would begin it again: who was welcomed
   * since it was closed is not welcomed once more.
   */
  const happened = async (trx: Knex.Transaction, fact: InboundFact): Promise<Happening> => {
    const isOpen = wants('outside-hours')
      ? await flowsService(strapi).sources.isOpen(fact.accountId, fact.at, trx)
      : null;
    const what = { ...happeningOf(fact), isOutside: isOpen === false };
    if (what.opened !== 'reopened') return what;
    const { id: conversationId, closedAt, openedAt } = fact.conversation;
    const since = closedAt ?? openedAt;
    return (await welcomedSince(trx, { conversationId, since })) ? { ...what, opened: null } : what;
  };

  const onMessage: BotsService['onMessage'] = async (trx, fact) => {
    if (bots.length === 0 || fact.isSilent || fact.isLate || !isAnswerable(fact)) return null;
    // B-18: a person has taken over here.
    if (fact.conversation.botPausedAt !== null) return null;
    if (clock.now() - fact.at > LATE_MS) return null;
    return answer(
      trx,
      { ...fact.conversation, contactId: fact.contactId },
      {
        what: await happened(trx, fact),
        fact: `message:${fact.content.wamid ?? fact.messageId}`,
        origin: 'message',
        messageId: fact.messageId,
        said: { text: fact.content.body.text ?? '', type: fact.content.type },
      }
    );
  };

  /** Does any bot listen to this event? */
  const wants = (event: BotEvent): boolean =>
    bots.some((bot) => eventsOf(bot).some((one) => one.event === event));

  /** The first bot that fits begins a conversation with a contact who has none; answered is the one that cannot. */
  const answerFirst = async (
    trx: Knex.Transaction,
    contactId: number,
    about: Happened
  ): Promise<Missed[]> => {
    for (const bot of bots) {
      const beginning = beginnings.of(bot);
      if (!beginning) continue;
      const accountId = beginning.accountId ?? 0;
      const ask = { contactId, accountId, said: null, origin: about.origin };
      for (const trigger of matchingTriggers(bot.triggers, about.what)) {
        if (!(await fits(trx, { bot, trigger }, ask))) continue;
        if (beginning.why !== null) return [{ bot, contactId, why: beginning.why }];
        const conversation = await firstThread(strapi, trx, { contactId, accountId });
        if (conversation) await begin(trx, { bot, trigger }, { ...about, conversation });
        return [];
      }
    }
    return [];
  };

  /**
   * Bots that set off each other would never end; and what came late is answered by none. Where an agent has the conversation,
   * only those begin that may have a notice to send: their run is held, or ends, at the first step that takes part in the
   * conversation (B-18). Answers what could not begin.
   */
  const answerApart = async (
    trx: Knex.Transaction,
    { contactId, thread: known, ...about }: Apart
  ): Promise<Missed[]> => {
    if (flowsService(strapi).isMuted(trx)) return [];
    const thread = known ?? (await latestThread(trx, contactId));
    if (!thread) return answerFirst(trx, contactId, about);
    const mayNotify = ({ row }: ActiveBot) => templateOf(row) !== null;
    const among = thread.botPausedAt === null ? bots : bots.filter(mayNotify);
    await answer(trx, thread, { ...about, among });
    return [];
  };

  const answerWaiting = async (
    trx: Knex.Transaction,
    { messageId, ...thread }: Waiting,
    bot: ActiveBot
  ): Promise<void> => {
    const about = { what: apart('unanswered', null), origin: 'message', messageId } as const;
    const fact = `unanswered:${bot.id}:${thread.id}:${thread.waitingSince}`;
    const said = await saidIn(trx, messageId);
    // The message waits for the team already, whatever the bot says.
    await answer(trx, thread, { ...about, fact, said, owes: false, among: [bot] });
  };

  const onTags: BotsService['onTags'] = async (trx, added) => {
    if (!wants('tag-added')) return;
    const missed: Missed[] = [];
    for (const { contactId, tagId, tag } of added) {
      const fact = `tag:${contactId}:${tagId}:${clock.now()}`;
      const what = apart('tag-added', tag);
      missed.push(...(await answerApart(trx, { contactId, what, fact, origin: 'tag' })));
    }
    await beginnings.tell(trx, missed);
  };

  const onEvent: BotsService['onEvent'] = async (trx, { contactId, event, value, key, thread }) => {
    if (!wants(event)) return;
    const fact = `${event}:${contactId}:${key}`;
    const about = { contactId, thread, what: apart(event, value), fact, origin: 'event' } as const;
    await beginnings.tell(trx, await answerApart(trx, about));
  };

  /** False: this bot was asked within the last minute, and did not answer because of its rest or its conditions. */
  const isTurnOf = (wait: string): boolean => {
    const now = clock.now();
    if (now - (offered.get(wait) ?? -Infinity) < MINUTE_MS) return false;
    if (offered.size >= OFFERED_MOST) offered.clear();
    offered.set(wait, now);
    return true;
  };

  /** People who wait for an answer for as long as a bot says. The newest of what they wrote is what it answers. */
  const onUnanswered = async (): Promise<void> => {
    const listening = bots.flatMap((bot) =>
      eventsOf(bot).flatMap(({ event, value }) =>
        event === 'unanswered' ? [{ bot, minutes: Number(value) }] : []
      )
    );
    for (const { bot, minutes } of listening) {
      const asked = { botId: bot.id, accountId: bot.accountId, minutes, now: clock.now() };
      const waiting = await unanswered(db.knex, asked);
      const turns = waiting.filter(({ id, waitingSince }) =>
        isTurnOf(`${bot.id}:${id}:${waitingSince}`)
      );
      for (const thread of turns) await db.tx((trx) => answerWaiting(trx, thread, bot));
    }
  };

  const startFlow: BotsService['startFlow'] = async (trx, flow) => {
    const { botId, contactId, accountId, key, chain, openedWith } = flow;
    const bot = await findBot(trx, botId);
    if (!bot) throw notFound('the bot');
    if (!bot.active)
      throw new DomainError('bot-not-active', 'the bot is not active', {
        status: 409,
        field: 'botId',
        remedy: 'Activate the bot first.',
      });
    // Published since with another beginning: what follows there does not follow what the person got.
    if (openedWith !== undefined && templateOf(bot) !== openedWith) return null;
    const conversation = await ensureConversation(db, trx, {
      accountId,
      contactId,
      now: clock.now(),
      origin: 'campaign',
      // As with any campaign, the thread opens when the person answers.
      status: 'closed',
    });
    const made = await make(trx, {
      bot,
      trigger: 'campaign',
      origin: 'campaign',
      conversation,
      fact: factOf(key),
      flowKey: key,
      chain,
      opened: openedWith === undefined ? undefined : openingOf(bot)?.id,
    });
    return { runId: made.id, isNew: made.isNew };
  };

  const takeBackFlows: BotsService['takeBackFlows'] = (trx, keys) =>
    flowsService(strapi).takeBack(trx, keys.map(factOf));

  const load = async (): Promise<void> => {
    // Read first: who changes a bot meanwhile is found by the next tick.
    const stamp = await activeStamp(db.knex);
    const isChanged = stamp !== loaded;
    if (isChanged)
      bots = (await activeBots(db.knex)).map((row) => ({
        id: row.id,
        name: row.name,
        triggers: row.triggers ?? [],
        accountId: row.accountId,
        row,
      }));
    loaded = stamp;
    await beginnings.load(bots, { isChanged });
    const isCounted = bots.some(({ row }) => row.allowance !== null);
    month = isCounted ? await flowsService(strapi).month() : null;
  };

  return {
    onMessage,
    onTags,
    onEvent,
    onUnanswered,
    wants,
    startFlow,
    takeBackFlows,
    startFrom: createStartFrom(strapi),
    load,
  };
};
