import { Flex, Typography } from '@strapi/design-system';
import type { LinkView } from '../../../../../server/src/contracts/links';
import { CellText } from '../../../shared/CellText';
import { ProgressLine } from '../../../shared/ProgressLine';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { Card } from '../../../shared/Surface';

interface LineProps {
  readonly link: LinkView;
  /** Openings of the most opened one. */
  readonly most: number;
}

const Line = ({ link, most }: LineProps) => {
  const t = useT();
  const { full } = useMoments({ zoned: true });
  const { name, target, clicks, people, lastClickAt } = link;
  return (
    <Flex tag="li" direction="column" alignItems="stretch" gap={1} data-testid="campaign-link">
      <Flex justifyContent="space-between" gap={3} wrap="wrap" alignItems="baseline">
        <Typography fontWeight="bold">{name}</Typography>
        <Typography>{t('links.counts', { clicks, people })}</Typography>
      </Flex>
      <ProgressLine
        thin
        value={most === 0 ? 0 : (clicks / most) * 100}
        label={t('campaigns.links.bar', { name, clicks })}
      />
      <Flex justifyContent="space-between" gap={3} wrap="wrap">
        <CellText variant="pi" style={{ overflowWrap: 'anywhere' }} dir="ltr">
          {target}
        </CellText>
        {lastClickAt === null ? null : (
          <CellText variant="pi">{t('campaigns.links.last', { at: full(lastClickAt) })}</CellText>
        )}
      </Flex>
    </Flex>
  );
};

/** What the messages lead to and how often it was opened out of them (P-18, A-04); nothing where they lead nowhere. */
export const Links = ({ links }: { readonly links: readonly LinkView[] }) => {
  const t = useT();
  if (links.length === 0) return null;
  const most = Math.max(...links.map(({ clicks }) => clicks));
  return (
    <Card title={t('campaigns.links.title')} testId="campaign-links">
      <Flex
        tag="ul"
        direction="column"
        alignItems="stretch"
        gap={4}
        padding={0}
        margin={0}
        style={{ listStyle: 'none' }}
      >
        {links.map((link) => (
          <Line key={link.id} link={link} most={most} />
        ))}
      </Flex>
      <Typography variant="pi" textColor="neutral600">
        {t('links.consent')}
      </Typography>
    </Card>
  );
};
