import type {
  ExcludedResult,
  ListRecipientsResult,
  RecipientView,
  SkipReason,
} from '../contracts/campaigns';

const iso = (at: number | null): string => (at === null ? '' : new Date(at).toISOString());

/** Pages as the cells of a file, one page in memory at a time. */
async function* fileOf<Page extends { nextCursor: string | null }>(
  head: string[],
  page: (cursor?: string) => Promise<Page>,
  lines: (page: Page) => unknown[][]
): AsyncGenerator<unknown[][]> {
  yield [head];
  let cursor: string | undefined;
  do {
    const read = await page(cursor);
    yield lines(read);
    cursor = read.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

const recipientLine = (row: RecipientView): unknown[] => [
  row.name,
  row.address,
  row.state,
  row.reason,
  row.error?.code,
  row.error?.title,
  iso(row.at),
  row.attempt,
  row.wamid,
];

/** Everyone of a campaign with what happened to each. */
export const recipientLines = (
  page: (cursor?: string) => Promise<ListRecipientsResult>
): AsyncGenerator<unknown[][]> =>
  fileOf(
    ['name', 'address', 'state', 'skip_reason', 'error_code', 'error', 'at', 'attempt', 'wamid'],
    page,
    ({ recipients }) => recipients.map(recipientLine)
  );

/** The people behind a line of the bill. */
export const excludedLines = (
  reason: SkipReason,
  page: (cursor?: string) => Promise<ExcludedResult>
): AsyncGenerator<unknown[][]> =>
  fileOf(['name', 'address', 'reason'], page, ({ people }) =>
    people.map((person) => [person.name, person.address, reason])
  );
