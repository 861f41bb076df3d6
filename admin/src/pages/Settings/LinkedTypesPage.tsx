import { useState } from 'react';
import { Box, Flex, Menu } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Layouts, Page, useNotification } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';
import type {
  HostTypeView,
  MappingView,
  RecordTypes,
} from '../../../../server/src/contracts/records';
import {
  useWhatsappRecordTypesQuery,
  useWhatsappRemoveMappingMutation,
  useWhatsappSyncRecordsMutation,
} from '../../api/records';
import { PLUGIN_ID } from '../../pluginId';
import { ConfirmAction } from '../../shared/ConfirmAction';
import { permission, useCan } from '../../shared/permissions';
import { EmptyState, ErrorState, RowSkeletons } from '../../shared/states';
import { useRefusal } from '../../shared/useRefusal';
import { useLive } from '../../shared/useLive';
import { useT } from '../../shared/useT';
import { CarriedDrawer } from './records/CarriedDrawer';
import { ConversionDays } from './records/ConversionDays';
import { MappingCard } from './records/MappingCard';
import { MappingDrawer } from './records/MappingDrawer';
import { MovedDrawer } from './records/MovedDrawer';

type Open =
  | { what: 'edit'; type: HostTypeView; mapping: MappingView | null }
  | { what: 'carry'; mapping: MappingView }
  | { what: 'moved'; mapping: MappingView }
  | { what: 'remove'; mapping: MappingView }
  | { what: 'sync'; mapping: MappingView };

const useDeeds = () => {
  const t = useT();
  const refuse = useRefusal();
  const navigate = useNavigate();
  const { can } = useCan();
  const { toggleNotification } = useNotification();
  const [sync] = useWhatsappSyncRecordsMutation();
  const [remove] = useWhatsappRemoveMappingMutation();
  const [starting, setStarting] = useState<string | null>(null);
  const onSync = async (mapping: MappingView) => {
    setStarting(mapping.uid);
    try {
      await sync(mapping.uid).unwrap();
      toggleNotification({ type: 'success', message: t('records.sync.started') });
      if (can.operationWatch) navigate(`/plugins/${PLUGIN_ID}/operations`);
    } catch (error) {
      refuse(error);
    } finally {
      setStarting(null);
    }
  };
  /** Throws after telling why, so that the dialog stays open. */
  const onRemove = async (mapping: MappingView) => {
    try {
      await remove(mapping.uid).unwrap();
      toggleNotification({
        type: 'success',
        message: t('records.removed', { label: mapping.label }),
      });
    } catch (error) {
      refuse(error);
      throw error;
    }
  };
  return { starting, onSync, onRemove };
};

const AddType = ({
  types,
  onChoose,
}: {
  types: HostTypeView[];
  onChoose: (type: HostTypeView) => void;
}) => {
  const t = useT();
  return (
    <Menu.Root>
      <Menu.Trigger startIcon={<Plus />} variant="default" data-testid="add-mapping">
        {t('records.add')}
      </Menu.Trigger>
      <Menu.Content>
        {types.map((type) => (
          <Menu.Item key={type.uid} onSelect={() => onChoose(type)}>
            {type.label}
          </Menu.Item>
        ))}
      </Menu.Content>
    </Menu.Root>
  );
};

interface DialogsProps {
  readonly open: Open | null;
  readonly setOpen: (open: Open | null) => void;
  readonly deeds: ReturnType<typeof useDeeds>;
}

