import type { RecipientFacts, RecipientRow } from '../campaigns/public';
import { errorWords, RANK, type MessageRow } from '../conversations/public';
import type { LogLine } from '../logs/public';

/** What failed and what to do about it, in both languages; a retry, where one is safe, is offered on its own page (L-06). */
const wordsOf = (row: RecipientRow | MessageRow) => {
  const en = errorWords(row, 'en');
  const tr = errorWords(row, 'tr');
  return {
    text: en?.code ? `${en.code}: ${en.title}` : (en?.title ?? 'failed'),
    details: {
      code: en?.code ?? null,
      class: en?.class ?? null,
      retry: en?.retryable ?? false,
      words: {
        en: { title: en?.title, advice: en?.advice },
        tr: { title: tr?.title, advice: tr?.advice },
      },
    },
  };
};

/** Recipients whose send failed just now; Meta may say it again. */
export const newlyFailed = ({
  before,
  after,
}: Pick<RecipientFacts, 'before' | 'after'>): RecipientRow[] => {
  const had = new Map(before.map((row) => [row.id, row.rank]));
  return after.filter((row) => row.rank === RANK.failed && had.get(row.id) !== RANK.failed);
};

/**
 * Lines for sends that failed just now. Those of one campaign with one error are the same line, counted (`× 340`): who it
 * was stands with the campaign's recipients. Those of a conversation name the person.
 */
export const failureLines = (
  { before, after }: Pick<RecipientFacts, 'before' | 'after'>,
  messages: readonly MessageRow[]
): LogLine[] => {
  const campaigns = [...newlyFailed({ before, after })]
    .sort((a, b) => a.campaignId - b.campaignId || (a.errorCode ?? 0) - (b.errorCode ?? 0))
    .map((row): LogLine => ({
      area: 'campaign',
      level: 'warn',
      event: 'delivery-failed',
      accountId: row.accountId,
      campaignId: row.campaignId,
      ...wordsOf(row),
    }));
  const threads = messages
    .filter((row) => row.rank === RANK.failed && row.campaignId === null)
    .map((row): LogLine => ({
      area: 'message',
      level: 'warn',
      event: 'delivery-failed',
      accountId: row.accountId,
      contactId: row.contactId,
      ...wordsOf(row),
    }));
  return [...campaigns, ...threads];
};
