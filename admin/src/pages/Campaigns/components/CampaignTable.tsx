import type { ReactNode } from 'react';
import { Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { CampaignView } from '../../../../../server/src/contracts/campaigns';
import { ProgressLine } from '../../../shared/ProgressLine';
import { ResponsiveTable, type Column, type Selection } from '../../../shared/ResponsiveTable';
import { StatusWord } from '../../../shared/StatusWord';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { plannedWords } from '../planned-words';
import { isOwnTime } from '../time-model';
import { progress, shownState, stepShare } from '../model';

/** What a cell says, and below it at most one line more: the rest is on the page of the campaign. */
const Lines = ({
  children,
  more,
  moreTestId,
}: {
  children: ReactNode;
  more: string | null;
  moreTestId?: string;
}) => (
  <Flex direction="column" alignItems="flex-start">
    {children}
    {more === null ? null : (
      <Typography variant="pi" textColor="neutral600" data-testid={moreTestId}>
        {more}
      </Typography>
    )}
  </Flex>
);

const Name = ({ campaign }: { campaign: CampaignView }) => {
  const t = useT();
  const { id, name, state, repeatRule } = campaign;
  return (
    <Lines more={repeatRule && t(`campaigns.repeats.${repeatRule.every}`)} moreTestId="repeats">
      <Link tag={RouterLink} to={state === 'draft' ? `${id}/edit` : String(id)}>
        {name || t('campaigns.unnamed')}
      </Link>
    </Lines>
  );
};

/** The state, and when sending began; the time of a planned one is in its progress. */
const State = ({ campaign }: { campaign: CampaignView }) => {
  const t = useT();
  const { full } = useMoments();
  const { startedAt } = campaign;
  const begun = startedAt === null ? null : t('campaigns.list.started', { at: full(startedAt) });
  return (
    <Lines more={begun} moreTestId="campaign-started">
      <Flex>
        <StatusWord of="campaign" state={shownState(campaign)} />
      </Flex>
    </Lines>
  );
};

/** When it goes out; by whose clock where that is not the viewer's. */
const Planned = ({ campaign }: { campaign: CampaignView }) => {
  const t = useT();
  const at = plannedWords(campaign, useMoments({ zoned: true }));
  const isBest = campaign.when === 'best';
  const clock = isBest ? t('campaigns.list.ifUnknown', { at }) : t('campaigns.list.ownZone');
  return (
    <Lines more={isOwnTime(campaign) ? clock : null}>
      <Typography textColor="neutral800">{isBest ? t('campaigns.list.bestTime') : at}</Typography>
    </Lines>
  );
};

const Progress = ({ campaign }: { campaign: CampaignView }) => {
  const t = useT();
  if (campaign.state === 'scheduled' && campaign.scheduledAt !== null)
    return <Planned campaign={campaign} />;
  const { done, receivers, skipped, total } = campaign.counts;
  if (total === 0) return <Typography textColor="neutral600">–</Typography>;
  // Whom the rules left out are no part of the progress.
  const leftOut = skipped === 0 ? null : t('campaigns.list.skipped', { count: skipped });
  if (receivers === 0) return <Typography textColor="neutral800">{leftOut}</Typography>;
  const percent = progress(campaign.counts);
  const words = { done, total: receivers, percent: percent / 100 };
  return (
    <Flex direction="column" alignItems="stretch" gap={1}>
      <ProgressLine thin value={percent} label={t('campaigns.list.progress', words)} />
      <Lines more={leftOut}>
        <Typography textColor="neutral800">{t('campaigns.list.done', words)}</Typography>
      </Lines>
    </Flex>
  );
};

const Count = ({
  campaign: { counts },
  of,
}: {
  campaign: CampaignView;
  of: 'delivered' | 'read' | 'failed';
}) => {
  const t = useT();
  const share = stepShare(of, counts);
  if (counts.total === 0) return <Typography textColor="neutral600">–</Typography>;
  return (
    <Lines more={share === null ? null : t(`campaigns.list.share.${of}`, { share: share / 100 })}>
      <Typography textColor={of === 'failed' && counts.failed > 0 ? 'danger600' : 'neutral800'}>
        {t('campaigns.number', { number: counts[of] })}
      </Typography>
    </Lines>
  );
};

/** Campaigns with state, progress and how far their messages went (M-31 … M-33). */
export const CampaignTable = ({
  rows,
  selection,
}: {
  rows: readonly CampaignView[];
  selection: Selection<CampaignView>;
}) => {
  const t = useT();
  const columns: Column<CampaignView>[] = [
    {
      key: 'name',
      label: t('campaigns.column.name'),
      isTitle: true,
      render: (c) => <Name campaign={c} />,
    },
    {
      key: 'state',
      label: t('campaigns.column.state'),
      render: (c) => <State campaign={c} />,
    },
    {
      key: 'progress',
      label: t('campaigns.column.progress'),
      has: (c) => c.counts.total > 0 || c.state === 'scheduled',
      render: (c) => <Progress campaign={c} />,
    },
    ...(['delivered', 'read', 'failed'] as const).map((of) => ({
      key: of,
      label: t(`campaigns.column.${of}`),
      endsLine: true,
      has: (c: CampaignView) => c.counts.total > 0,
      render: (c: CampaignView) => <Count campaign={c} of={of} />,
    })),
  ];
  return (
    <ResponsiveTable
      rows={rows}
      columns={columns}
      rowKey={(c) => c.id}
      label={t('campaigns.title')}
      testId="campaign-row"
      isTight
      selection={selection}
    />
  );
};
