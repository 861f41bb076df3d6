import { Box, Flex, Typography } from '@strapi/design-system';
import { Drawer } from '../../../shared/Drawer';
import { useT } from '../../../shared/useT';
import { jsonOf, type LogLine } from '../model';
import { LevelWord, useAreaWord } from './LogTable';
import { useLogTime } from './useLogTime';

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

/** One line in full: when, what, how often, and its details. */
export const LogDrawer = ({ line, onClose }: { line: LogLine | null; onClose: () => void }) => {
  const t = useT();
  const time = useLogTime();
  const areaWord = useAreaWord();
  if (line === null) return null;
  return (
    <Drawer open onClose={onClose} title={t('logs.details.title')}>
      <Flex direction="column" alignItems="stretch" gap={5}>
        <Typography variant="delta" tag="p" style={{ overflowWrap: 'anywhere' }}>
          {line.text}
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
        <Details details={line.details} />
      </Flex>
    </Drawer>
  );
};
