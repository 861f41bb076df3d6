import { useRef, useState } from 'react';
import { Button } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Layouts, Page, useNotification } from '@strapi/strapi/admin';
import type { EndpointView, EndpointWithSecret } from '../../../../server/src/contracts/outbound';
import {
  useWhatsappDeleteEndpointMutation,
  useWhatsappListEndpointsQuery,
  useWhatsappReplaceSecretMutation,
} from '../../api/outbound';
import { ConfirmAction } from '../../shared/ConfirmAction';
import { DeleteDialog } from '../../shared/DeleteDialog';
import { permission } from '../../shared/permissions';
import { EmptyState, ErrorState, RowSkeletons } from '../../shared/states';
import { useRefusal } from '../../shared/useRefusal';
import { useT } from '../../shared/useT';
import { Deliveries } from './outbound/Deliveries';
import { EndpointForm } from './outbound/EndpointForm';
import { EndpointTable, type Doing } from './outbound/EndpointTable';
import { SecretOnce } from './outbound/SecretOnce';

type Open =
  | { what: 'new' }
  | { what: Doing | 'replace'; id: number }
  | { what: 'secret'; made: EndpointWithSecret }
  | null;

/** Counts of what waits change by themselves. */
const AGAIN_MS = 10_000;

const ReplaceSecret = ({
  endpoint,
  onMade,
  onClose,
}: {
  endpoint: EndpointView;
  onMade: (made: EndpointWithSecret) => void;
  onClose: () => void;
}) => {
  const t = useT();
  const refuse = useRefusal();
  const [replace] = useWhatsappReplaceSecretMutation();
  /** The question closes itself after the deed; then the new secret takes its place. */
  const made = useRef<EndpointWithSecret | null>(null);
  const onConfirm = async () => {
    try {
      made.current = await replace(endpoint.id).unwrap();
    } catch (error) {
      refuse(error);
      throw error;
    }
  };
  return (
    <ConfirmAction
      open
      title={t('outbound.replace.title', { name: endpoint.name })}
      confirmLabel={t('outbound.secret.replace')}
      onConfirm={onConfirm}
      onClose={() => (made.current ? onMade(made.current) : onClose())}
    >
      {t('outbound.replace.body')}
    </ConfirmAction>
  );
};

const Remove = ({ endpoint, onClose }: { endpoint: EndpointView; onClose: () => void }) => {
  const t = useT();
  const [remove] = useWhatsappDeleteEndpointMutation();
  return (
    <DeleteDialog
      title={t('outbound.delete.title', { name: endpoint.name })}
      confirmLabel={t('outbound.delete-of', { name: endpoint.name })}
      onDelete={() => remove(endpoint.id).unwrap()}
      onClose={onClose}
    >
      {t('outbound.delete.body', { waiting: endpoint.waiting })}
    </DeleteDialog>
  );
};

interface Panels {
  readonly open: Open;
  readonly endpoints: readonly EndpointView[];
  readonly onOpen: (open: Open) => void;
}

/** What stands over the list: a form, a question, what was sent. */
const Opened = ({ open, endpoints, onOpen }: Panels) => {
  const t = useT();
  const { toggleNotification } = useNotification();
  const onClose = () => onOpen(null);
  if (open === null) return null;
  if (open.what === 'secret') return <SecretOnce made={open.made} onClose={onClose} />;
  const endpoint =
    open.what === 'new' ? null : (endpoints.find(({ id }) => id === open.id) ?? null);
  if (open.what === 'new' || (open.what === 'edit' && endpoint))
    return (
      <EndpointForm
        endpoint={endpoint}
        onClose={onClose}
        onReplaceSecret={({ id }) => onOpen({ what: 'replace', id })}
        onSaved={(made) => {
          toggleNotification({ type: 'success', message: t('outbound.saved') });
          onOpen(made ? { what: 'secret', made } : null);
        }}
      />
    );
  if (!endpoint) return null;
  if (open.what === 'deliveries') return <Deliveries endpoint={endpoint} onClose={onClose} />;
  if (open.what === 'delete') return <Remove endpoint={endpoint} onClose={onClose} />;
  return (
    <ReplaceSecret
      endpoint={endpoint}
      onMade={(made) => onOpen({ what: 'secret', made })}
      onClose={onClose}
    />
  );
};

type ListProps = {
  query: ReturnType<typeof useWhatsappListEndpointsQuery>;
  onOpen: (open: Open) => void;
};

const List = ({ query, onOpen }: ListProps) => {
  const t = useT();
  if (query.isLoading) return <RowSkeletons />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { endpoints } = query.data;
  if (endpoints.length === 0)
    return (
      <EmptyState
        content={t('outbound.empty')}
        action={
          <Button variant="secondary" startIcon={<Plus />} onClick={() => onOpen({ what: 'new' })}>
            {t('outbound.new')}
          </Button>
        }
      />
    );
  return <EndpointTable endpoints={endpoints} onDo={(what, { id }) => onOpen({ what, id })} />;
};

const OutboundSettings = () => {
  const t = useT();
  const query = useWhatsappListEndpointsQuery(undefined, { pollingInterval: AGAIN_MS });
  const [open, setOpen] = useState<Open>(null);
  return (
    <Page.Main>
      <Page.Title>{t('outbound.title')}</Page.Title>
      <Layouts.Header
        title={t('outbound.title')}
        subtitle={t('outbound.subtitle')}
        primaryAction={
          <Button
            startIcon={<Plus />}
            onClick={() => setOpen({ what: 'new' })}
            data-testid="new-endpoint"
          >
            {t('outbound.new')}
          </Button>
        }
      />
      <Layouts.Content>
        <List query={query} onOpen={setOpen} />
      </Layouts.Content>
      <Opened open={open} endpoints={query.data?.endpoints ?? []} onOpen={setOpen} />
    </Page.Main>
  );
};

const OutboundPage = () => (
  <Page.Protect permissions={[permission('outboundConnect')]}>
    <OutboundSettings />
  </Page.Protect>
);

export default OutboundPage;
