import { Badge, Flex, IconButton, Typography } from '@strapi/design-system';
import { Eye } from '@strapi/icons';
import { badgeLook } from '../../../shared/badge-look';
import { useT } from '../../../shared/useT';
import { ResponsiveTable, type Column } from '../../../shared/ResponsiveTable';
import { useShortLogTime } from './useLogTime';
import { areas, levels, type LogLine } from '../model';

const looks = {
  info: ['·', 'neutral'],
  warn: ['!', 'warning'],
  error: ['✕', 'danger'],
} as const;

const isLevel = (level: string): level is keyof typeof looks =>
  (levels as readonly string[]).includes(level);

/** Level as mark, word and colour. */
export const LevelWord = ({ level }: { level: string }) => {
  const t = useT();
  if (!isLevel(level)) return <Badge>{level}</Badge>;
  const [mark, variant] = looks[level];
  return (
    <Badge {...badgeLook(variant)}>
      <Typography tag="span" variant="pi" aria-hidden textColor="inherit">
        {mark}
      </Typography>{' '}
      {t(`logs.level.${level}`)}
    </Badge>
  );
};

/** Word of an area; a new one that this page does not know shows its name. */
export const useAreaWord = () => {
  const t = useT();
  return (area: string) =>
    (areas as readonly string[]).includes(area) ? t(`logs.area.${area}`) : area;
};

const Text = ({ line }: { line: LogLine }) => {
  const t = useT();
  return (
    <Flex gap={2} wrap="wrap">
      <Typography style={{ overflowWrap: 'anywhere', whiteSpace: 'normal' }}>
        {line.text}
      </Typography>
      {line.times > 1 ? (
        <Badge aria-label={t('logs.times.label', { count: line.times })}>
          {t('logs.times', { count: line.times })}
        </Badge>
      ) : null}
    </Flex>
  );
};

const When = ({ line }: { line: LogLine }) => {
  const time = useShortLogTime();
  const areaWord = useAreaWord();
  return (
    <Flex direction="column" alignItems="flex-start">
      <Typography>{time(line.at)}</Typography>
      <Typography variant="pi" textColor="neutral600">
        {areaWord(line.area)}
      </Typography>
    </Flex>
  );
};

/** Few and narrow, so that the sentence has room on a tablet too. */
const useColumns = (onOpen: (line: LogLine) => void): Column<LogLine>[] => {
  const t = useT();
  return [
    { key: 'at', label: t('logs.column.at'), render: (line) => <When line={line} /> },
    {
      key: 'level',
      label: t('logs.column.level'),
      render: (line) => <LevelWord level={line.level} />,
    },
    {
      key: 'text',
      label: t('logs.column.text'),
      isTitle: true,
      render: (line) => <Text line={line} />,
    },
    {
      key: 'details',
      label: t('logs.details'),
      hideLabel: true,
      render: (line) => (
        <IconButton
          variant="ghost"
          onClick={() => onOpen(line)}
          label={t('logs.details.of', { text: line.text })}
        >
          <Eye />
        </IconButton>
      ),
    },
  ];
};

/** Lines, newest first. */
export const LogTable = ({
  lines,
  onOpen,
}: {
  lines: readonly LogLine[];
  onOpen: (line: LogLine) => void;
}) => {
  const t = useT();
  const columns = useColumns(onOpen);
  return (
    <ResponsiveTable
      rows={lines}
      columns={columns}
      rowKey={(line) => line.id}
      label={t('logs.title')}
      testId="log-line"
    />
  );
};
