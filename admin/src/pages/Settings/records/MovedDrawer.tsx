import { useState } from 'react';
import { Box, Button, Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import type { MovedEntries } from '../../../../../server/src/contracts/record-people';
import type { MappingView } from '../../../../../server/src/contracts/records';
import { useWhatsappMovedEntriesQuery } from '../../../api/records';
import { PLUGIN_ID } from '../../../pluginId';
import { Drawer } from '../../../shared/Drawer';
import { usePersonName } from '../../../shared/people/usePersonName';
import { useMay } from '../../../shared/permissions';
import { EmptyState, ErrorState, RowSkeletons } from '../../../shared/states';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { ConsentDialog } from '../../Contacts/components/ConsentForm';

interface RowProps {
  readonly entry: MovedEntries['entries'][number];
  readonly onRecord: (contact: ContactView) => void;
}

const Row = ({ entry, onRecord }: RowProps) => {
  const t = useT();
  const moments = useMoments();
  const personName = usePersonName();
  const mayRecord = useMay('contactEdit');
  const { contact, title, url, at } = entry;
  return (
    <Flex
      tag="li"
      justifyContent="space-between"
      alignItems="center"
      gap={4}
      paddingTop={3}
      paddingBottom={3}
      data-testid="moved-entry"
    >
      <Box minWidth="0">
        <Link
          tag={RouterLink}
          to={`/plugins/${PLUGIN_ID}/contacts?contact=${contact.id}`}
          dir="auto"
        >
          {personName(contact)}
        </Link>
        <Typography tag="p" variant="pi" textColor="neutral600">
          {url === null ? null : (
            <>
              <Link tag={RouterLink} to={url} dir="auto">
                {title}
              </Link>
              {' · '}
            </>
          )}
          {t('records.moved.since', { at: moments.full(at) })}
        </Typography>
      </Box>
      {mayRecord ? (
        <Button variant="secondary" onClick={() => onRecord(contact)}>
          {t('contacts.record.button')}
        </Button>
      ) : null}
    </Flex>
  );
};

interface Props {
  readonly mapping: MappingView;
  readonly onClose: () => void;
}

/** Entries that became about another person: whose “yes” is not counted, until somebody records what they said. */
export const MovedDrawer = ({ mapping: { uid, role }, onClose }: Props) => {
  const t = useT();
  const query = useWhatsappMovedEntriesQuery(uid);
  const [recording, setRecording] = useState<ContactView | null>(null);
  const { data } = query;
  return (
    <>
      <Drawer open onClose={onClose} title={t('records.moved.title', { role })}>
        <Typography textColor="neutral600">{t('records.moved.intro')}</Typography>
        {query.isLoading ? <RowSkeletons rows={3} height="4rem" /> : null}
        {query.isError && !data ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : null}
        {data && data.entries.length === 0 ? (
          <EmptyState content={t('records.moved.none')} />
        ) : null}
        <Flex tag="ul" direction="column" alignItems="stretch" padding={0} margin={0}>
          {data?.entries.map((entry) => (
            <Row key={entry.documentId} entry={entry} onRecord={setRecording} />
          ))}
        </Flex>
        {data && data.total > data.entries.length ? (
          <Typography variant="pi" textColor="neutral600">
            {t('records.moved.more', { count: data.total - data.entries.length })}
          </Typography>
        ) : null}
      </Drawer>
      {recording ? <ConsentDialog contact={recording} onClose={() => setRecording(null)} /> : null}
    </>
  );
};
