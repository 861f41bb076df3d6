import { Box, Button, Flex, IconButton, Typography } from '@strapi/design-system';
import { Pencil, Trash } from '@strapi/icons';
import { useNotification } from '@strapi/strapi/admin';
import type { EndpointView } from '../../../../../server/src/contracts/outbound';
import { useWhatsappTestEndpointMutation } from '../../../api/outbound';
import { CellText } from '../../../shared/CellText';
import { ResponsiveTable, type Column } from '../../../shared/ResponsiveTable';
import { StatusWord } from '../../../shared/StatusWord';
import { useMoments } from '../../../shared/useMoments';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

export type Doing = 'edit' | 'deliveries' | 'delete';
interface Props {
  readonly endpoints: readonly EndpointView[];
  readonly onDo: (what: Doing, endpoint: EndpointView) => void;
}

const stateOf = ({ active, failingSince }: EndpointView) =>
  active ? (failingSince === null ? 'on' : 'failing') : 'off';

const State = ({ endpoint }: { endpoint: EndpointView }) => {
  const t = useT();
  const { full } = useMoments();
  const { active, offReason, failingSince } = endpoint;
  const why =
    !active && offReason
      ? t(`outbound.off.${offReason}`)
      : active && failingSince !== null
        ? t('outbound.failing-since', { when: full(failingSince) })
        : null;
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <StatusWord of="endpoint" state={stateOf(endpoint)} />
      {why ? <CellText variant="pi">{why}</CellText> : null}
    </Flex>
  );
};

const Test = ({ endpoint }: { endpoint: EndpointView }) => {
  const t = useT();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [test, testing] = useWhatsappTestEndpointMutation();
  const send = async () => {
    try {
      const { state, lastStatus, lastError } = await test(endpoint.id).unwrap();
      const what = [
        lastStatus === null ? null : t('outbound.status', { status: lastStatus }),
        lastError === null ? null : t(`outbound.error.${lastError}`),
      ];
      toggleNotification(
        state === 'done'
          ? { type: 'success', message: t('outbound.test.arrived', { name: endpoint.name }) }
          : {
              type: 'danger',
              message: t('outbound.test.failed', {
                name: endpoint.name,
                why: what.filter(Boolean).join(', '),
              }),
            }
      );
    } catch (error) {
      refuse(error);
    }
  };
  return (
    <Button
      variant="tertiary"
      size="S"
      loading={testing.isLoading}
      aria-label={t('outbound.test-of', { name: endpoint.name })}
      onClick={() => void send()}
      data-testid="endpoint-test"
    >
      {t('outbound.test')}
    </Button>
  );
};

const useColumns = (onDo: Props['onDo']): Column<EndpointView>[] => {
  const t = useT();
  return [
    {
      key: 'name',
      label: t('outbound.field.name'),
      isTitle: true,
      render: (one) => (
        <Box maxWidth="36rem">
          <Typography fontWeight="bold" tag="p">
            {one.name}
          </Typography>
          <CellText variant="pi" tag="p" style={{ overflowWrap: 'anywhere' }} dir="ltr">
            {one.url}
          </CellText>
        </Box>
      ),
    },
    { key: 'state', label: t('outbound.state'), render: (one) => <State endpoint={one} /> },
    {
      key: 'events',
      label: t('outbound.field.events'),
      render: (one) => (
        <CellText>
          {t('outbound.events', { count: one.events.length })}
          {one.withNumbers ? ` · ${t('outbound.numbers')}` : ''}
        </CellText>
      ),
    },
    {
      key: 'deliveries',
      label: t('outbound.deliveries'),
      render: (one) => {
        const counts = t('outbound.counts', { waiting: one.waiting, failed: one.failed });
        return (
          <Button
            variant="ghost"
            size="S"
            aria-label={`${counts}. ${t('outbound.deliveries-of', { name: one.name })}`}
            onClick={() => onDo('deliveries', one)}
            data-testid="endpoint-deliveries"
          >
            {counts}
          </Button>
        );
      },
    },
    {
      key: 'actions',
      label: t('tasks.column.actions'),
      hideLabel: true,
      render: (one) => (
        <Flex gap={1} justifyContent="flex-end">
          <Test endpoint={one} />
          <IconButton
            variant="ghost"
            label={t('outbound.edit-of', { name: one.name })}
            onClick={() => onDo('edit', one)}
            data-testid="endpoint-edit"
          >
            <Pencil />
          </IconButton>
          <IconButton
            variant="ghost"
            label={t('outbound.delete-of', { name: one.name })}
            onClick={() => onDo('delete', one)}
          >
            <Trash />
          </IconButton>
        </Flex>
      ),
    },
  ];
};

/** The addresses, each with how it is and what it gets. */
export const EndpointTable = ({ endpoints, onDo }: Props) => (
  <ResponsiveTable
    rows={endpoints}
    columns={useColumns(onDo)}
    rowKey={(one) => one.id}
    label={useT()('outbound.title')}
    testId="endpoint-row"
    isTight
  />
);
