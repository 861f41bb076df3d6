import { Readable } from 'node:stream';
import { CSV_BOM, csvLine } from '../kernel/csv';
import type {
  ExcludedResult,
  ListRecipientsResult,
  RecipientView,
  SkipReason,
} from '../contracts/campaigns';

const iso = (at: number | null): string => (at === null ? '' : new Date(at).toISOString());

/** Pages as a file, one page in memory at a time. */
const streamOf = <Page extends { nextCursor: string | null }>(
  head: readonly string[],
  page: (cursor?: string) => Promise<Page>,
  lines: (page: Page) => string
): Readable => {
  async function* parts() {
    yield CSV_BOM + csvLine(head);
    let cursor: string | undefined;
    do {
      const read = await page(cursor);
      yield lines(read);
      cursor = read.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
  return Readable.from(parts());
};

const recipientLine = (row: RecipientView): string =>
  csvLine([
    row.name,
    row.address,
    row.state,
    row.reason,
    row.error?.code,
    row.error?.title,
    iso(row.at),
    row.attempt,
    row.wamid,
  ]);

/** Everyone of a campaign with what happened to each, as CSV. */
export const recipientsCsv = (page: (cursor?: string) => Promise<ListRecipientsResult>): Readable =>
  streamOf(
    ['name', 'address', 'state', 'skip_reason', 'error_code', 'error', 'at', 'attempt', 'wamid'],
    page,
    ({ recipients }) => recipients.map(recipientLine).join('')
  );

/** The people behind a line of the bill, as CSV. */
export const excludedCsv = (
  reason: SkipReason,
  page: (cursor?: string) => Promise<ExcludedResult>
): Readable =>
  streamOf(['name', 'address', 'reason'], page, ({ people }) =>
    people.map((person) => csvLine([person.name, person.address, reason])).join('')
  );
