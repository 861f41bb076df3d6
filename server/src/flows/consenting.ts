import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { consentService, ledgerOf } from '../consent/public';
import { contactsService } from '../contacts/public';
import type { FlowNode, FlowStep } from '../contracts/flow-graph';
import { messageByKey } from '../conversations/public';
import { DomainError } from '../kernel/errors';
import { failPoint } from '../kernel/fail-point';
import { answerLanguage } from '../kernel/html-page';
import { preferencesService, type Offer } from '../preferences/public';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { needsAnswer } from './domain/foreseen';
import { keyOfStep } from './domain/message-key';
import { isAnswered } from './domain/walk';
import type { Moves, Walking } from './moves';
import { sentOf } from './replies';
import { lastTurn } from './run-store';
import type { RunRow } from './tables';

type Consenting = Extract<FlowStep, { kind: 'topic' | 'opt-in' }>;

const SECOND_MS = 1_000;

/** What the ledger names as the place where the person said it. */
const SOURCE = 'flow';

/** What the person answered, and what was asked: the evidence of a consent (O-04). */
interface Evidence {
  words: string;
  wamid: string | null;
  /** Meta's time of the answer. */
  at: number;
  /** The question as it was sent. */
  wording: string | null;
  askedAt: number;
}

const refused = (kind: string, message: string): DomainError => new DomainError(kind, message);

/** In which transaction which run writes down what its person wants: an opt-out ends the others of the person, and not it. */
export type Recording = WeakMap<Knex.Transaction, number>;

interface ConsentingDeps {
  moves: Moves;
  silent: WeakSet<Knex.Transaction>;
  recording: Recording;
}

/** Steps that write down what a person wants to be sent, in their own words. */
export const createConsenting = (
  strapi: Core.Strapi,
  { moves, silent, recording }: ConsentingDeps
) => {
  const { db, clock } = contextOf(strapi);

  /** The answer by which the run came here; null: it has waited, or somebody moved or resumed it, since. */
  const evidenceOf = async (run: RunRow): Promise<Evidence | null> => {
    const turn = await lastTurn(db.knex, run.id);
    if (!turn || turn.messageId === null || !isAnswered(turn.kind, turn.exit)) return null;
    const answer = await messageByKey(db.knex, { id: turn.messageId });
    if (!answer) return null;
    const question = await sentOf(db.knex, run, keyOfStep({ id: run.id, step: turn.visit - 1 }));
    return {
      words: answer.body?.text || answer.type,
      wamid: answer.wamid,
      at: answer.at,
      wording: question?.body?.text ?? null,
      askedAt: question?.at ?? run.startedAt,
    };
  };

  /** A refusal that the person made after they were asked counts more than the answer, whenever that came. */
  const refuseRefused = async (
    sql: Sql,
    contactId: number,
    {
      topic,
      askedAt,
      askedStopAt,
    }: { topic: string | null; askedStopAt: number | null } & Pick<Evidence, 'askedAt'>
  ): Promise<void> => {
    // Meta's seconds are whole: what was written in the second of the question may have come after it.
    const isSince = (at: number): boolean =>
      at >= askedAt || (at % SECOND_MS === 0 && at >= askedAt - (askedAt % SECOND_MS));
    if (askedStopAt !== null && isSince(askedStopAt))
      throw refused('asked-to-stop', 'the contact may want to opt out');
    const isRefusal = (await ledgerOf(sql, contactId)).some(
      (said) =>
        said.action === 'opt-out' &&
        isSince(said.at) &&
        (said.category === 'marketing' || said.category === 'utility') &&
        (said.topic === null || said.topic === topic)
    );
    if (isRefusal) throw refused('opted-out', 'the contact has opted out since the question');
  };

  const choose = async (
    trx: Knex.Transaction,
    run: RunRow,
    {
      step,
      said,
      offer,
    }: { step: Extract<Consenting, { kind: 'topic' }>; said: Evidence | null; offer: Offer }
  ): Promise<void> => {
    const contact = await contactsService(strapi).get(run.contactId, trx);
    const done = await preferencesService(strapi).chooseOne(trx, {
      contactId: run.contactId,
      choice: { kind: 'topic', key: step.topic, on: step.wanted },
      offer,
      language: answerLanguage(contact),
      source: SOURCE,
      evidence: said?.words ?? run.botName,
      wamid: said?.wamid ?? null,
      at: said?.at ?? clock.now(),
    });
    if (!done) throw refused('topic-gone', 'this topic is no longer offered');
  };

  const record = async (
    trx: Knex.Transaction,
    run: RunRow,
    { step, said }: { step: Extract<Consenting, { kind: 'opt-in' }>; said: Evidence }
  ): Promise<void> => {
    const { words: evidence, wamid, at, wording } = said;
    await consentService(strapi).record(trx, {
      contactId: run.contactId,
      category: 'marketing',
      action: step.action,
      source: SOURCE,
      ...{ evidence, wamid, at, wording },
      // An opt-out is confirmed by the words of the settings, as any other (O-21).
      confirm: step.action === 'opt-out',
    });
    await realtimeService(strapi).append(trx, [{ type: 'contact', id: run.contactId }]);
  };

  const write = async (
    walking: Walking,
    node: FlowNode,
    { step, said, offer }: { step: Consenting; said: Evidence | null; offer: Offer | null }
  ): Promise<void> => {
    const { run } = walking;
    await db.tx(async (trx) => {
      // What a flow writes down sets no bot off.
      silent.add(trx);
      recording.set(trx, run.id);
      const contact = await contactsService(strapi).lock(trx, run.contactId);
      if (!contact) throw refused('not-found', 'the contact no longer exists');
      const topic = step.kind === 'topic' ? step.topic : null;
      const { askedStopAt } = contact;
      const isYes = step.kind === 'topic' ? step.wanted : step.action === 'opt-in';
      if (said && isYes)
        await refuseRefused(trx, contact.id, { topic, askedAt: said.askedAt, askedStopAt });
      if (step.kind === 'opt-in' && said) await record(trx, run, { step, said });
      if (step.kind === 'topic' && offer) await choose(trx, run, { step, said, offer });
      const came = { ok: true, reason: null, subject: topic };
      const hints = await moves.leave(trx, walking, { node, came });
      failPoint('flow-consent');
      await realtimeService(strapi).append(trx, hints);
    });
  };

  return {
    consents: ({ step }: FlowNode): boolean => step.kind === 'topic' || step.kind === 'opt-in',
    perform: async (walking: Walking, node: FlowNode): Promise<void> => {
      const step = node.step as Consenting;
      const said = await evidenceOf(walking.run);
      if (!said && needsAnswer(step)) return moves.failed(walking, node, 'needs-answer');
      const { accountId } = walking.run;
      const offer =
        step.kind === 'topic' ? await preferencesService(strapi).offerOf(accountId) : null;
      if (step.kind === 'topic' && !offer) return moves.failed(walking, node, 'no-number');
      return write(walking, node, { step, said, offer });
    },
  };
};
