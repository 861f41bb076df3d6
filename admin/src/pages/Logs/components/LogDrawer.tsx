import { Box, Button, Flex, LinkButton, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { Link } from 'react-router-dom';
import { Drawer } from '../../../shared/Drawer';
import { Notice } from '../../../shared/Notice';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';
import { adviceOf, jsonOf, type LogLine } from '../model';
import { LoggedSteps } from './LoggedSteps';
import { LevelWord, useAreaWord, type Only } from './LogTable';
import { useLineText } from './LogWords';
import { useLogTime } from './useLogTime';
import { useAbout } from './useAbout';

const Fact = ({ term, children }: { term: string; children: React.ReactNode }) => (
  <Flex direction="column" alignItems="flex-start" gap={1}>
    <Typography tag="dt" variant="pi" textColor="neutral600">
      {term}
    </Typography>
    <Box tag="dd" marginLeft={0}>
      {children}
    </Box>
  </Flex>
);

const Details = ({ details }: { details: LogLine['details'] }) => {
  const t = useT();
  const json = jsonOf(details);
  if (json === null)
    return <Typography textColor="neutral600">{t('logs.details.none')}</Typography>;
  // Not JSONInput: its editor has no accessible name, and there is nothing to edit.
  return (
    <Flex direction="column" alignItems="stretch" gap={1}>
      <Typography variant="pi" textColor="neutral600">
        {t('logs.details.raw')}
      </Typography>
      <Box background="neutral100" borderColor="neutral200" hasRadius padding={4}>
        <Typography tag="pre" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {json}
        </Typography>
      </Box>
    </Flex>
  );
};

/** Why a send failed and what to do, where the line knows it (L-06). */
const Advice = ({ line }: { line: LogLine }) => {
  const { locale } = useIntl();
  const words = adviceOf(line.details, locale);
  return words ? (
    <Notice variant="warning" title={words.title}>
      {words.advice}
    </Notice>
  ) : null;
};

/** Pages of what a line is about: a retry, where one is safe, is there (L-06). */
const pageOf = {
  contact: (id: number) => `../contacts?contact=${id}`,
  campaign: (id: number) => `../campaigns/${id}`,
  bot: (id: number) => `../bots/${id}`,
} as const;
const wanted = { contact: 'contactBrowse', campaign: 'campaignFollow', bot: 'botObserve' } as const;

const Related = ({ line, onOnly }: { line: LogLine; onOnly: Only }) => {
  const t = useT();
  const { can } = useCan();
  const about = useAbout()(line);
  if (about.length === 0) return null;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography variant="delta" tag="h3">
        {t('logs.related')}
      </Typography>
      {about.map(({ what, id, label, isErased }) => (
        <Flex key={what} gap={2} wrap="wrap" justifyContent="space-between">
          <Typography>{label}</Typography>
          <Flex gap={2} wrap="wrap">
            <Button variant="tertiary" size="S" onClick={() => onOnly(what, id)}>
              {t('logs.only.short')}
            </Button>
            {can[wanted[what]] && !isErased ? (
              <LinkButton tag={Link} to={pageOf[what](id)} variant="secondary" size="S">
                {t('logs.open')}
              </LinkButton>
            ) : null}
          </Flex>
        </Flex>
      ))}
    </Flex>
  );
};

/** One line in full: when, what, how often, and its details. */
export const LogDrawer = ({
  line,
  onClose,
  onOnly,
}: {
  line: LogLine | null;
  onClose: () => void;
  onOnly: Only;
}) => {
  const t = useT();
  const textOf = useLineText();
  const time = useLogTime();
  const areaWord = useAreaWord();
  if (line === null) return null;
  return (
    <Drawer open onClose={onClose} title={t('logs.details.title')}>
      <Flex direction="column" alignItems="stretch" gap={5}>
        <Typography variant="delta" tag="p" style={{ overflowWrap: 'anywhere' }}>
          {textOf(line)}
        </Typography>
        <Flex tag="dl" gap={6} wrap="wrap" alignItems="flex-start" margin={0}>
          <Fact term={t('logs.column.at')}>
            <Typography>{time(line.at)}</Typography>
          </Fact>
          <Fact term={t('logs.column.level')}>
            <LevelWord level={line.level} />
          </Fact>
          <Fact term={t('logs.column.area')}>
            <Typography>{areaWord(line.area)}</Typography>
          </Fact>
          <Fact term={t('logs.event')}>
            <Typography tag="code">{line.event}</Typography>
          </Fact>
          <Fact term={t('logs.count')}>
            <Typography>{line.times}</Typography>
          </Fact>
        </Flex>
        <Advice line={line} />
        <LoggedSteps line={line} />
        <Related line={line} onOnly={onOnly} />
        <Details details={line.details} />
      </Flex>
    </Drawer>
  );
};
