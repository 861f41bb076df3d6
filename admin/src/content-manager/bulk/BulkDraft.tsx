import { Box, Button, Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { EntryRecipients } from '../../../../server/src/contracts/record-people';
import { useWhatsappEntryRecipientsQuery } from '../../api/record-people';
import { ErrorState, RowSkeletons } from '../../shared/states';
import { useBulkMessage } from '../../shared/useBulkMessage';
import { useT } from '../../shared/useT';

interface Props {
  readonly uid: string;
  readonly documentIds: readonly string[];
}

/** Entries that give nobody: how many, why, and the way to the first of them. */
const Gaps = ({ gaps, examples }: Pick<EntryRecipients, 'gaps' | 'examples'>) => {
  const t = useT();
  return (
    <Flex direction="column" alignItems="stretch" gap={2} data-testid="entry-gaps">
      {gaps.map(({ reason, entries }) => (
        <Box key={reason}>
          <Typography tag="p" variant="omega">
            {t(`content-manager.bulk.gap.${reason}`, { count: entries })}
          </Typography>
          <Flex gap={3} wrap="wrap">
            {examples
              .filter((one) => one.reason === reason && one.title !== '')
              .slice(0, 5)
              .map(({ documentId, title, url }) => (
                <Link key={documentId} tag={RouterLink} to={url} dir="auto">
                  {title}
                </Link>
              ))}
          </Flex>
        </Box>
      ))}
    </Flex>
  );
};

const Found = ({ found, entries }: { found: EntryRecipients; entries: number }) => {
  const t = useT();
  const { contactIds, doubled, gaps, examples } = found;
  const { start, isLoading } = useBulkMessage(() => ({ kind: 'picked', contactIds }));
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Box>
        <Typography variant="delta" tag="p" data-testid="entry-people-count">
          {t('content-manager.bulk.people', { entries, people: contactIds.length })}
        </Typography>
        {doubled > 0 ? (
          <Typography textColor="neutral600" tag="p">
            {t('content-manager.bulk.doubled', { count: doubled })}
          </Typography>
        ) : null}
      </Box>
      {gaps.length > 0 ? <Gaps gaps={gaps} examples={examples} /> : null}
      <Typography variant="pi" textColor="neutral600">
        {t('content-manager.bulk.note')}
      </Typography>
      <Flex justifyContent="flex-end">
        <Button
          disabled={contactIds.length === 0}
          loading={isLoading}
          onClick={() => void start()}
          data-testid="entry-draft"
        >
          {t('content-manager.bulk.draft', { count: contactIds.length })}
        </Button>
      </Flex>
    </Flex>
  );
};

/** Who the chosen entries are about, counted before anything is made. */
const BulkDraft = ({ uid, documentIds }: Props) => {
  const asked = { uid, documentIds: [...documentIds] };
  const { data, error, isFetching, refetch } = useWhatsappEntryRecipientsQuery(asked);
  if (isFetching) return <RowSkeletons rows={2} />;
  if (!data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return <Found found={data} entries={documentIds.length} />;
};

export default BulkDraft;
