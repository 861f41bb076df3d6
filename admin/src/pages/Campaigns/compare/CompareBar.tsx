import { Button, Flex, LinkButton, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import { MOST_COMPARED } from '../../../../../server/src/contracts/campaign-insights';
import { useT } from '../../../shared/useT';

interface Props {
  readonly chosen: readonly number[];
  readonly onClear: () => void;
}

/** What to do with the chosen campaigns: set them side by side, from two on. */
export const CompareBar = ({ chosen, onClear }: Props) => {
  const t = useT();
  if (chosen.length === 0) return null;
  return (
    <Flex gap={3} wrap="wrap" paddingBottom={4} data-testid="compare-bar">
      <Typography role="status">
        {chosen.length < 2
          ? t('insights.compare.another')
          : t('insights.compare.chosen', { count: chosen.length, most: MOST_COMPARED })}
      </Typography>
      {chosen.length < 2 ? null : (
        <LinkButton
          tag={RouterLink}
          to={`compare?ids=${chosen.join(',')}`}
          size="S"
          data-testid="compare"
        >
          {t('insights.compare.button', { count: chosen.length })}
        </LinkButton>
      )}
      <Button size="S" variant="tertiary" onClick={onClear}>
        {t('campaigns.clear')}
      </Button>
    </Flex>
  );
};
