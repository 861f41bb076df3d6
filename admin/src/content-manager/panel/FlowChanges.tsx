import { Flex, Typography } from '@strapi/design-system';
import type { EntryWrite } from '../../../../server/src/contracts/record-writes';
import { useWhatsappListRecordWritesQuery } from '../../api/record-writes';
import { useShownName } from '../../shared/people/usePersonName';
import { ErrorState } from '../../shared/states';
import { useMoments, viewerZone } from '../../shared/useMoments';
import { useRuleLocale } from '../../shared/useRuleLocale';
import { useT } from '../../shared/useT';
import { useReadAgain } from './useReadAgain';

const EMPTY = '–';

/** Who did it, for whom, when, and what each field was before. */
const Write = ({ write }: { readonly write: EntryWrite }) => {
  const t = useT();
  const moments = useMoments();
  const shownName = useShownName();
  const { at, action, bot, version, contact, changes } = write;
  const flow =
    version === null
      ? bot
      : t('content-manager.writes.flow', { name: bot, version: String(version) });
  const name = contact ? shownName(contact.name) : t('content-manager.writes.somebody');
  return (
    <Flex tag="li" direction="column" alignItems="flex-start" gap={1} data-testid="entry-write">
      <Typography variant="pi">
        <span dir="auto">{t(`content-manager.writes.${action}`, { flow, name })}</span>
      </Typography>
      {changes.map(({ label, from, to }) => (
        <Typography key={label} variant="pi" style={{ overflowWrap: 'anywhere' }}>
          <span dir="auto">
            {t('content-manager.writes.value', { label, from: from ?? EMPTY, to: to ?? EMPTY })}
          </span>
        </Typography>
      ))}
      <Typography variant="pi" textColor="neutral600">
        {moments.full(at)}
      </Typography>
    </Flex>
  );
};

/** What flows wrote into the entry, the newest first; nothing where none did. Strapi's own history is not in every edition. */
export const FlowChanges = ({
  uid,
  documentId,
  savedAt,
}: {
  readonly uid: string;
  readonly documentId: string;
  /** Changes with each save, also by a flow. */
  readonly savedAt: string | null;
}) => {
  const t = useT();
  const language = useRuleLocale();
  const query = useWhatsappListRecordWritesQuery({
    ...{ uid, documentId, language },
    zone: viewerZone(),
  });
  const { refetch } = query;
  useReadAgain(savedAt, refetch);
  if (query.error) return <ErrorState error={query.error} onRetry={() => void refetch()} />;
  const writes = query.data?.writes ?? [];
  if (writes.length === 0) return null;
  const title = t('content-manager.writes');
  return (
    <Flex tag="section" aria-label={title} direction="column" alignItems="stretch" gap={2}>
      <Typography tag="p" variant="sigma" textColor="neutral600">
        {title}
      </Typography>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={3} padding={0} margin={0}>
        {writes.map((write) => (
          <Write key={write.id} write={write} />
        ))}
      </Flex>
    </Flex>
  );
};
