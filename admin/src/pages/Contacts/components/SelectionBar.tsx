import { useState } from 'react';
import { Box, Button, Flex, Menu, Typography } from '@strapi/design-system';
import { More } from '@strapi/icons';
import type { PeopleSelection } from '../../../shared/people/usePeopleSelection';
import { useCan } from '../../../shared/permissions';
import { useBulkMessage } from '../../../shared/useBulkMessage';
import { useT } from '../../../shared/useT';
import { BulkDelete, BulkGroup, BulkOwner, BulkTags, type BulkProps } from './BulkDialogs';
import { MergeDialog } from './MergeDialog';
import { useExport } from './useExport';

type Deed = 'tags' | 'group-add' | 'group-remove' | 'owner' | 'delete' | 'merge';

const Dialog = ({
  deed,
  selection,
  bulk,
}: {
  deed: Deed | null;
  selection: PeopleSelection;
  bulk: BulkProps;
}) => {
  if (deed === null) return null;
  if (deed === 'tags') return <BulkTags {...bulk} />;
  if (deed === 'owner') return <BulkOwner {...bulk} />;
  if (deed === 'delete') return <BulkDelete {...bulk} />;
  if (deed === 'group-add') return <BulkGroup {...bulk} action="add" />;
  if (deed === 'group-remove') return <BulkGroup {...bulk} action="remove" />;
  const [a, b] = selection.picked.kind === 'some' ? [...selection.picked.ids] : [];
  return a !== undefined && b !== undefined ? (
    <MergeDialog ids={[a, b]} onClose={bulk.onClose} onDone={bulk.onDone} />
  ) : null;
};

const MoreDeeds = ({
  selection,
  onDeed,
}: {
  selection: PeopleSelection;
  onDeed: (deed: Deed) => void;
}) => {
  const t = useT();
  const { can } = useCan();
  const exporting = useExport();
  const canMerge =
    can.contactErase && selection.picked.kind === 'some' && selection.picked.ids.size === 2;
  return (
    <Menu.Root>
      <Menu.Trigger variant="tertiary" endIcon={<More aria-hidden />} data-testid="more-deeds">
        {t('people.bulk.more')}
      </Menu.Trigger>
      <Menu.Content popoverPlacement="top-end">
        {can.groupChange ? (
          <Menu.Item onSelect={() => onDeed('group-remove')}>
            {t('people.bulk.fromGroup')}
          </Menu.Item>
        ) : null}
        {can.contactEdit ? (
          <Menu.Item onSelect={() => onDeed('owner')}>{t('people.bulk.assign')}</Menu.Item>
        ) : null}
        {can.contactExport ? (
          <Menu.Item onSelect={() => void exporting.start(selection.choice())}>
            {t('people.bulk.export')}
          </Menu.Item>
        ) : null}
        {canMerge ? (
          <Menu.Item onSelect={() => onDeed('merge')}>{t('people.bulk.merge')}</Menu.Item>
        ) : null}
        {can.contactErase ? (
          <Menu.Item variant="danger" onSelect={() => onDeed('delete')}>
            {t('people.bulk.delete')}
          </Menu.Item>
        ) : null}
      </Menu.Content>
    </Menu.Root>
  );
};

/** Stays in sight while people are chosen, and always says the number that a deed will hit. */
export const SelectionBar = ({ selection }: { selection: PeopleSelection }) => {
  const t = useT();
  const { can } = useCan();
  const [deed, setDeed] = useState<Deed | null>(null);
  const message = useBulkMessage(selection.choice);
  const { count } = selection;
  if (count === 0 && !selection.isAll) return null;
  const ready = count !== null && count > 0;
  const bulk: BulkProps = {
    choice: selection.choice(),
    count: count ?? 0,
    onClose: () => setDeed(null),
    onDone: () => {
      setDeed(null);
      selection.clear();
    },
  };
  return (
    <Box position="sticky" bottom={0} zIndex={1} paddingTop={4}>
      <Flex
        background="neutral0"
        hasRadius
        shadow="popupShadow"
        padding={4}
        gap={4}
        wrap="wrap"
        justifyContent="space-between"
        role="region"
        aria-label={t('people.bulk.label')}
      >
        <Typography fontWeight="bold" data-testid="selected-count">
          {count === null
            ? t('contacts.counting')
            : selection.isAll
              ? t('people.all.bar', { count, out: selection.takenOut })
              : t('contacts.selected', { count })}
        </Typography>
        <Flex gap={2} wrap="wrap">
          {can.campaignPrepare ? (
            <Button
              disabled={!ready}
              loading={message.isLoading}
              onClick={() => void message.start()}
              data-testid="bulk-message"
            >
              {t('people.bulk.message')}
            </Button>
          ) : null}
          {can.contactEdit ? (
            <Button variant="secondary" disabled={!ready} onClick={() => setDeed('tags')}>
              {t('people.bulk.tag')}
            </Button>
          ) : null}
          {can.groupChange ? (
            <Button
              variant="secondary"
              disabled={!ready}
              onClick={() => setDeed('group-add')}
              data-testid="add-to-group"
            >
              {t('people.bulk.toGroup')}
            </Button>
          ) : null}
          <MoreDeeds selection={selection} onDeed={setDeed} />
          <Button variant="tertiary" onClick={selection.clear}>
            {t('contacts.unselect')}
          </Button>
        </Flex>
      </Flex>
      <Dialog deed={deed} selection={selection} bulk={bulk} />
    </Box>
  );
};