const Dialogs = ({ open, setOpen, deeds }: DialogsProps) => {
  const t = useT();
  const close = () => setOpen(null);
  switch (open?.what) {
    case 'edit':
      return (
        <MappingDrawer
          key={open.type.uid}
          type={open.type}
          mapping={open.mapping}
          onClose={close}
          onSaved={(mapping, isNew) => setOpen(isNew ? { what: 'sync', mapping } : null)}
        />
      );
    case 'sync':
      return (
        <ConfirmAction
          open
          onClose={close}
          title={t('records.sync.title', { label: open.mapping.label })}
          confirmLabel={t('records.card.first-sync')}
          dismissLabel={t('records.sync.later')}
          confirmTestId="confirm-sync"
          onConfirm={() => deeds.onSync(open.mapping)}
        >
          {t('records.sync.body')}
        </ConfirmAction>
      );
    case 'carry':
      return <CarriedDrawer key={open.mapping.uid} mapping={open.mapping} onClose={close} />;
    case 'moved':
      return <MovedDrawer key={open.mapping.uid} mapping={open.mapping} onClose={close} />;
    case 'remove':
      return (
        <ConfirmAction
          open
          onClose={close}
          variant="danger"
          title={t('records.remove.title', { label: open.mapping.label })}
          confirmLabel={t('records.remove.confirm', { count: open.mapping.linked })}
          confirmTestId="confirm-remove"
          onConfirm={() => deeds.onRemove(open.mapping)}
        >
          {t('records.remove.body', {
            count: open.mapping.linked,
            people: open.mapping.people,
          })}
        </ConfirmAction>
      );
    case undefined:
      return null;
  }
};

const Cards = ({ data, deeds, setOpen }: { data: RecordTypes } & Omit<DialogsProps, 'open'>) => (
  <Flex tag="ul" direction="column" alignItems="stretch" gap={4} padding={0} margin={0}>
    {data.mappings.map((mapping) => {
      const type = data.types.find(({ uid }) => uid === mapping.uid) ?? null;
      return (
        <MappingCard
          key={mapping.uid}
          mapping={mapping}
          type={type}
          isStarting={deeds.starting === mapping.uid}
          onEdit={() => (type ? setOpen({ what: 'edit', type, mapping }) : undefined)}
          onCarry={() => setOpen({ what: 'carry', mapping })}
          onMoved={() => setOpen({ what: 'moved', mapping })}
          onSync={() => void deeds.onSync(mapping)}
          onRemove={() => setOpen({ what: 'remove', mapping })}
        />
      );
    })}
  </Flex>
);

const LinkedTypes = () => {
  const t = useT();
  useLive();
  const query = useWhatsappRecordTypesQuery();
  const deeds = useDeeds();
  const [open, setOpen] = useState<Open | null>(null);
  const { data } = query;
  const mapped = new Set((data?.mappings ?? []).map(({ uid }) => uid));
  const free = (data?.types ?? []).filter(({ uid }) => !mapped.has(uid));
  const add = (
    <AddType types={free} onChoose={(type) => setOpen({ what: 'edit', type, mapping: null })} />
  );
  const isEmpty = data?.mappings.length === 0;
  return (
    <Page.Main aria-busy={query.isFetching && !data}>
      <Page.Title>{t('records.title')}</Page.Title>
      <Layouts.Header
        title={t('records.title')}
        subtitle={t('records.subtitle')}
        primaryAction={data && !isEmpty && free.length > 0 ? add : undefined}
      />
      <Layouts.Content>
        {query.isLoading ? <RowSkeletons rows={2} height="12rem" /> : null}
        {query.isError && !data ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : null}
        {data && isEmpty ? (
          <EmptyState
            content={free.length > 0 ? t('records.empty') : t('records.no-types')}
            {...(free.length > 0 ? { action: add } : {})}
          />
        ) : null}
        {data && !isEmpty ? <Cards data={data} deeds={deeds} setOpen={setOpen} /> : null}
        {data ? (
          <Box paddingTop={6} paddingBottom={6}>
            <ConversionDays />
          </Box>
        ) : null}
        <Box>
          <Dialogs open={open} setOpen={setOpen} deeds={deeds} />
        </Box>
      </Layouts.Content>
    </Page.Main>
  );
};

const LinkedTypesPage = () => (
  <Page.Protect permissions={[permission('settingsConfigure')]}>
    <LinkedTypes />
  </Page.Protect>
);

export default LinkedTypesPage;
