import { useState } from 'react';
import {
  Box,
  Button,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { useNotification } from '@strapi/strapi/admin';
import type { EntriesResult, LinksResult } from '../../../server/src/contracts/records';
import {
  useWhatsappLinkRecordMutation,
  useWhatsappNewEntryMutation,
  useWhatsappRecordEntriesQuery,
} from '../api/records';
import { Drawer } from './Drawer';
import { newPress } from './newPress';
import { SearchBox } from './SearchBox';
import { ErrorState, NothingMatches, RowSkeletons } from './states';
import { useRefusal } from './useRefusal';
import { useDebounced } from './useDebounced';
import { useT } from './useT';
import { useShownName } from './people/usePersonName';

type Entry = EntriesResult['entries'][number];

const Row = ({
  entry,
  contactId,
  onLink,
}: {
  entry: Entry;
  contactId: number;
  onLink: () => Promise<void>;
}) => {
  const t = useT();
  const shownName = useShownName();
  const [busy, setBusy] = useState(false);
  const isHere = entry.contact?.id === contactId;
  const link = async () => {
    setBusy(true);
    await onLink();
    setBusy(false);
  };
  return (
    <Box tag="li" borderColor="neutral200" hasRadius padding={3} data-testid="record-entry">
      <Flex justifyContent="space-between" gap={3} wrap="wrap">
        <Box minWidth="0">
          <Typography tag="p" fontWeight="semiBold" dir="auto">
            {entry.title}
          </Typography>
          {entry.detail ? (
            <Typography tag="p" variant="pi" textColor="neutral600" dir="auto">
              {entry.detail}
            </Typography>
          ) : null}
          {entry.contact && !isHere ? (
            <Typography tag="p" variant="pi" textColor="neutral800">
              {t('records.link.elsewhere', {
                name: shownName(entry.contact.name),
              })}
            </Typography>
          ) : null}
        </Box>
        <Button
          variant="secondary"
          size="S"
          disabled={isHere}
          loading={busy}
          onClick={() => void link()}
        >
          {isHere ? t('records.link.here') : t('records.link.button')}
        </Button>
      </Flex>
    </Box>
  );
};

/** An entry that does not exist yet: made from what is known of the person, and linked. */
const NewEntry = ({ contactId, type, onDone }: NewEntryProps) => {
  const t = useT();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [make, { isLoading }] = useWhatsappNewEntryMutation();
  const [clientId] = useState(newPress);
  const onMake = async () => {
    const answer = await make({ contactId, uid: type.uid, clientId });
    if (!('data' in answer)) {
      refuse(answer.error);
      return;
    }
    toggleNotification({ type: 'success', message: t('records.new.done', { role: type.role }) });
    onDone();
  };
  return (
    <Box>
      <Button
        variant="tertiary"
        startIcon={<Plus />}
        loading={isLoading}
        onClick={() => void onMake()}
        data-testid="new-entry"
      >
        {t('records.new.button', { role: type.role })}
      </Button>
      <Typography tag="p" variant="pi" textColor="neutral600" paddingTop={1}>
        {t('records.new.hint')}
      </Typography>
    </Box>
  );
};

interface NewEntryProps {
  readonly contactId: number;
  readonly type: LinksResult['types'][number];
  readonly onDone: () => void;
}

interface Props {
  readonly contactId: number;
  readonly types: LinksResult['types'];
  readonly onClose: () => void;
}

/** Finds an entry of a mapped type by name, number or e-mail and links it with the person. */
export const LinkRecordDrawer = ({ contactId, types, onClose }: Props) => {
  const t = useT();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [uid, setUid] = useState(types[0]?.uid ?? '');
  const [typed, setTyped] = useState('');
  const q = useDebounced(typed.trim());
  const query = useWhatsappRecordEntriesQuery({ uid, q }, { skip: uid === '' });
  const [link] = useWhatsappLinkRecordMutation();
  const onLink = async (entry: Entry) => {
    try {
      await link({ contactId, uid, documentId: entry.documentId }).unwrap();
      toggleNotification({
        type: 'success',
        message: t('records.link.done', { title: entry.title }),
      });
      onClose();
    } catch (error) {
      refuse(error);
    }
  };
  const entries = query.data?.entries ?? [];
  const chosen = types.find((type) => type.uid === uid);
  return (
    <Drawer open onClose={onClose} title={t('records.link.title')}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        {types.length > 1 ? (
          <Field.Root name="type">
            <Field.Label>{t('records.link.type')}</Field.Label>
            <SingleSelect value={uid} onChange={(value) => setUid(String(value))}>
              {types.map((type) => (
                <SingleSelectOption key={type.uid} value={type.uid}>
                  {type.role}
                </SingleSelectOption>
              ))}
            </SingleSelect>
          </Field.Root>
        ) : null}
        <SearchBox
          name="entry"
          label={t('records.link.search')}
          value={typed}
          onChange={setTyped}
        />
        {query.isLoading ? <RowSkeletons rows={3} /> : null}
        {query.isError && !query.data ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : null}
        {query.data && entries.length === 0 ? (
          <NothingMatches {...(typed ? { onClear: () => setTyped('') } : {})} />
        ) : null}
        <Flex tag="ul" direction="column" alignItems="stretch" gap={2} padding={0} margin={0}>
          {entries.map((entry) => (
            <Row
              key={entry.documentId}
              entry={entry}
              contactId={contactId}
              onLink={() => onLink(entry)}
            />
          ))}
        </Flex>
        {chosen ? <NewEntry contactId={contactId} type={chosen} onDone={onClose} /> : null}
      </Flex>
    </Drawer>
  );
};
