import { useState } from 'react';
import { Box, Button, Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { TimelineEntry } from '../../../../../server/src/contracts/timeline';
import { useWhatsappContactTimelineQuery } from '../../../api/contacts';
import { ownSource } from '../../../shared/consent-source';
import { useCan, type Can } from '../../../shared/permissions';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { StatusWord } from '../../../shared/StatusWord';
import { useTopics } from '../../../shared/topics';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useMoney } from '../../../shared/useMoney';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import type { KeyStart } from '../../../translations/key';
import { pathOfEntry } from '../timeline-path';

/** The detail of kinds that are not told by a word of ours. */
const detailIn = (
  kind: TimelineEntry['kind'],
  detail: string | null,
  money: ReturnType<typeof useMoney>
): string | number | null => {
  if (kind === 'clicked') return Number(detail);
  if (kind === 'linked') return detail ?? '';
  if (kind === 'number-changed') return detail ?? 'none';
  if (kind !== 'converted') return null;
  const [value, currency] = detail?.split(' ') ?? [];
  return value && currency ? money(Number(value), currency) : 'none';
};

/** Where the words of a detail are that belongs into the sentence. */
const WORDS: Partial<Record<TimelineEntry['kind'], KeyStart>> = {
  'campaign-skipped': 'campaigns.skip',
  'automation-skipped': 'automations.skip',
};

/** What happened, in words; the detail that belongs into the sentence is in it. */
const useSentence = () => {
  const t = useT();
  const known = useKnownWord();
  const money = useMoney();
  const { nameOf } = useTopics();
  return ({ kind, subject, detail }: TimelineEntry): string => {
    const words = WORDS[kind] ?? 'contacts.category';
    // What a yes or no is about: a category, or one topic.
    const category = known(words, detail ?? '') ?? nameOf(detail) ?? '';
    return t(`contacts.timeline.${kind}`, {
      subject: subject ?? t('people.gone'),
      detail: detailIn(kind, detail, money) ?? category,
    });
  };
};

/** When, by whom, and where it came from. */
const useCircumstances = () => {
  const t = useT();
  const known = useKnownWord();
  const moments = useMoments();
  return ({ kind, at, who, subject, detail }: TimelineEntry): string => {
    const from =
      kind === 'added'
        ? (known('people.source', detail ?? '') ?? detail)
        : kind === 'began'
          ? (known('inbox.began', detail ?? '') ?? detail)
          : kind === 'opted-in' ||
              kind === 'opted-out' ||
              kind === 'stop-lifted' ||
              kind === 'opt-in-not-theirs'
            ? subject && (ownSource(t, subject) ?? subject)
            : null;
    const by = who === null ? null : t('contacts.timeline.by', { who });
    return [moments.full(at), from, by].filter((part) => part !== null).join(' · ');
  };
};

const messageStates = ['accepted', 'sent', 'delivered', 'read', 'played', 'failed'] as const;

const One = ({ entry, can }: { entry: TimelineEntry; can: Can }) => {
  const sentence = useSentence();
  const circumstances = useCircumstances();
  const path = pathOfEntry(entry, can);
  const state =
    entry.kind === 'campaign' ? messageStates.find((one) => one === entry.detail) : undefined;
  return (
    <Box
      tag="li"
      borderColor="neutral150"
      borderStyle="solid"
      borderWidth="0 0 1px 0"
      paddingTop={3}
      paddingBottom={3}
      data-testid="timeline-entry"
      data-kind={entry.kind}
    >
      <Flex justifyContent="space-between" alignItems="flex-start" gap={2} wrap="wrap">
        <Flex direction="column" alignItems="flex-start" gap={1} minWidth={0}>
          {path === null ? (
            <Typography dir="auto">{sentence(entry)}</Typography>
          ) : (
            <Link tag={RouterLink} to={path} dir="auto">
              {sentence(entry)}
            </Link>
          )}
          <Typography variant="pi" textColor="neutral600" dir="auto">
            {circumstances(entry)}
          </Typography>
        </Flex>
        {state ? <StatusWord of="message" state={state} /> : null}
      </Flex>
    </Box>
  );
};

interface PageProps {
  readonly contactId: number;
  readonly before: number | null;
  /** Shows what is older; null when the next page is open already. */
  readonly onMore: ((before: number) => void) | null;
}

const TimelinePage = ({ contactId, before, onMore }: PageProps) => {
  const t = useT();
  const { can } = useCan();
  const query = useWhatsappContactTimelineQuery({
    id: contactId,
    ...(before === null ? {} : { before }),
  });
  if (query.isLoading) return <RowSkeletons rows={4} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { entries, nextBefore } = query.data;
  return (
    <>
      <Box tag="ol" padding={0} margin={0}>
        {entries.map((entry) => (
          <One key={entry.key} entry={entry} can={can} />
        ))}
      </Box>
      {nextBefore !== null && onMore ? (
        <Box paddingTop={3}>
          <Button variant="tertiary" onClick={() => onMore(nextBefore)}>
            {t('contacts.timeline.more')}
          </Button>
        </Box>
      ) : null}
    </>
  );
};

/** What happened with the person, newest first; older pages come below. */
export const TimelineTab = ({ contactId }: { readonly contactId: number }) => {
  const [pages, setPages] = useState<(number | null)[]>([null]);
  return (
    <Flex direction="column" alignItems="stretch" data-testid="contact-timeline">
      {pages.map((before, at) => (
        <TimelinePage
          key={before ?? 'newest'}
          contactId={contactId}
          before={before}
          onMore={at === pages.length - 1 ? (next) => setPages([...pages, next]) : null}
        />
      ))}
    </Flex>
  );
};
