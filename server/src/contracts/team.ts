import { z } from 'zod';
import { agentView, clientId } from './conversations';
import { NOTE_MAX } from './team-notes';
import { clockTime, id, instant, localDate, timeZone } from './common';

/** How an unassigned conversation finds somebody. */
export const teamMethod = z.enum(['none', 'round-robin', 'least-busy']);
export type TeamMethod = z.infer<typeof teamMethod>;
/** Who of the members counts now: all, those who have not left their post, those whose page is open. */
export const teamWho = z.enum(['everybody', 'on-duty', 'online']);
export type TeamWho = z.infer<typeof teamWho>;

/** POST /team/teams, PUT /team/teams/:id */
export const teamBody = z.object({
  name: z.string().trim().min(1, 'Give the team a name.').max(80),
  /** In the order of their turns. */
  memberIds: z
    .array(id)
    .max(200)
    .transform((all) => [...new Set(all)]),
  method: teamMethod,
  who: teamWho,
  /** Nobody gets more than this many open conversations; null = no bound. */
  maxLoad: z.number().int().min(1).max(1000).nullable(),
  /** Who gets it when none of the members can; null = it waits for one who can. */
  fallbackId: id.nullable(),
});
export type TeamBody = z.output<typeof teamBody>;

export const teamView = z.object({
  id,
  name: z.string(),
  /** Those who may still chat. */
  members: z.array(agentView),
  method: teamMethod,
  who: teamWho,
  maxLoad: z.number().int().nullable(),
  fallback: agentView.nullable(),
  /** Conversations that wait for somebody of this team. */
  waiting: z.number().int(),
});
export type TeamView = z.infer<typeof teamView>;

/** A time of day, or the end of one. */
const edgeTime = clockTime.or(z.literal('24:00'));
/** A stretch of a day in which somebody is there; 24:00 is its end. */
export const openSpan = z
  .object({ from: edgeTime, to: edgeTime })
  .refine(({ from, to }) => from < to, {
    path: ['to'],
    message: 'The end must be later than the beginning.',
  });
export type OpenSpan = z.infer<typeof openSpan>;

const daySpans = z
  .array(openSpan)
  .max(4, 'Add at most four time ranges per day.')
  .refine(
    (all) => {
      const sorted = [...all].sort((a, b) => a.from.localeCompare(b.from));
      return sorted.every((span, i) => i === 0 || (sorted[i - 1]?.to ?? '') <= span.from);
    },
    { message: 'Two time ranges of a day overlap.' }
  );
/** Days that are not as the week says: closed, or open at other times. */
export const holiday = z
  .object({ from: localDate, to: localDate, name: z.string().trim().max(80), spans: daySpans })
  .refine(({ from, to }) => from <= to, {
    path: ['to'],
    message: 'The last day must not be before the first.',
  });
export type Holiday = z.infer<typeof holiday>;

/** When somebody answers (B-19): a week that repeats, and days that differ. */
export const businessHours = z.object({
  /** IANA zone of the team's clock. */
  zone: timeZone,
  /** Monday first. */
  week: z.array(daySpans).length(7),
  holidays: z.array(holiday).max(200),
});
export type BusinessHours = z.infer<typeof businessHours>;

const answerText = z.string().trim().max(1024);
/** One of both may be empty: then everybody gets the other. */
export const answerTexts = z
  .object({ tr: answerText, en: answerText })
  .refine(({ tr, en }) => tr !== '' || en !== '', {
    path: ['tr'],
    message: 'Write the message in at least one language.',
  });
export type AnswerTexts = z.infer<typeof answerTexts>;

/** PUT /team/desks/:accountId: how the team works at one number. */
export const deskBody = z
  .object({
    teamId: id.nullable(),
    /** What becomes of who had it when a customer writes after it was closed. */
    whenReopened: z.enum(['keep', 'clear']),
    hours: businessHours.nullable(),
    /** Sent outside the hours, once for each closed time; null = nothing is sent. */
    away: z
      .object({
        texts: answerTexts,
        /** Also where a bot answers. */
        withBots: z.boolean(),
      })
      .nullable(),
    /** Sent when a conversation begins or begins again within the hours; null = nothing is sent. */
    greeting: answerTexts.nullable(),
  })
  .refine(({ away, hours }) => away === null || hours !== null, {
    path: ['hours'],
    message: 'Set business hours first.',
  });
export type DeskBody = z.input<typeof deskBody>;
export const deskView = z.object({
  accountId: id,
  accountName: z.string(),
  teamId: id.nullable(),
  whenReopened: z.enum(['keep', 'clear']),
  hours: businessHours.nullable(),
  away: z.object({ texts: answerTexts, withBots: z.boolean() }).nullable(),
  greeting: answerTexts.nullable(),
  /** By the hours as they are saved; null = no hours, always open. */
  isOpen: z.boolean().nullable(),
});
export type DeskView = z.infer<typeof deskView>;

/** Somebody who may chat: at their post or not, and how much they have. */
export const colleagueView = z.object({
  id,
  name: z.string(),
  onDuty: z.boolean(),
  isOnline: z.boolean(),
  /** Open conversations that are theirs. */
  load: z.number().int(),
});
export type ColleagueView = z.infer<typeof colleagueView>;

/** GET /team/settings */
export const teamSettings = z.object({
  teams: z.array(teamView),
  desks: z.array(deskView),
  people: z.array(colleagueView),
});
export type TeamSettings = z.infer<typeof teamSettings>;

/** PUT /team/duty of oneself, PUT /team/people/:id/duty of a colleague. */
export const dutyBody = z.object({ onDuty: z.boolean() });
export type DutyBody = z.infer<typeof dutyBody>;

/** GET /team: what everybody who chats may know. */
export const teamNow = z.object({
  me: z.object({ onDuty: z.boolean() }),
  teams: z.array(z.object({ id, name: z.string() })),
});
export type TeamNow = z.infer<typeof teamNow>;

/** POST /conversations/:id/transfer: to a person, or to whom a team's rule finds, with a word about it. */
export const transferBody = z.object({
  clientId,
  to: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('person'), id }),
    z.object({ kind: z.literal('team'), id }),
  ]),
  note: z.string().trim().max(NOTE_MAX).default(''),
});
export type TransferBody = z.input<typeof transferBody>;
/** Whose it became; null: it waits for somebody. The same request gets the same answer again. */
export const transferResult = z.object({ conversationId: id, assignee: agentView.nullable() });
export type TransferResult = z.infer<typeof transferResult>;

/** So long anyone who assigned a conversation may take it back, unless a colleague has done something in it (ms). */
export const TAKE_BACK_MS = 10_000;

/** POST /conversations/take-back: several that were assigned together; answers how many came back. */
export const takeBackBody = z.object({ ids: z.array(id).min(1).max(200) });
export const takeBackResult = z.object({ changed: z.number().int() });
export type TakeBackResult = z.infer<typeof takeBackResult>;

/** POST /conversations/:id/presence: one's page tells that it is open, every few seconds; answers who else is there. */
export const presenceBody = z.object({
  /** Of the tab: one person may have several. */
  tab: z.string().regex(/^[\w-]{8,40}$/),
  doing: z.enum(['looking', 'typing', 'left']),
});
export type PresenceBody = z.infer<typeof presenceBody>;
export const presenceView = z.object({
  /** The server's clock: the ends below are by it. */
  at: instant,
  people: z.array(
    z.object({
      id,
      name: z.string(),
      seenUntil: instant,
      /** 0 = types nothing. */
      typingUntil: instant,
    })
  ),
});
export type PresenceView = z.infer<typeof presenceView>;
