import { useState, type KeyboardEvent } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';
import { useWhatsappEntryPeopleQuery } from '../../api/record-people';
import { IdSelect } from '../../shared/IdSelect';
import { ErrorState, RowSkeletons } from '../../shared/states';
import { useLive } from '../../shared/useLive';
import { useT } from '../../shared/useT';
import { FlowChanges } from './FlowChanges';
import { Nobody } from './Nobody';
import { Person } from './Person';
import { useReadAgain } from './useReadAgain';
import { useShownName } from '../../shared/people/usePersonName';

interface Props {
  readonly uid: string;
  /** Null: not saved yet. */
  readonly documentId: string | null;
  /** Changes with each save: the entry may be about somebody else then. */
  readonly savedAt: string | null;
}

const Saved = ({
  uid,
  documentId,
  savedAt,
}: Props & { readonly documentId: NonNullable<Props['documentId']> }) => {
  useLive();
  const t = useT();
  const shownName = useShownName();
  const query = useWhatsappEntryPeopleQuery({ uid, documentId });
  const [chosen, setChosen] = useState<number | null>(null);
  const { refetch } = query;
  useReadAgain(savedAt, refetch);

  if (query.isLoading) return <RowSkeletons rows={1} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void refetch()} />;
  const { people } = query.data;
  const person = people.find(({ id }) => id === chosen) ?? people[0];
  if (!person) return <Nobody uid={uid} documentId={documentId} entry={query.data} />;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      {people.length > 1 ? (
        <IdSelect
          size="S"
          label={t('content-manager.panel.person')}
          options={people.map(({ id, name, address }) => ({
            id,
            name: shownName(name || address),
          }))}
          value={person.id}
          onChange={setChosen}
        />
      ) : null}
      <Person key={person.id} person={person} entry={{ uid, documentId }} />
    </Flex>
  );
};

/** Strapi saves and publishes the entry at these keys wherever the focus is; here they are about the message. */
const keepKeys = (event: KeyboardEvent) => {
  if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) event.stopPropagation();
};

/** Strapi's window grows with its widest line, and with the ring of a focus, and then scrolls sideways: this part does not. */
const asWide = { contain: 'inline-size', overflowX: 'clip' } as const;

/** WhatsApp beside an entry: whom it is about, the last messages with them, and a field to write. */
const EntryPanel = ({ documentId, ...rest }: Props) => {
  const t = useT();
  return (
    <Box
      width="100%"
      paddingLeft={1}
      paddingRight={1}
      style={asWide}
      onKeyDown={keepKeys}
      data-testid="entry-panel"
    >
      {documentId === null ? (
        <Typography variant="pi" textColor="neutral600">
          {t('content-manager.panel.unsaved')}
        </Typography>
      ) : (
        <Flex direction="column" alignItems="stretch" gap={4}>
          <Saved documentId={documentId} {...rest} />
          <FlowChanges uid={rest.uid} documentId={documentId} savedAt={rest.savedAt} />
        </Flex>
      )}
    </Box>
  );
};

export default EntryPanel;
