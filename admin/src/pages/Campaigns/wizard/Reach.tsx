import { useEffect } from 'react';
import { Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import type { PeopleChoice } from '../../../../../server/src/contracts/audience';
import type { CampaignReach } from '../../../../../server/src/contracts/campaigns';
import { useWhatsappCampaignReachMutation } from '../../../api/campaigns';
import { useApiError } from '../../../shared/useApiError';
import { useDebounced } from '../../../shared/useDebounced';
import { useT } from '../../../shared/useT';

/** Longer than the pause of the count beside it: it costs more. */
const SETTLES = 600;
/** As many reasons are named; the check before the start names all. */
const NAMED = 3;

/** Asks when the choice rests, and lets go of what was asked for another one: the server stops counting then. */
export const useReach = (id: number, choice: PeopleChoice) => {
  const text = JSON.stringify(choice);
  const settled = useDebounced(text, SETTLES);
  const [count, { data, error, isLoading }] = useWhatsappCampaignReachMutation();
  useEffect(() => {
    const asked = count({ id, choice: JSON.parse(settled) as PeopleChoice });
    return () => asked.abort();
  }, [count, id, settled]);
  const isCounting = isLoading || settled !== text;
  return { reach: isCounting ? null : data, error: isCounting ? null : error };
};

const useReasons = ({ reasons }: CampaignReach): string => {
  const t = useT();
  const { formatList } = useIntl();
  const named = reasons
    .slice(0, NAMED)
    .map(({ reason, count }) =>
      t('campaigns.reach.reason', { reason: t(`campaigns.skip.${reason}`), count })
    );
  const others = reasons.slice(NAMED).reduce((sum, { count }) => sum + count, 0);
  return formatList([
    ...named,
    ...(others > 0 ? [t('campaigns.reach.others', { count: others })] : []),
  ]);
};

const Said = ({ reach, may }: { reach: CampaignReach; may: number }) => {
  const t = useT();
  const reasons = useReasons(reach);
  return (
    <>
      <Typography>
        {may === reach.matched && may > 0
          ? t('campaigns.reach.all')
          : t('campaigns.reach.may', { count: may })}
      </Typography>
      {reach.reasons.length > 0 ? (
        <Typography variant="pi" textColor="neutral600" data-testid="people-left-out">
          {t('campaigns.reach.out', { reasons })}
        </Typography>
      ) : null}
    </>
  );
};

/** How many of those who match may get this message, and what keeps the others from it. */
export const Reach = ({ campaignId, choice }: { campaignId: number; choice: PeopleChoice }) => {
  const t = useT();
  const explain = useApiError();
  const { reach, error } = useReach(campaignId, choice);
  if (reach && (reach.may === null || reach.matched === 0)) return null;
  return (
    <Flex
      direction="column"
      alignItems="flex-start"
      gap={1}
      role="status"
      data-testid="people-reach"
    >
      {reach && reach.may !== null ? (
        <Said reach={reach} may={reach.may} />
      ) : (
        <Typography textColor="neutral600">
          {error ? explain(error).message : t('campaigns.reach.counting')}
        </Typography>
      )}
    </Flex>
  );
};
