import type { TimelineEntry, TimelineResult } from '../contracts/timeline';
import { automations } from './automation-source';
import { pageOf } from './domain/page';
import {
  added,
  clicks,
  consents,
  conversions,
  groups,
  merged,
  records,
  tags,
} from './people-sources';
import type { Ask, Source } from './source';
import { campaigns, conversations, tasks, threads } from './talk-sources';

const SOURCES: readonly Source[] = [
  added,
  merged,
  consents,
  tags,
  groups,
  records,
  clicks,
  conversions,
  conversations,
  threads,
  campaigns,
  automations,
  tasks,
];

/** A page of what happened with a person, from the sources that this reader may see. */
export const readTimeline = async (
  ask: Ask,
  maySee: (needs: NonNullable<Source['needs']>) => boolean
): Promise<TimelineResult> => {
  const told = SOURCES.filter(({ needs }) => needs === undefined || maySee(needs));
  const entries = await Promise.all(told.map((source) => source.read(ask)));
  return pageOf(entries.flat(), ask.limit);
};

const PAGE = 200;

/** All that happened with a person, the newest first, a page in memory at a time: for the export of one person. */
export async function* wholeTimeline(
  ask: Omit<Ask, 'before' | 'limit'>
): AsyncGenerator<TimelineEntry[]> {
  let before: number | null = null;
  do {
    const page: TimelineResult = await readTimeline({ ...ask, before, limit: PAGE }, () => true);
    yield page.entries;
    before = page.nextBefore;
  } while (before !== null);
}
