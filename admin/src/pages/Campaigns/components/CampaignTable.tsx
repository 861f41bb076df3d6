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

const Name = ({ campaign }: { campaign: CampaignView }) => {
  const t = useT();
  return (
    <Flex direction="column" alignItems="flex-start">
      <Link
        tag={RouterLink}
        to={campaign.state === 'draft' ? `${campaign.id}/edit` : String(campaign.id)}
      >
        {campaign.name || t('campaigns.unnamed')}
      </Link>
      {campaign.repeatRule ? (
        <Typography variant="pi" textColor="neutral600" data-testid="repeats">
          {t(`campaigns.repeats.${campaign.repeatRule.every}`)}
        </Typography>
      ) : null}
    </Flex>
  );
};

/** Whom the rules left out: no part of the progress. */
const Skipped = ({ count }: { count: number }) => {
  const t = useT();
  if (count === 0) return null;
  return (
    <Typography variant="pi" textColor="neutral600">
      {t('campaigns.list.skipped', { count })}
    </Typography>
  );
};

const Progress = ({ campaign }: { campaign: CampaignView }) => {
  const t = useT();
  const moments = useMoments({ zoned: true });
  if (campaign.state === 'scheduled' && campaign.scheduledAt !== null) {
    return (
      <Typography textColor="neutral800">
        {isOwnTime(campaign)
          ? t('campaigns.list.ownTime', {
              at: plannedWords(campaign, moments),
              when: campaign.when,
            })
          : moments.day(campaign.scheduledAt)}
      </Typography>
    );
  }
  const { counts } = campaign;
  if (counts.total === 0) return <Typography textColor="neutral600">–</Typography>;
  if (counts.receivers === 0) return <Skipped count={counts.skipped} />;
  const percent = progress(counts);
  const words = t('campaigns.list.progress', {
    done: counts.done,
    total: counts.receivers,
    percent: percent / 100,
  });
  return (
    <Flex direction="column" alignItems="stretch" gap={1}>
      <ProgressLine thin value={percent} label={words} />
      <Typography variant="pi" textColor="neutral600">
        {words}
      </Typography>
      <Skipped count={counts.skipped} />
    </Flex>
  );
};

const Count = ({
  campaign,
  of,
}: {
  campaign: CampaignView;
  of: 'delivered' | 'read' | 'failed';
}) => {
  const t = useT();
  const count = campaign.counts[of];
  const share = stepShare(of, campaign.counts);
  if (campaign.counts.total === 0) return <Typography textColor="neutral600">–</Typography>;
  return (
    <Typography textColor={of === 'failed' && count > 0 ? 'danger600' : 'neutral800'}>
      {share === null
        ? t('campaigns.number', { number: count })
        : t(`campaigns.list.of.${of}`, { number: count, share: share / 100 })}
    </Typography>
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
      render: (c) => (
        <Flex>
          <StatusWord of="campaign" state={shownState(c)} />
        </Flex>
      ),
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
