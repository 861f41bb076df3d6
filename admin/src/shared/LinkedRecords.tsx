import { useState } from 'react';
import { Box, Button, Flex, IconButton, Link, Typography } from '@strapi/design-system';
import { Cross, Plus } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';
import type { LinkedRecord } from '../../../server/src/contracts/records';
import { useWhatsappUnlinkRecordMutation } from '../api/records';
import { ConfirmAction } from './ConfirmAction';
import { LinkRecordDrawer } from './LinkRecordDrawer';
import { useCan } from './permissions';
import { HiddenValue } from './Sensitive';
import { ErrorState, RowSkeletons } from './states';
import { useRecordLinks } from './useRecordLinks';
import { useRefusal } from './useRefusal';
import { useT } from './useT';

const Fields = ({ fields }: { fields: LinkedRecord['fields'] }) => (
  <Flex tag="dl" direction="column" alignItems="stretch" gap={1} margin={0}>
    {fields
      .filter(({ value, locked }) => value !== null || locked)
      .map(({ path, label, value, locked }) => (
        <Flex key={path} justifyContent="space-between" gap={3} wrap="wrap">
          <Typography tag="dt" variant="pi" textColor="neutral600">
            {label}
          </Typography>
          <Typography tag="dd" variant="pi" dir="auto" margin={0}>
            {locked ? <HiddenValue /> : value}
          </Typography>
        </Flex>
      ))}
  </Flex>
);

interface OneProps {
  readonly record: LinkedRecord;
  readonly onUnlink: (() => void) | null;
}

const One = ({ record, onUnlink }: OneProps) => {
  const t = useT();
  return (
    <Box
      tag="li"
      background="neutral0"
      borderColor="neutral200"
      hasRadius
      padding={3}
      data-testid="linked-record"
    >
      <Flex direction="column" alignItems="stretch" gap={2}>
        <Flex justifyContent="space-between" alignItems="flex-start" gap={2}>
          <Box minWidth="0">
            <Typography variant="pi" textColor="neutral600" tag="p">
              {record.byHand ? t('records.links.by-hand', { role: record.role }) : record.role}
            </Typography>
            <Link tag={RouterLink} to={record.url} dir="auto">
              {record.title}
            </Link>
          </Box>
          {onUnlink ? (
            <IconButton
              variant="ghost"
              size="S"
              label={t('records.links.unlink', { title: record.title })}
              onClick={onUnlink}
            >
              <Cross />
            </IconButton>
          ) : null}
        </Flex>
        {record.fields.some(({ value, locked }) => value !== null || locked) ? (
          <Fields fields={record.fields} />
        ) : null}
      </Flex>
    </Box>
  );
};

const Unlink = ({
  record,
  contactId,
  onClose,
}: {
  record: LinkedRecord;
  contactId: number;
  onClose: () => void;
}) => {
  const t = useT();
  const refuse = useRefusal();
  const [unlink] = useWhatsappUnlinkRecordMutation();
  const onConfirm = async () => {
    try {
      await unlink({ id: record.id, contactId }).unwrap();
    } catch (error) {
      refuse(error);
      throw error;
    }
  };
  return (
    <ConfirmAction
      open
      onClose={onClose}
      title={t('records.unlink.title', { title: record.title })}
      confirmLabel={t('records.unlink.confirm')}
      confirmTestId="confirm-unlink"
      onConfirm={onConfirm}
    >
      {t('records.unlink.body')}
    </ConfirmAction>
  );
};

/**
 * Entries of the host that are about a person, with the fields that were chosen for staff and the way to each (C-21).
 * Nothing at all where no content type is linked: the block then explains nothing to somebody who cannot change it.
 */
export const LinkedRecords = ({ contactId }: { contactId: number }) => {
  const t = useT();
  const { can } = useCan();
  const query = useRecordLinks(contactId, { skip: !can.contactBrowse });
  const [unlinking, setUnlinking] = useState<LinkedRecord | null>(null);
  const [isLinking, setLinking] = useState(false);
  if (!can.contactBrowse) return null;
  if (query.isLoading) return <RowSkeletons rows={1} />;
  if (query.isError && !query.data)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { links = [], types = [] } = query.data ?? {};
  if (types.length === 0) return null;
  return (
    <Flex direction="column" alignItems="stretch" gap={2} data-testid="linked-records">
      <Flex justifyContent="space-between" gap={2}>
        <Typography variant="sigma" textColor="neutral600" tag="h3">
          {t('records.links.title')}
        </Typography>
        {can.contactEdit ? (
          <Button
            variant="ghost"
            size="S"
            startIcon={<Plus />}
            onClick={() => setLinking(true)}
            data-testid="link-record"
          >
            {t('records.links.add')}
          </Button>
        ) : null}
      </Flex>
      {links.length === 0 ? (
        <Typography variant="pi" textColor="neutral600">
          {t('records.links.none')}
        </Typography>
      ) : (
        <Flex tag="ul" direction="column" alignItems="stretch" gap={2} padding={0} margin={0}>
          {links.map((record) => (
            <One
              key={record.id}
              record={record}
              onUnlink={can.contactEdit ? () => setUnlinking(record) : null}
            />
          ))}
        </Flex>
      )}
      {unlinking ? (
        <Unlink record={unlinking} contactId={contactId} onClose={() => setUnlinking(null)} />
      ) : null}
      {isLinking ? (
        <LinkRecordDrawer contactId={contactId} types={types} onClose={() => setLinking(false)} />
      ) : null}
    </Flex>
  );
};
