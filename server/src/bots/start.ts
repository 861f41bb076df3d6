import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import {
  conversationTable,
  ensureConversation,
  type Answerer,
  type ConversationRow,
} from '../conversations/public';
import { answeredSince, flowsService, welcomedSince, type RunStart } from '../flows/public';
import { DomainError, notFound } from '../kernel/errors';
import { MINUTE_MS } from '../kernel/time';
import { contextOf } from '../strapi/context';
import { readRow } from '../strapi/table';
import { isReply, LATE_MS } from '../contracts/bots';
import { placed } from './domain/chain';
import { plainMessage, wordThatFits, type Happening } from './domain/match';
import { pickBot } from './domain/pick';
import type { BotsService, InboundFact } from './public';
import { activeBots, findBot } from './store';
import type { BotRow } from './tables';

/** How deep flows may begin each other. */
const FLOWS_DEEP = 5;

export interface ActiveBot {
  id: number;
  name: string;
  triggers: NonNullable<BotRow['triggers']>;
  accountId: number | null;
  row: BotRow;
}

const openedBy = ({ lastMessageId, status }: ConversationRow): Happening['opened'] => {
  if (lastMessageId === null) return 'new';
  return status === 'closed' ? 'reopened' : null;
};

const happeningOf = ({ content, conversation, isFirst }: InboundFact): Happening => ({
  ...plainMessage(content.reply?.title ?? content.body.text ?? ''),
  button: content.reply ? { id: content.reply.id, title: content.reply.title } : null,
  isFirst,
  opened: openedBy(conversation),
  fromAd: content.referral !== null,
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
    countsAsAnswered: row.countsAsAnswered,
  };
};

type Start = Omit<RunStart, 'botId' | 'botName' | 'steps'> & { bot: BotRow };

/** Makes runs: inside the transaction of what set them off, awaiting nothing but the database. */
export const createStarts = (strapi: Core.Strapi) => {
  const { db, clock } = contextOf(strapi);
  let bots: ActiveBot[] = [];

  const make = (trx: Knex.Transaction, { bot, ...start }: Start) =>
    flowsService(strapi).begin(trx, {
      ...start,
      botId: bot.id,
      botName: bot.name,
      steps: bot.steps,
      flow: bot.graph && { graph: bot.graph, version: bot.version },
    });

  const resting = (trx: Knex.Transaction, conversationId: number) => {
    const now = clock.now();
    const since = new Map(
      bots
        .filter(({ row }) => row.cooldownMinutes > 0)
        .map(({ id, row }) => [id, now - row.cooldownMinutes * MINUTE_MS])
    );
    return answeredSince(trx, conversationId, since);
  };

  const answer = async (
    trx: Knex.Transaction,
    conversation: Pick<ConversationRow, 'id' | 'accountId' | 'contactId'>,
    { what, ...about }: { what: Happening } & Pick<Start, 'fact' | 'origin' | 'messageId'>
  ): Promise<Answerer | null> => {
    const picked = pickBot(bots, what, {
      accountId: conversation.accountId,
      resting: await resting(trx, conversation.id),
    });
    if (!picked) return null;
    const trigger = triggerWord(picked.bot, picked.trigger);
    const fitted = picked.bot.triggers[picked.trigger];
    const word = fitted ? wordThatFits(fitted, what) : null;
    await make(trx, { bot: picked.bot.row, trigger, word, conversation, ...about });
    return answererOf(picked.bot, picked.trigger);
  };

  /**
   * A press that is answered leaves a closed conversation closed, and the next one would begin it again: who was welcomed
   * since it was closed is not welcomed once more.
   */
  const happened = async (trx: Knex.Transaction, fact: InboundFact): Promise<Happening> => {
    const what = happeningOf(fact);
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
      }
    );
  };

  /** The person's latest thread; a person without one has nothing to be answered in. */
  const latestThread = async (
    trx: Knex.Transaction,
    contactId: number
  ): Promise<ConversationRow | null> => {
    const raw = await trx(conversationTable.table)
      .where({ contact_id: contactId })
      .orderBy([
        { column: 'last_message_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .first<Record<string, unknown> | undefined>();
    return raw ? readRow(conversationTable, raw) : null;
  };

  const onTags: BotsService['onTags'] = async (trx, added) => {
    const wanted = bots.some(({ triggers }) =>
      triggers.some((t) => t.kind === 'event' && t.event === 'tag-added')
    );
    // Bots that set off each other by tags would never end; and what came late is answered by none.
    if (!wanted || flowsService(strapi).isMuted(trx)) return;
    for (const { contactId, tagId, tag } of added) {
      const thread = await latestThread(trx, contactId);
      if (!thread || thread.botPausedAt !== null) continue;
      await answer(trx, thread, {
        what: { ...plainMessage(''), kind: 'tag', tag },
        fact: `tag:${contactId}:${tagId}:${clock.now()}`,
        origin: 'tag',
      });
    }
  };

  const startFlow: BotsService['startFlow'] = async (trx, flow) => {
    const { botId, contactId, accountId, key, chain } = flow;
    const bot = await findBot(trx, botId);
    if (!bot) throw notFound('the bot');
    if (!bot.active)
      throw new DomainError('bot-not-active', 'the bot is not active', {
        status: 409,
        field: 'botId',
        remedy: 'Activate the bot first.',
      });
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
      fact: `flow:${key}`,
      flowKey: key,
      chain,
    });
    return { runId: made.id, isNew: made.isNew };
  };

  const startFrom: BotsService['startFrom'] = async (run, botId) => {
    if (run.depth >= FLOWS_DEEP)
      throw new DomainError('too-many-flows', 'flows begin each other without an end');
    const bot = await findBot(db.knex, botId);
    if (!bot?.active) throw new DomainError('bot-not-active', 'the flow is not active');
    const { id, step, conversationId, accountId, contactId, origin, unasked, owes, depth } = run;
    await db.tx(async (trx) => {
      await make(trx, {
        bot,
        trigger: 'flow',
        origin,
        conversation: { id: conversationId, accountId, contactId },
        fact: `flow:${id}:${step}`,
        chain: run.chain ?? undefined,
        messageId: run.messageId ?? undefined,
        unasked,
        owes,
        depth: depth + 1,
      });
    });
    return bot.name;
  };

  const load = async (): Promise<void> => {
    bots = (await activeBots(db.knex)).map((row) => ({
      id: row.id,
      name: row.name,
      triggers: row.triggers ?? [],
      accountId: row.accountId,
      row,
    }));
  };

  return {
    onMessage,
    onTags,
    startFlow,
    startFrom,
    load,
  };
};
