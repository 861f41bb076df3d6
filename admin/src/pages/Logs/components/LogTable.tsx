import { Badge, Button, Flex, IconButton, LinkButton, Typography } from '@strapi/design-system';
import { Eye } from '@strapi/icons';
import { badgeLook } from '../../../shared/badge-look';
import { useT } from '../../../shared/useT';
import { ResponsiveTable, type Column } from '../../../shared/ResponsiveTable';
import { Link } from 'react-router-dom';
import { useLineText } from './LogWords';
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

export type Only = (what: 'contact' | 'campaign' | 'bot', id: number) => void;

/** Whom or what a line is about; pressing it leaves only its lines. */
const About = ({ line, onOnly }: { line: LogLine; onOnly: Only }) => {
  const t = useT();
  const about = (['contact', 'campaign', 'bot'] as const).flatMap((what) => {
    const one = line[what];
    return one ? [{ what, ...one }] : [];
  });
  if (about.length === 0) return null;
  return (
    <Flex gap={3} wrap="wrap">
      {about.map(({ what, id, name }) => (
        <Button
          key={what}
          variant="ghost"
          size="S"
          paddingLeft={0}
          paddingRight={0}
          onClick={() => onOnly(what, id)}
          title={t('logs.only', { name })}
        >
          {t(`logs.about.${what}`, { name })}
        </Button>
      ))}
    </Flex>
  );
};

/** Signatures that are wrong again and again have one cause: the app secret. */
const isSecretTrouble = ({ event }: LogLine) =>
  event === 'wrong-signature' || event === 'no-secret';

const Text = ({ line, onOnly }: { line: LogLine; onOnly: Only }) => {
  const t = useT();
  const textOf = useLineText();
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Flex gap={2} wrap="wrap">
        <Typography style={{ overflowWrap: 'anywhere', whiteSpace: 'normal' }}>
          {textOf(line)}
        </Typography>
        {line.times > 1 ? (
          <Badge aria-label={t('logs.times.label', { count: line.times })}>
            {t('logs.times', { count: line.times })}
          </Badge>
        ) : null}
        {isSecretTrouble(line) ? (
          <LinkButton tag={Link} to="/settings/whatsapp/numbers" variant="tertiary" size="S">
            {t('logs.check-secret')}
          </LinkButton>
        ) : null}
      </Flex>
      <About line={line} onOnly={onOnly} />
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
const useColumns = (onOpen: (line: LogLine) => void, onOnly: Only): Column<LogLine>[] => {
  const t = useT();
  const textOf = useLineText();
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
      render: (line) => <Text line={line} onOnly={onOnly} />,
    },
    {
      key: 'details',
      label: t('logs.details'),
      hideLabel: true,
      render: (line) => (
        <IconButton
          variant="ghost"
          onClick={() => onOpen(line)}
          label={t('logs.details.of', { text: textOf(line) })}
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
  onOnly,
}: {
  lines: readonly LogLine[];
  onOpen: (line: LogLine) => void;
  onOnly: Only;
}) => {
  const t = useT();
  const columns = useColumns(onOpen, onOnly);
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
