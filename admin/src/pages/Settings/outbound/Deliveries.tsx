import { useState } from 'react';
import {
  Box,
  Button,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import { ArrowClockwise, ChevronDown, ChevronUp } from '@strapi/icons';
import { useNotification } from '@strapi/strapi/admin';
import {
  deliveryState,
  type DeliveryState,
  type DeliveryView,
  type EndpointView,
} from '../../../../../server/src/contracts/outbound';
import {
  useWhatsappListDeliveriesQuery,
  useWhatsappReplayDeliveryMutation,
  useWhatsappReplayFailedMutation,
} from '../../../api/outbound';
import { CursorPager } from '../../../shared/CursorPager';
import { Drawer } from '../../../shared/Drawer';
import { EmptyState, ErrorState, NothingMatches, RowSkeletons } from '../../../shared/states';
import { StatusWord } from '../../../shared/StatusWord';
import { useCursorPages } from '../../../shared/useCursorPages';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useMoments } from '../../../shared/useMoments';
import { useNow } from '../../../shared/useNow';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

/** Deliveries come and go by themselves while somebody looks. */
const AGAIN_MS = 4_000;

const Facts = ({ delivery }: { delivery: DeliveryView }) => {
  const t = useT();
  const now = useNow(AGAIN_MS);
  const { full, until } = useMoments();
  const { attempts, lastStatus, lastError, nextTryAt } = delivery;
  return (
    <Typography variant="pi" textColor="neutral600" tag="p">
      {[
        full(delivery.addedAt),
        t('outbound.attempts', { count: attempts }),
        lastStatus === null ? null : t('outbound.status', { status: lastStatus }),
        lastError === null ? null : t(`outbound.error.${lastError}`),
        nextTryAt === null || attempts === 0
          ? null
          : t('outbound.next', { when: until(nextTryAt, now) }),
      ]
        .filter(Boolean)
        .join(' · ')}
    </Typography>
  );
};

const Payload = ({ payload }: { payload: string }) => {
  const t = useT();
  return (
    <Box background="neutral100" hasRadius padding={3}>
      <Typography
        tag="pre"
        variant="pi"
        tabIndex={0}
        aria-label={t('outbound.payload')}
        style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
      >
        {JSON.stringify(JSON.parse(payload), null, 2)}
      </Typography>
    </Box>
  );
};

const Item = ({ delivery }: { delivery: DeliveryView }) => {
  const t = useT();
  const known = useKnownWord();
  const refuse = useRefusal();
  const [open, setOpen] = useState(false);
  const [replay, replaying] = useWhatsappReplayDeliveryMutation();
  const again = async () => {
    try {
      await replay(delivery.id).unwrap();
    } catch (error) {
      refuse(error);
    }
  };
  return (
    <Box tag="li" background="neutral0" borderColor="neutral200" hasRadius padding={4}>
      <Flex direction="column" alignItems="stretch" gap={2} data-testid="delivery">
        <Flex justifyContent="space-between" gap={2} wrap="wrap">
          <Typography fontWeight="bold">
            {known('outbound.event', delivery.type) ?? delivery.type}
          </Typography>
          <StatusWord of="delivery" state={delivery.state} />
        </Flex>
        <Facts delivery={delivery} />
        <Flex gap={2} wrap="wrap">
          <Button
            variant="tertiary"
            size="S"
            aria-expanded={open}
            endIcon={open ? <ChevronUp /> : <ChevronDown />}
            onClick={() => setOpen(!open)}
          >
            {t('outbound.payload')}
          </Button>
          {delivery.state === 'waiting' ? null : (
            <Button
              variant="tertiary"
              size="S"
              startIcon={<ArrowClockwise />}
              disabled={replaying.isLoading}
              onClick={() => void again()}
            >
              {t('outbound.replay')}
            </Button>
          )}
        </Flex>
        {open ? <Payload payload={delivery.payload} /> : null}
      </Flex>
    </Box>
  );
};

const ReplayFailed = ({ endpoint }: { endpoint: EndpointView }) => {
  const t = useT();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [replay, replaying] = useWhatsappReplayFailedMutation();
  if (endpoint.failed === 0) return null;
  const all = async () => {
    try {
      const { replayed } = await replay(endpoint.id).unwrap();
      toggleNotification({
        type: 'success',
        message: t('outbound.replayed', { count: replayed }),
      });
    } catch (error) {
      refuse(error);
    }
  };
  return (
    <Button
      variant="secondary"
      startIcon={<ArrowClockwise />}
      loading={replaying.isLoading}
      onClick={() => void all()}
      data-testid="replay-failed"
    >
      {t('outbound.replay-failed', { count: endpoint.failed })}
    </Button>
  );
};

const StateFilter = ({
  state,
  onChange,
}: {
  state: DeliveryState | null;
  onChange: (state: DeliveryState | null) => void;
}) => {
  const t = useT();
  const pick = (picked: string | number) =>
    onChange(deliveryState.options.find((one) => one === picked) ?? null);
  return (
    <SingleSelect aria-label={t('outbound.filter')} value={state ?? 'all'} onChange={pick} size="S">
      <SingleSelectOption value="all">{t('outbound.filter.all')}</SingleSelectOption>
      {deliveryState.options.map((one) => (
        <SingleSelectOption key={one} value={one}>
          {t(`state.delivery.${one}`)}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
};

const List = ({ endpoint, state }: { endpoint: EndpointView; state: DeliveryState | null }) => {
  const t = useT();
  const pages = useCursorPages(`${endpoint.id} ${String(state)}`);
  const query = useWhatsappListDeliveriesQuery(
    { id: endpoint.id, state, cursor: pages.cursor },
    { pollingInterval: AGAIN_MS, refetchOnMountOrArgChange: true }
  );
  if (query.isLoading) return <RowSkeletons />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { deliveries, nextCursor } = query.data;
  if (deliveries.length === 0)
    return state === null ? (
      <EmptyState plain content={t('outbound.deliveries.empty')} />
    ) : (
      <NothingMatches />
    );
  return (
    <>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={3} padding={0} margin={0}>
        {deliveries.map((delivery) => (
          <Item key={delivery.id} delivery={delivery} />
        ))}
      </Flex>
      <CursorPager pages={pages} nextCursor={nextCursor} isFetching={query.isFetching} />
    </>
  );
};

/** What an address was sent lately, and how it went; one or all failed can be sent again. */
export const Deliveries = ({
  endpoint,
  onClose,
}: {
  endpoint: EndpointView;
  onClose: () => void;
}) => {
  const t = useT();
  const [state, setState] = useState<DeliveryState | null>(null);
  return (
    <Drawer open onClose={onClose} title={t('outbound.deliveries-of', { name: endpoint.name })}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Flex gap={2} justifyContent="space-between" wrap="wrap">
          <StateFilter state={state} onChange={setState} />
          <ReplayFailed endpoint={endpoint} />
        </Flex>
        {endpoint.withNumbers ? (
          <Typography variant="pi" textColor="neutral600">
            {t('outbound.deliveries.numbers')}
          </Typography>
        ) : null}
        <List endpoint={endpoint} state={state} />
      </Flex>
    </Drawer>
  );
};
