import { useState } from 'react';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import type { RecipientView } from '../../../../../server/src/contracts/campaigns';
import { useWhatsappListRecipientsQuery } from '../../../api/campaigns';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { CursorPager } from '../../../shared/CursorPager';
import { useCan } from '../../../shared/permissions';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { useCursorPages } from '../../../shared/useCursorPages';
import { useT } from '../../../shared/useT';
import { useResolve } from './useResolve';
import { Surface } from '../../../shared/Surface';
import { useShownName } from '../../../shared/people/usePersonName';

type Props = { campaignId: number; count: number };
type RowProps = { row: RecipientView; onSendAgain: () => void; onLeave: () => void; busy: boolean };

const Row = ({ row, onSendAgain, onLeave, busy }: RowProps) => {
  const t = useT();
  const shownName = useShownName();
  const { can } = useCan();
  return (
    <Flex tag="li" gap={3} justifyContent="space-between" wrap="wrap" data-testid="uncertain-row">
      <Box minWidth="0">
        <Typography tag="p">
          <span dir="auto">{shownName(row.name || row.address)}</span> · {shownName(row.address)}
        </Typography>
        <Typography tag="p" variant="pi" textColor="neutral600">
          {t(`campaigns.verdict.${row.verdict ?? 'unknown'}`)}
        </Typography>
      </Box>
      {can.campaignLaunch ? (
        <Flex gap={2}>
          <Button size="S" variant="secondary" disabled={busy} onClick={onSendAgain}>
            {t('campaigns.uncertain.sendAgain')}
          </Button>
          <Button size="S" variant="tertiary" disabled={busy} onClick={onLeave}>
            {t('campaigns.uncertain.leave')}
          </Button>
        </Flex>
      ) : null}
    </Flex>
  );
};

type AskProps = { ids: number[]; onClose: () => void; onConfirm: () => Promise<void> };

const AskAgain = ({ ids, onClose, onConfirm }: AskProps) => {
  const t = useT();
  return (
    <ConfirmAction
      open
      title={t('campaigns.uncertain.askTitle', { count: ids.length })}
      confirmLabel={t('campaigns.uncertain.confirm', { count: ids.length })}
      onClose={onClose}
      onConfirm={onConfirm}
    >
      {t('campaigns.uncertain.askBody')}
    </ConfirmAction>
  );
};

type HeadProps = { count: number; onAll: () => void; onLeaveAll: () => void; busy: boolean };

/** The deeds for all rows on screen: the number is that of the rows that one sees. */
const Head = ({ count, onAll, onLeaveAll, busy }: HeadProps) => {
  const t = useT();
  const { can } = useCan();
  return (
    <Flex justifyContent="space-between" gap={2} wrap="wrap">
      <Typography variant="delta" tag="h2">
        {t('campaigns.uncertain.title')}
      </Typography>
      {can.campaignLaunch && count > 1 ? (
        <Flex gap={2} wrap="wrap">
          <Button size="S" variant="secondary" disabled={busy} onClick={onAll}>
            {t('campaigns.uncertain.sendAll', { count })}
          </Button>
          <Button size="S" variant="tertiary" disabled={busy} onClick={onLeaveAll}>
            {t('campaigns.uncertain.leaveAll', { count })}
          </Button>
        </Flex>
      ) : null}
    </Flex>
  );
};

const useUncertain = ({ campaignId, count }: Props) => {
  const pages = useCursorPages(String(campaignId));
  const query = useWhatsappListRecipientsQuery(
    {
      id: campaignId,
      params: {
        state: 'uncertain',
        limit: 20,
        ...(pages.cursor === undefined ? {} : { cursor: pages.cursor }),
      },
    },
    { skip: count === 0 }
  );
  return { pages, query, rows: query.data?.recipients ?? [] };
};

/** Messages of which nobody knows whether WhatsApp took them: how likely, and a person decides. */
export const Uncertain = (props: Props) => {
  const t = useT();
  const { pages, query, rows } = useUncertain(props);
  const resolve = useResolve(props.campaignId);
  const [asked, setAsked] = useState<number[] | null>(null);
  // Those that a person left as they are stay in the count, but need no decision any more.
  if (props.count === 0 || (query.data && rows.length === 0 && !pages.hasPrevious)) return null;
  const all = rows.map((row) => row.id);
  const leave = (recipientIds: number[]) =>
    // The notice was shown; nothing else waits for it.
    void resolve.run({ action: 'leave', recipientIds }).catch(() => undefined);
  return (
    <Surface data-testid="campaign-uncertain">
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Head
          count={all.length}
          busy={resolve.isLoading}
          onAll={() => setAsked(all)}
          onLeaveAll={() => leave(all)}
        />
        <Typography textColor="neutral600">{t('campaigns.uncertain.intro')}</Typography>
        {query.isLoading ? <RowSkeletons rows={2} /> : null}
        {query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : null}
        <Flex tag="ul" direction="column" alignItems="stretch" gap={3} padding={0} margin={0}>
          {rows.map((row) => (
            <Row
              key={row.id}
              row={row}
              busy={resolve.isLoading}
              onSendAgain={() => setAsked([row.id])}
              onLeave={() => leave([row.id])}
            />
          ))}
        </Flex>
        <CursorPager pages={pages} nextCursor={query.data?.nextCursor} />
      </Flex>
      {asked ? (
        <AskAgain
          ids={asked}
          onClose={() => setAsked(null)}
          onConfirm={() => resolve.run({ action: 'send-again', recipientIds: asked })}
        />
      ) : null}
    </Surface>
  );
};
