import {
  RUN_FILTERS,
  type AllRunsQuery,
  type RunAction,
  type RunFilter,
  type RunLine,
} from '../../../../../server/src/contracts/run-list';

const HOUR = 3_600_000;
/** Spans that people choose from; in hours. */
const SPANS = { day: 24, week: 168, month: 720 } as const;
export type Span = keyof typeof SPANS;
export const SPAN_NAMES = Object.keys(SPANS) as Span[];

/** Reasons that are offered, those of a fault first; any other may be in the address. */
export const REASONS = [
  // What is wrong with a step, or on our side.
  'internal',
  'missing-value',
  'open-variable',
  'bad-value',
  'message-not-allowed',
  'invalid',
  'template-not-sendable',
  'no-language',
  'window-closed',
  'not-delivered',
  'no-number',
  'number-not-usable',
  'needs-answer',
  'not-found',
  'no-such-file',
  'no-such-person',
  'topic-gone',
  'bot-not-active',
  'bot-of-another-number',
  'too-many-flows',
  'too-many-steps',
  'node-gone',
  // Of other systems, and the keys that are sent to them.
  'http-status',
  'http-timeout',
  'http-unknown',
  'http-connection',
  'http-unknown-host',
  'http-certificate',
  'http-redirect',
  'http-too-large',
  'http-unreadable',
  'http-address-refused',
  'http-path',
  'secret-gone',
  'secret-host',
  'secret-unreadable',
  // Of entries of linked content types.
  'not-allowed',
  'owner-gone',
  'entry-refused',
  'entry-not-linked',
  'entry-taken',
  'entry-unknown',
  'type-gone',
  'field-not-writable',
  // Bounds.
  'stale',
  'daily-bound',
  'allowance-used',
  'loop-guard',
  // The person may not be written to.
  'opted-out',
  'asked-to-stop',
  'no-consent',
  'blocked',
  'paused',
  'capped',
  'topic',
  'us-marketing',
  'not-asked',
  // It was ended.
  'person-took-over',
  'conversation-reopened',
  'handed-over',
  'left',
  'answered-late',
  'too-many-open',
  'deactivated',
  'step-deleted',
  'opening-failed',
  'campaign-cancelled',
  'automation-off',
  'person-changed',
  'entry-gone',
  'conditions',
  'stop-conditions',
  'goal-reached',
  'ceiling',
  'merged-run',
  'conversation-gone',
  'ended-by-hand',
] as const;

export interface RunsFilter {
  readonly state: RunFilter | null;
  readonly bot: number | null;
  /** The step where they are now. */
  readonly node: string | null;
  readonly reason: string | null;
  readonly span: Span | null;
  /** Only what nobody has looked at. */
  readonly unseen: boolean;
}
export const NO_FILTER: RunsFilter = {
  state: null,
  bot: null,
  node: null,
  reason: null,
  span: null,
  unseen: false,
};

/** A run whose details are open. */
export interface OpenRun {
  readonly botId: number;
  readonly runId: number;
}

const oneOf = <T extends string>(all: readonly T[], text: string | null): T | null =>
  all.find((one) => one === text) ?? null;
const idOf = (text: string | null): number | null =>
  text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
const wordOf = (text: string | null, form: RegExp): string | null =>
  text !== null && form.test(text) ? text : null;

/** The filter lives in the address, so that a view can be sent to a colleague; what is unknown is no filter. */
export const filterOf = (params: URLSearchParams): RunsFilter => ({
  state: oneOf(RUN_FILTERS, params.get('state')),
  bot: idOf(params.get('bot')),
  node: wordOf(params.get('node'), /^[a-z0-9]{1,12}$/),
  reason: wordOf(params.get('reason'), /^[a-z][a-z-]{0,63}$/),
  span: oneOf(SPAN_NAMES, params.get('span')),
  unseen: params.get('unseen') === 'true',
});

export const openedOf = (params: URLSearchParams): OpenRun | null => {
  const [botId, runId] = [idOf(params.get('of')), idOf(params.get('run'))];
  return botId === null || runId === null ? null : { botId, runId };
};

export const paramsOf = (filter: RunsFilter, opened: OpenRun | null): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]: [string, string | number | boolean | null]) =>
      value === null || value === false ? [] : [[name, String(value)]]
    )
  ),
  ...(opened ? { of: String(opened.botId), run: String(opened.runId) } : {}),
});

export const isFiltered = (filter: RunsFilter): boolean =>
  Object.keys(paramsOf(filter, null)).length > 0;

/** The filter as the server is asked. Spans begin at a whole minute: the same question is asked again only when that is over. */
export const queryOf = (
  { state, bot, node, reason, span, unseen }: RunsFilter,
  { cursor, now }: { cursor: string | undefined; now: number }
): AllRunsQuery => ({
  ...(state ? { state } : {}),
  ...(bot ? { botId: bot } : {}),
  ...(node ? { node } : {}),
  ...(reason ? { reason } : {}),
  ...(span ? { from: Math.floor((now - SPANS[span] * HOUR) / 60_000) * 60_000 } : {}),
  ...(unseen ? { unseen: 'true' } : {}),
  ...(cursor === undefined ? {} : { cursor }),
});

/** May this be done with the run? */
const MAY: { readonly [A in RunAction]: (run: RunLine) => boolean } = {
  resume: ({ mayResume }) => mayResume,
  end: ({ mayEnd }) => mayEnd,
  seen: ({ isUnseen }) => isUnseen,
};

/** Those of the chosen runs with which it may be done. */
export const fitting = (runs: readonly RunLine[], action: RunAction): RunLine[] =>
  runs.filter(MAY[action]);

export const isChoosable = (run: RunLine): boolean => run.mayResume || run.mayEnd || run.isUnseen;
